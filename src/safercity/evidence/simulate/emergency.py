"""The made-up fire service's, ambulance service's and hospital's extracts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from safercity.evidence.simulate.files import Style, Table, csv_bytes, write_csv, write_zip
from safercity.evidence.simulate.names import LANDMARKS
from safercity.evidence.simulate.plan import month_labels
from safercity.evidence.simulate.records import Records
from safercity.evidence.simulate.spots import Spots
from safercity.evidence.simulate.texts import (
    FUTURE_ISO,
    IMPOSSIBLE,
    IMPOSSIBLE_ISO,
    ISO,
    flag,
    join,
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

FIRES = {
    "secondary": "Deliberate Secondary Fire", "vehicle": "Deliberate Vehicle Fire",
    "primary": "Deliberate Primary Fire", "dwelling": "Accidental Dwelling Fire",
    "hoax": "False Alarm - Malicious",
}  # fmt: skip
CALLS = {
    "assault": "Assault / Sexual Assault", "alcohol": "Alcohol", "overdose": "Overdose / Poisoning",
    "stabbing": "Stab / Gunshot", "self_harm": "Psychiatric / Suicide Attempt",
}  # fmt: skip
METHODS = {
    "fist": "Fist or Foot", "object": "Blunt Object", "blade": "Sharp Object", "other": "Other",
}  # fmt: skip
SITE = "ZZ901"
RESENT = 37  # the hospital sends November 2025 again in January, with rows that were missing
LATE_ROWS = 9
TWINS = 120
_AT_SEA = ("3.200000", "56.400000")
_VAGUE = ("", "don't know", "pub", "town", "at home", "on the bus", "outside a takeaway")
_ROADS = (("Street", "St"), ("Road", "Rd"), ("Lane", "Ln"), ("Avenue", "ave"), ("Close", "cl"))


def write_fires(
    folder: Path, records: Records, *, spots: Spots, random: np.random.Generator
) -> Fate:
    """One file a financial year; two months of 2025 are missing, and some eastings are degrees."""
    faulty = pick_faulty(records, spots, count=19, random=random)
    days = put(write_days(records.day), faulty[10:15], values=(IMPOSSIBLE,))
    easting = write_where(records, spots.easting)
    northing = write_where(records, spots.northing)
    wrong = records.spot[faulty[15:]]
    easting[faulty[15:]], northing[faulty[15:]] = spots.longitude[wrong], spots.latitude[wrong]
    columns = {
        "IRS Number": np.char.mod("%08d", 22_000_000 + np.arange(len(records)) * 11),
        "Time of Call": join(days, write_times(records.minute, "%H:%M:%S")),
        "Incident Type": put(
            write_kinds(records, FIRES), faulty[:10], values=("Wildlife Rescue", "Drill")
        ),
        "OS Easting": easting,
        "OS Northing": northing,
        "Casualties": flag(np.full(len(records), 0.02), random=random, word="1"),
    }
    year = 2022 + (records.month + 6) // 12
    for start in np.unique(year):
        rows = np.flatnonzero(year == start)
        part = Table(list(columns), [column[rows].tolist() for column in columns.values()])
        write_csv(folder / f"fire incidents {start}-{start % 100 + 1}.csv", part)
    return tell_fate(records, spots, faulty=faulty)


def write_calls(
    folder: Path, records: Records, *, spots: Spots, random: np.random.Generator
) -> Fate:
    """Half-yearly files in degrees, ISO dates beside times; a few rows are swapped or lie at
    sea."""
    faulty = pick_faulty(records, spots, count=18, random=random)
    longitude = write_where(records, spots.longitude)
    latitude = write_where(records, spots.latitude)
    swapped, sea = faulty[12:16], faulty[16:]
    longitude[swapped], latitude[swapped] = latitude[swapped], longitude[swapped]
    longitude[sea], latitude[sea] = _AT_SEA
    number = random.permutation(len(records)) + 5_000_000
    columns = {
        "CAD Number": np.char.mod("%d", number),
        "Call Date": put(
            write_days(records.day, ISO), faulty[8:12], values=(IMPOSSIBLE_ISO, FUTURE_ISO)
        ),
        "Call Time": write_times(records.minute),
        "Chief Complaint": put(
            write_kinds(records, CALLS), faulty[:8], values=("Transfer", "Test call")
        ),
        "Latitude": latitude,
        "Longitude": longitude,
        "Alcohol": flag(np.where(records.kind == 1, 1.0, 0.2), random=random),
    }
    for label, rows in zip(month_labels()[::6], split_months(records.month, 6), strict=True):
        part = Table(list(columns), [column[rows].tolist() for column in columns.values()])
        write_csv(folder / f"ambulance_{label}.csv", part, style=Style(line_end="\n"))
    return tell_fate(records, spots, faulty=faulty)


def write_injuries(
    folder: Path, records: Records, *, spots: Spots, random: np.random.Generator
) -> Fate:
    """Yearly files without a key, places in patients' words; one month is sent again,
    completed.

    Nothing is placed until a person confirms a match, so every sound row is expected to be
    unplaced.
    """
    minute = records.minute // 60 * 60  # to the hour: separate injuries often look alike
    assaulted = join(write_days(records.day), write_times(minute))
    faulty = pick_faulty(records, spots, count=6, random=random)
    faulty = faulty[records.month[faulty] != RESENT]
    assaulted = put(
        assaulted, faulty, values=(join(np.array([IMPOSSIBLE]), np.array(["22:00"]))[0],)
    )
    columns = {
        "Site Code (of Treatment)": np.full(len(records), SITE),
        "Assault Date and Time": assaulted,
        "Assault Method": write_kinds(records, METHODS),
        "Assault Location Type": np.array(("Street", "Pub or Club", "Home", "Park"))[
            _draw((0.45, 0.25, 0.2, 0.1), len(records), random=random)
        ],
        "Assault Location Description": tell_places(records, spots, random=random),
    }
    twins = _pick_twins(records, faulty, random=random)
    for column in columns.values():
        column[twins] = column[twins - 1]
    again = np.flatnonzero(records.month == RESENT)
    member = {f"ISTV injuries {month_labels()[RESENT]}.csv": csv_bytes(_take(columns, again))}
    write_zip(folder / "ISTV sent again.zip", member, written=(2026, 1, 15))
    early = again[:-LATE_ROWS]
    for year, rows in enumerate(split_months(records.month, 12)):
        first = np.setdiff1d(rows, again[-LATE_ROWS:])
        name = f"ISTV injuries from {month_labels()[year * 12]}.csv"
        write_csv(folder / name, _take(columns, first))
    fate = tell_fate(records, spots, faulty=faulty)
    sound = fate.rows - fate.held
    return replace(fate, rows=fate.rows + len(early), unplaced=sound, superseded=len(early))


def tell_places(records: Records, spots: Spots, *, random: np.random.Generator) -> np.ndarray:
    """Places in patients' words: a street spelt anyhow, a landmark, or nothing of use."""
    street = spots.street[records.true_spot].tolist()
    way = _draw((0.3, 0.25, 0.2, 0.1, 0.15), len(records), random=random).tolist()
    pick = random.integers(0, 1_000, len(records)).tolist()
    told = []
    for name, how, number in zip(street, way, pick, strict=True):
        short = name
        for long, brief in _ROADS:
            short = short.replace(f" {long}", f" {brief}")
        said = (
            name, f"outside shop on {short}", short.lower(),
            f"nr {LANDMARKS[number % len(LANDMARKS)].lower()}", _VAGUE[number % len(_VAGUE)],
        )  # fmt: skip
        told.append(said[how])
    return np.array(told)


def _pick_twins(records: Records, faulty: np.ndarray, *, random: np.random.Generator) -> np.ndarray:
    """Records that will look exactly like the one before them: two people hurt in one fight."""
    same_month = np.flatnonzero(np.diff(records.month) == 0) + 1
    sound = same_month[~np.isin(same_month, faulty) & ~np.isin(same_month - 1, faulty)]
    return np.sort(random.choice(sound, TWINS, replace=False))


def _draw(chances: tuple[float, ...], size: int, *, random: np.random.Generator) -> np.ndarray:
    reached = np.cumsum(chances)
    return np.minimum(np.searchsorted(reached, random.random(size)), len(chances) - 1)


def _take(columns: dict[str, np.ndarray], rows: np.ndarray) -> Table:
    return Table(list(columns), [column[rows].tolist() for column in columns.values()])
