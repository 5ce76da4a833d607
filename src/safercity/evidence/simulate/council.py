"""The made-up council's extracts: anti-social behaviour (UTF-16, overlapping) and street scene
(mixed dates)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from safercity.evidence.simulate.files import Style, Table, write_csv
from safercity.evidence.simulate.plan import MONTHS, RECORDING_CHANGE, month_labels
from safercity.evidence.simulate.records import Records, first_days
from safercity.evidence.simulate.spots import Spots
from safercity.evidence.simulate.texts import (
    FUTURE,
    IMPOSSIBLE,
    IMPOSSIBLE_ISO,
    ISO,
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

ASB_TYPES = {
    "noise": "Noise Nuisance", "nuisance": "Group Nuisance", "drinking": "Street Drinking",
    "harassment": "Harassment / Intimidation", "animals": "Animal Nuisance",
}  # fmt: skip
NOISE_AFTER_CHANGE = "Loud Music"  # the online form's word, from the recording change on
STREET_TYPES = {
    "fly_tipping": "Fly Tipping", "graffiti": "Graffiti", "needles": "Sharps", "litter": "Litter",
}  # fmt: skip
OVERLAP_DAYS = 14  # each ASB file begins with the last fortnight of the one before
NEW_SYSTEM = 24  # from this month the street-scene system writes dates the ISO way
_UNKNOWN_ASB = ("Drone", "E-scooter", "Airbnb Party")
_UNKNOWN_STREET = ("Japanese Knotweed", "Trolley")
_SIZES = ("Single Bag", "Car Boot", "Small Van", "Transit Van", "Tipper Lorry")


def write_asb(folder: Path, records: Records, *, spots: Spots, random: np.random.Generator) -> Fate:
    """Quarterly files in UTF-16 with grid references; each repeats the last fortnight of the
    one before."""
    faulty = pick_faulty(records, spots, count=26, random=random)
    kinds = write_kinds(records, ASB_TYPES)
    changed = records.month >= month_labels().index(RECORDING_CHANGE.start)
    kinds[(kinds == ASB_TYPES["noise"]) & changed] = NOISE_AFTER_CHANGE
    columns = {
        "Case Ref": np.char.mod("ASB%07d", 4_000_000 + np.arange(len(records)) * 3),
        "Date Opened": put(write_days(records.day), faulty[20:], values=(IMPOSSIBLE, FUTURE)),
        "ASB Type": put(kinds, faulty[:20], values=_UNKNOWN_ASB),
        "Grid Ref": write_where(records, spots.grid_reference),
        "Youth Related": flag(np.full(len(records), 0.22), random=random, word="Yes"),
        "Alcohol Related": flag(np.full(len(records), 0.12), random=random, word="Yes"),
        "Ward": write_where(records, spots.ward),
    }
    starts = first_days()
    style, again = Style("utf-16", separator="\t"), []
    for quarter in range(MONTHS // 3):
        first, last = starts[quarter * 3], starts[quarter * 3 + 3]
        since = first - (OVERLAP_DAYS if quarter else 0)
        rows = np.flatnonzero((records.day >= since) & (records.day < last))
        again.append(rows[records.day[rows] < first])
        part = Table(list(columns), [column[rows].tolist() for column in columns.values()])
        write_csv(folder / f"ASB cases {month_labels()[quarter * 3]}.csv", part, style=style)
    return tell_fate(records, spots, faulty=faulty, again=np.concatenate(again))


def write_street_scene(
    folder: Path, records: Records, *, spots: Spots, random: np.random.Generator
) -> Fate:
    """Half-yearly CSV files in the Windows code page: day first until the system changed, ISO
    dates after."""
    faulty = pick_faulty(records, spots, count=22, random=random)
    old = records.month < NEW_SYSTEM
    clock = write_times(records.minute)
    moment = np.where(
        old,
        write_days(records.day),
        np.char.add(np.char.add(write_days(records.day, ISO), " "), clock),
    )
    moment = put(moment, faulty[16:], values=(IMPOSSIBLE, IMPOSSIBLE_ISO))
    tipped = records.kind == 0
    sizes = np.array(_SIZES)[random.integers(0, len(_SIZES), len(records))]
    columns = {
        "Service Request": np.char.mod("SR-%07d", 610_000 + np.arange(len(records))),
        "Date Logged": moment,
        "Request Type": put(
            write_kinds(records, STREET_TYPES), faulty[:16], values=_UNKNOWN_STREET
        ),
        "Street Name": write_where(records, spots.street),
        "Eastings": write_where(records, spots.easting),
        "Northings": write_where(records, spots.northing),
        "Load Size": np.where(tipped, sizes, ""),
    }
    for label, rows in zip(month_labels()[::6], split_months(records.month, 6), strict=True):
        part = Table(list(columns), [column[rows].tolist() for column in columns.values()])
        write_csv(
            folder / f"environment_from_{label}.csv", part, style=Style("cp1252", quoted=True)
        )
    return tell_fate(records, spots, faulty=faulty)
