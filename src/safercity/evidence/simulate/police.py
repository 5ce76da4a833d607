"""The made-up force's extracts: crimes, a late correction in an archive, incidents by
half-year."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from safercity.evidence.simulate.files import Style, Table, csv_bytes, write_csv, write_zip
from safercity.evidence.simulate.plan import month_labels
from safercity.evidence.simulate.records import Records
from safercity.evidence.simulate.spots import Spots
from safercity.evidence.simulate.texts import (
    FUTURE,
    IMPOSSIBLE,
    flag,
    pick_faulty,
    put,
    split_months,
    tell_fate,
    write_days,
    write_kinds,
    write_times,
    write_where,
)
from safercity.evidence.simulate.truth import Fate

OFFENCES = {
    "violence": "105A", "public_order": "9A", "shoplifting": "46", "criminal_damage": "58C",
    "burglary": "28E", "vehicle": "45", "theft": "49", "robbery": "34B", "arson": "56B",
}  # fmt: skip
CLOSING = {
    "nuisance": "ASB Nuisance", "personal": "ASB Personal", "environmental": "ASB Environmental",
}  # fmt: skip
MONTHLY_FROM = 36  # the last year comes month by month
CORRECTED = 320  # crimes sent again in June 2025, most with a graver class
_UNKNOWN_CODES = ("999Z", "NEW01", "TBC")
_UNKNOWN_CLASSES = ("Neighbour Mediation", "Drone Sighting")
# Chance of a mark, in the order of OFFENCES: domestic, knife, alcohol, youth, in public.
_MARKS = {
    "Domestic": ("Y", (0.34, 0.04, 0, 0.08, 0.02, 0, 0, 0.01, 0.02)),
    "Knife": ("Y", (0.05, 0.03, 0, 0, 0, 0, 0, 0.24, 0)),
    "Alcohol": ("Y", (0.30, 0.34, 0.02, 0.10, 0.01, 0, 0, 0.06, 0.03)),
    "Youth": ("Y", (0.10, 0.16, 0.12, 0.22, 0.03, 0.06, 0.04, 0.18, 0.34)),
    "Location Type": ("Public Place", (0.42, 0.86, 0, 0.55, 0, 0.7, 0.3, 0.94, 0.5)),
}


def write_crimes(
    folder: Path, records: Records, *, spots: Spots, random: np.random.Generator
) -> Fate:
    """CSV files by quarter, then by month, and in June 2025 an archive that sends some crimes
    again, corrected."""
    faulty = pick_faulty(records, spots, count=34, random=random)
    columns = _crime_columns(records, spots, random=random)
    columns["HO Code"] = put(columns["HO Code"], faulty[:20], values=_UNKNOWN_CODES)
    columns["From Date"] = put(columns["From Date"], faulty[20:30], values=(IMPOSSIBLE,))
    columns["From Date"] = put(columns["From Date"], faulty[30:], values=(FUTURE,))
    columns["To Date"][faulty[20:]] = ""
    again = _pick_corrected(records, faulty, random=random)
    final = columns["HO Code"][again]
    early = columns | {"HO Code": columns["HO Code"].copy()}
    early["HO Code"][again] = OFFENCES["violence"]
    quarters = split_months(records.month, 3)[: MONTHLY_FROM // 3]
    months = split_months(records.month)[MONTHLY_FROM:]
    labels = month_labels()[:MONTHLY_FROM:3] + month_labels()[MONTHLY_FROM:]
    for label, rows in zip(labels, quarters + months, strict=True):
        part = Table(list(early), [column[rows].tolist() for column in early.values()])
        write_csv(folder / f"{label}-ambersley-crimes.csv", part, style=Style("utf-8-sig"))
    late = {name: column[again].tolist() for name, column in columns.items()}
    late["HO Code"] = final.tolist()
    content = csv_bytes(Table(list(late), list(late.values())), Style("utf-8-sig"))
    members = {
        "ambersley-crimes-corrections.csv": content,
        "read me.txt": b"Corrected classes.\r\n",
    }
    write_zip(folder / "2025-06-crimes-corrections.zip", members, written=(2025, 6, 12))
    return tell_fate(records, spots, faulty=faulty, again=again)


def write_incidents(
    folder: Path, records: Records, *, spots: Spots, random: np.random.Generator
) -> Fate:
    """Half-yearly CSV files in the Windows code page, under two lines of title, as the force
    exports them."""
    faulty = pick_faulty(records, spots, count=18, random=random)
    closing = put(write_kinds(records, CLOSING), faulty[:12], values=_UNKNOWN_CLASSES)
    days = put(write_days(records.day), faulty[12:], values=(IMPOSSIBLE,))
    opened = np.char.add(np.char.add(days, " "), write_times(records.minute))
    number = np.char.mod("INC-%06d", np.arange(1, len(records) + 1))
    youth = np.array((0.24, 0.12, 0.18))[records.kind]
    columns = {
        "Incident Number": number,
        "Created": opened,
        "Opening Class": np.where(random.random(len(records)) < 0.2, "Concern for Safety", closing),
        "Closing Class": closing,
        "Easting": write_where(records, spots.easting),
        "Northing": write_where(records, spots.northing),
        "Youth": flag(youth, random=random),
        "Qualifier Alcohol": flag(np.full(len(records), 0.14), random=random),
        "Street": write_where(records, spots.street),
    }
    titles = ("Ambersley Constabulary – incidents by closing class", "MADE UP: no real records")
    for number_of, rows in enumerate(split_months(records.month, 6)):
        first = month_labels()[number_of * 6]
        part = Table(list(columns), [column[rows].tolist() for column in columns.values()])
        style = Style("cp1252", titles=titles)
        write_csv(folder / f"incidents-from-{first}.csv", part, style=style)
    return tell_fate(records, spots, faulty=faulty)


def _crime_columns(
    records: Records, spots: Spots, *, random: np.random.Generator
) -> dict[str, np.ndarray]:
    year = write_days(records.day, "%y")
    until = records.minute + random.integers(30, 900, len(records))
    unseen = np.isin(records.kind, (3, 4, 5))  # nobody saw when: damage, burglary, vehicles
    number = np.char.mod("AC/%06d/", np.arange(1, len(records) + 1))
    columns = {
        "Crime Number": np.char.add(number, year),
        "HO Code": write_kinds(records, OFFENCES),
        "From Date": write_days(records.day),
        "From Time": write_times(records.minute),
        "To Date": np.where(unseen, write_days(records.day + until // 1_440), ""),
        "To Time": np.where(unseen, write_times(until % 1_440), ""),
        "Easting": write_where(records, spots.easting),
        "Northing": write_where(records, spots.northing),
        "Beat": write_where(records, spots.ward),
    }
    for mark, (word, chances) in _MARKS.items():
        columns[mark] = flag(np.array(chances)[records.kind], random=random, word=word)
    return columns


def _pick_corrected(
    records: Records, faulty: np.ndarray, *, random: np.random.Generator
) -> np.ndarray:
    """Public-order records of a year that were first recorded as violence."""
    within = np.flatnonzero((records.kind == 1) & (records.month >= 18) & (records.month < 30))
    return np.sort(random.choice(np.setdiff1d(within, faulty), CORRECTED, replace=False))
