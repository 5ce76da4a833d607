"""Further published figures: Knox on Burkitt's lymphoma, and a triangle of late claims."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from safercity.evidence.watch import Events, KnoxSettings, count_close_pairs, estimate_delays
from tests.evidence.watch.golden import GOLDEN, needs_golden, read_arson

ENDLESS = float("inf")
# Claims of general liability (thousands of dollars), 1981 to 1990, as they had come in by the end
# of each year: the "RAA" triangle of Mack, Casualty Actuarial Society Forum (1994), p. 120.
CLAIMS = [
    [5012, 8269, 10907, 11805, 13539, 16181, 18009, 18608, 18662, 18834],
    [106, 4285, 5396, 10666, 13782, 15599, 15496, 16169, 16704],
    [3410, 8992, 13873, 16141, 18735, 22214, 22863, 23466],
    [5655, 11555, 15766, 21266, 23425, 26083, 27067],
    [1092, 9565, 15836, 22169, 25955, 26180],
    [1513, 6445, 11702, 12935, 15852],
    [557, 4020, 10946, 12314],
    [1351, 6947, 13112],
    [3133, 5395],
    [2063],
]


def read_burkitt() -> Events:
    """Cases of Burkitt's lymphoma in Uganda (Williams and others 1978): kilometres and days."""
    raw = (GOLDEN / "libpysal" / "burkitt" / "burkitt.dbf").read_bytes()
    number, head, width = struct.unpack("<IHH", raw[4:12])
    fields, at = [], 32
    while raw[at] != 13:
        fields.append((raw[at : at + 11].split(b"\0")[0].decode(), raw[at + 16]))
        at += 32
    columns: dict[str, list[float]] = {name: [] for name, _ in fields}
    for row in range(number):
        place = head + row * width + 1
        for name, size in fields:
            columns[name].append(float(raw[place : place + size] or b"nan"))
            place += size
    return Events(*(np.array(columns[name]) for name in "XYT"))


@needs_golden
@pytest.mark.data
def test_knox_of_burkitts_lymphoma():
    """pointpats' own test: 13 pairs within 20 kilometres and 5 days (ends included)."""
    asked = KnoxSettings((0, 20.000001, ENDLESS), (0, 6, ENDLESS), metric="euclidean")
    assert count_close_pairs(read_burkitt(), asked)[0, 0] == 13


@needs_golden
@pytest.mark.data
@pytest.mark.parametrize(
    ("metric", "told"),
    [
        ("manhattan", [[4, 1, 0], [11, 1, 5], [10, 4, 7], [10, 11, 6]]),
        ("euclidean", [[4, 1, 0], [13, 1, 5], [15, 9, 10], [6, 20, 9]]),
    ],
)
def test_arson_in_weeks(metric, told):
    """The bands of NearRepeat's manual (0.1, 200, 400 and 600 metres; 7, 14 and 21 days) on its
    arsons, counted pair by pair in numpy."""
    asked = KnoxSettings((0, 0.1, 200, 400, 600), (0, 7, 14, 21), metric=metric)
    assert count_close_pairs(read_arson(), asked).tolist() == told


def test_delays_are_the_chain_ladder():
    """Mack's factors 2.999, 1.624, 1.271, 1.172 and 1.113 (the one fall in a row as no claim)."""
    years, arrived = [], []
    for row, claims in enumerate(CLAIMS):
        new = np.maximum(np.diff(claims, prepend=0), 0)
        years.append(np.repeat(row + 1, new.sum()))
        arrived.append(np.repeat(row + 1 + np.arange(len(claims)), new))
    found = estimate_delays(np.concatenate(years), np.concatenate(arrived), as_of=10, longest=9)
    factors = found.by_day[1:6] / found.by_day[:5]
    assert factors == pytest.approx([2.999, 1.624, 1.271, 1.172, 1.113], abs=1e-3)
