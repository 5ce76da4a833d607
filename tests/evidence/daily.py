"""A landlord's records of three years in the tiny town, told to the day and the property."""

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tests.evidence.tiny import corner

FIRST, LAST = date(2022, 7, 1), date(2025, 6, 30)
PLANTED_IN, PLANTED_CASES, PLANTED_DAYS = 5, 12, 5
HEADERS = ("Case ID", "Reported Date", "Nature of ASB", "Property Easting", "Property Northing")


def list_cases(*, seed: int = 1, a_day: float = 1.5, planted: bool = True) -> list[dict]:
    """So many a day over the town's sixteen small areas, forty properties in each; a dozen more in
    one small area in the last days, where `planted`."""
    draws = np.random.default_rng(seed)
    told = []
    for day in range((LAST - FIRST).days + 1):
        areas = draws.integers(0, 16, draws.poisson(a_day)).tolist()
        is_late = day > (LAST - FIRST).days - PLANTED_DAYS
        if planted and is_late:
            areas += [PLANTED_IN] * (PLANTED_CASES // PLANTED_DAYS + 1)
        for area in areas:
            west, south = corner(area)
            house = int(draws.integers(0, 40))
            told.append(
                {
                    "Case ID": f"T{len(told):06d}",
                    "Reported Date": f"{FIRST + timedelta(days=day):%d/%m/%Y}",
                    "Nature of ASB": "Noise" if len(told) % 3 else "Threats",
                    "Property Easting": west + 100 + 20 * house,
                    "Property Northing": south + 500,
                }
            )
    return told


def write_cases(path: Path, cases: list[dict]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADERS)
        writer.writeheader()
        writer.writerows(cases)
    return path
