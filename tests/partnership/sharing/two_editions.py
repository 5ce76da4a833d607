"""Two editions of a tiny town that differ in one thing: how much its landlord recorded in the year
after the baseline, in the areas that stand out. What the police recorded is the same."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from safercity.evidence.assess import make_edition
from safercity.evidence.assess.edition import Edition
from safercity.evidence.geography import to_degrees
from safercity.evidence.runs import Run
from safercity.evidence.types import month_labels, month_number
from safercity.evidence.workspace import Workspace, open_workspace
from tests.evidence.daily import write_cases
from tests.evidence.tiny import corner, load, make_workspace, street_row, write_street

MONTHS = month_labels(month_number("2021-01"), month_number("2024-12"))
BASELINE = "2023-12"
HIGH = (0, 2, 8, 10)


def make_two(folder: Path) -> tuple[Edition, Edition]:
    """Every place of the list has most records of the police, so that its trend is theirs."""
    first = make_workspace(folder, made_up=True)
    load(first, "police-uk", _write_crimes(folder / "s" / "2021-01-s.csv"))
    load(first, "housing-asb", write_cases(folder / "housing-asb.csv", list(_list_cases(8))))
    made = _make(first)
    shutil.copytree(first.root, folder / "more")
    second = open_workspace(folder / "more")
    load(second, "housing-asb", write_cases(folder / "housing-more.csv", list(_list_cases(11))))
    return made, _make(second)


def _make(workspace: Workspace) -> Edition:
    return make_edition(workspace, run=Run(threads=1), made_at="2025-06-30T12:00:00")


def _list_points(month: str, *, high: int) -> Iterator[tuple[int, int]]:
    """Four in every small area, by turns at sixteen points, and `high` in the midst of four."""
    for area in range(16):
        west, south = corner(area)
        for n in range(4):
            turn = (4 * month_number(month) + n + area) % 16
            yield west + 125 + 250 * (turn % 4), south + 125 + 250 * (turn // 4)
        if area in HIGH:
            yield from [(west + 540, south + 520)] * high


def _write_crimes(path: Path) -> Path:
    rows = []
    for month in MONTHS:
        points = np.array(list(_list_points(month, high=14)), dtype=float)
        for n, (longitude, latitude) in enumerate(zip(*to_degrees(*points.T), strict=True)):
            place = {"Longitude": f"{longitude:.6f}", "Latitude": f"{latitude:.6f}"}
            rows.append(street_row(f"{month}-{n}", month=month) | place | {"LSOA code": ""})
    return write_street(path, rows)


def _list_cases(after: int) -> Iterator[dict]:
    """`after`: a month, in each area that stands out, once the baseline is over."""
    for month in MONTHS:
        told: Counter[tuple[int, int]] = Counter()
        for point in _list_points(month, high=after if month > BASELINE else 8):
            told[point] += 1
            east, north = point
            yield {
                "Case ID": f"{month}-{east}-{north}-{told[point]}",
                "Reported Date": f"{told[point]:02d}/{month[5:]}/{month[:4]}",
                "Nature of ASB": "Noise",
                "Property Easting": east,
                "Property Northing": north,
            }
