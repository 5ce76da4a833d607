"""Counts by small area and month of the agencies that may give no points: children's services and
adults'."""

from __future__ import annotations

import calendar
from datetime import datetime
from pathlib import Path

import numpy as np

from safercity.evidence.simulate.files import Style, Table, write_csv, write_workbook
from safercity.evidence.simulate.plan import MONTHS, month_labels
from safercity.evidence.simulate.records import Records
from safercity.evidence.simulate.spots import Spots
from safercity.evidence.simulate.truth import Fate

CHILDREN = {
    "referral": "Referrals", "exploitation": "Exploitation Concerns", "missing": "Missing Episodes",
}  # fmt: skip
ADULTS = {
    "concern": "Safeguarding Concerns", "self_neglect": "Self Neglect",
    "modern_slavery": "Modern Slavery",
}  # fmt: skip
SUPPRESSED = 0.02  # share of counts of one or two that are starred out
NEXT_DOOR_ROWS = 40
WORKBOOK_YEAR = 3  # workbooks are slow to write: the last year only
_YEAR = 12


def write_children(
    folder: Path, records: Records, *, spots: Spots, random: np.random.Generator
) -> Fate:
    """A CSV file a year under three lines of title, by small areas of 2011, months in words."""
    rows = _count(records, spots.small_area_2011[: spots.inside], measures=list(CHILDREN.values()))
    rows = _add_next_door(rows, spots, measure="Referrals", random=random)
    held = _spoil(rows, ("Play Scheme Places", "Fostering enquiry"), random=random)
    titles = ("Children's services (made up)", "Counts by LSOA 2011 and month", "")
    words = [_in_words(month) for month in range(MONTHS)]
    for year in range(MONTHS // _YEAR):
        part = [row for row in rows if row[0] // _YEAR == year]
        months = [words[row[0]] for row in part]
        columns = [months, *([row[field] for row in part] for field in (1, 2, 3))]
        table = Table(("Reporting Month", "LSOA Code", "Measure", "Number"), columns)
        name = f"childrens services {month_labels()[year * _YEAR]}.csv"
        write_csv(folder / name, table, style=Style("cp1252", titles=titles))
    return Fate(len(rows), held=held, outside=NEXT_DOOR_ROWS, unplaced=0)


def write_adults(
    folder: Path, records: Records, *, spots: Spots, random: np.random.Generator
) -> Fate:
    """Small areas of 2021, months by their last day: a CSV file a year, and at last a workbook."""
    rows = _count(records, spots.small_area[: spots.inside], measures=list(ADULTS.values()))
    rows = _add_next_door(rows, spots, measure="Self Neglect", random=random)
    held = _spoil(rows, ("Blue Badge", "Telecare"), random=random)
    header = ("Month Ending", "LSOA21CD", "Concern Type", "Count")
    ends = [_last_day(month) for month in range(MONTHS)]
    for year in range(MONTHS // _YEAR):
        part = [row for row in rows if row[0] // _YEAR == year]
        columns = [[row[field] for row in part] for field in (1, 2, 3)]
        name = f"adult social care {month_labels()[year * _YEAR]}"
        if year < WORKBOOK_YEAR:
            texts = [ends[row[0]].strftime("%d/%m/%Y") for row in part]
            write_csv(folder / f"{name}.csv", Table(header, [texts, *columns]))
            continue
        table = Table(header, [[ends[row[0]] for row in part], *columns])
        write_workbook(folder / f"{name}.xlsx", table, sheet="Counts", titles=("Made up",))
    return Fate(len(rows), held=held, outside=NEXT_DOOR_ROWS, unplaced=0)


Row = list  # month 0..47, small area, measure, count


def _count(records: Records, area_of_spot: np.ndarray, *, measures: list[str]) -> list[Row]:
    """A row for every month, small area and measure, zeros too."""
    codes, area_of = np.unique(area_of_spot, return_inverse=True)
    shape = (MONTHS, len(codes), len(measures))
    at = np.ravel_multi_index((records.month, area_of[records.spot], records.kind), shape)
    counts = np.bincount(at, minlength=int(np.prod(shape))).tolist()
    labels = [(m, str(c), k) for m in range(MONTHS) for c in codes for k in measures]
    return [
        [month, code, measure, n] for (month, code, measure), n in zip(labels, counts, strict=True)
    ]


def _add_next_door(
    rows: list[Row], spots: Spots, *, measure: str, random: np.random.Generator
) -> list[Row]:
    """Some of the city's clients live next door: their areas stand in its tables."""
    codes = np.unique(spots.small_area[spots.inside :])
    pairs = random.choice(MONTHS * len(codes), NEXT_DOOR_ROWS, replace=False)
    extra = [
        [int(pair) // len(codes), str(codes[pair % len(codes)]), measure, 1 + int(pair) % 3]
        for pair in np.sort(pairs)
    ]
    return sorted(rows + extra, key=lambda row: row[0])


def _spoil(rows: list[Row], unknown: tuple[str, str], *, random: np.random.Generator) -> int:
    """Star out some small counts; give eight rows an unknown measure and four a count in words."""
    ours = [row for row in rows if row[1].startswith("E01999")]
    for row in ours:
        if row[3] in (1, 2) and random.random() < SUPPRESSED:
            row[3] = "*"
    spoilt = random.choice(len(ours), 12, replace=False).tolist()
    for number, at in enumerate(spoilt):
        if number < 8:
            ours[at][2] = unknown[number % 2]
        else:
            ours[at][3] = "n/a"
    return len(spoilt)


def _in_words(month: int) -> str:
    year, number = month_labels()[month].split("-")
    return f"{calendar.month_abbr[int(number)]} {year}"


def _last_day(month: int) -> datetime:
    year, number = (int(part) for part in month_labels()[month].split("-"))
    day = calendar.monthrange(year, number)[1]
    return datetime.fromisoformat(f"{year}-{number:02d}-{day:02d}")
