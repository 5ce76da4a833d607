"""Golden data beside the project; tests that need them are skipped, loudly, without."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from safercity.evidence.matrix import Matrix
from safercity.evidence.watch import Events
from safercity.evidence.watch.periods import day_label, day_number

GOLDEN = Path(__file__).parents[4] / "shared" / "data" / "golden"

needs_golden = pytest.mark.skipif(
    not GOLDEN.is_dir(), reason=f"the golden data are not at {GOLDEN}"
)


def read_arson() -> Events:
    """522 arsons of Chicago, 2016: metres and day numbers."""
    with (GOLDEN / "near_repeat_calculator" / "chicago_arson.csv").open() as file:
        rows = [(float(x), float(y), date.fromisoformat(day)) for x, y, day in csv.reader(file)]
    x, y, days = zip(*rows, strict=True)
    return Events(np.array(x), np.array(y), np.array([day.toordinal() for day in days]))


def read_satscan() -> tuple[Matrix, np.ndarray]:
    """SaTScan's example of 25 places and 100 cases over times 0 to 1000."""
    places = np.loadtxt(GOLDEN / "satscan" / "satscan_test1.geo")
    cases = np.loadtxt(GOLDEN / "satscan" / "satscan_test1.cas", dtype=int)
    values = np.zeros((25, 1001))
    np.add.at(values, (cases[:, 0] - 1, cases[:, 2]), cases[:, 1])
    return Matrix(values, tuple(range(1, 26)), days_from("2000-01-01", 1001)), places[:, 1:]


def read_fever() -> tuple[Matrix, np.ndarray]:
    """Fever in New York by ZIP code, November 2001 (rsatscan): counts and flat metres."""
    with (GOLDEN / "rsatscan" / "NYCfevergeo.csv").open() as file:
        spots = {
            row["zip"]: (float(row["lat"]), float(row["long"])) for row in csv.DictReader(file)
        }
    named = tuple(sorted(spots))
    flat = np.array([(spots[one][1] * 84_300.0, spots[one][0] * 111_000.0) for one in named])
    values = np.zeros((len(named), 24))
    with (GOLDEN / "rsatscan" / "NYCfevercas.csv").open() as file:
        for row in csv.DictReader(file):
            day = int(row["date"].split("/")[2]) - 1
            values[named.index(row["zip"]), day] += int(row["cases"])
    return Matrix(values, named, days_from("2001-11-01", 24)), flat


def days_from(first: str, number: int) -> tuple[str, ...]:
    return tuple(day_label(day_number(first) + day) for day in range(number))
