"""The made-up housing association's extracts: CSV with dotted dates, then workbooks."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from safercity.evidence.simulate.files import Style, Table, write_csv, write_workbook
from safercity.evidence.simulate.plan import month_labels
from safercity.evidence.simulate.records import Records
from safercity.evidence.simulate.spots import Spots
from safercity.evidence.simulate.texts import (
    flag,
    pick_faulty,
    put,
    split_months,
    tell_fate,
    write_days,
    write_kinds,
    write_moments,
    write_where,
)
from safercity.evidence.simulate.truth import Fate

NATURES = {
    "noise": "Noise", "harassment": "Verbal Abuse", "damage": "Damage to Property",
    "waste": "Garden Nuisance",
}  # fmt: skip
WORKBOOKS_FROM = 42  # months; workbooks are slow to write, so only the last half-year
_UNKNOWN = ("Parking", "Succession query")


def write_housing(
    folder: Path, records: Records, *, spots: Spots, random: np.random.Generator
) -> Fate:
    """Half-yearly files located by postcode: semicolons and dotted dates, then XLSX under a
    title."""
    faulty = pick_faulty(records, spots, count=20, random=random)
    columns = {
        "Case ID": np.char.mod("H%06d", 100_000 + np.arange(len(records)) * 7),
        "Reported Date": put(
            write_days(records.day, "%d.%m.%Y"), faulty[14:], values=("31.02.2024",)
        ),
        "Nature of ASB": put(write_kinds(records, NATURES), faulty[:14], values=_UNKNOWN),
        "Property Postcode": write_where(records, spots.postcode),
        "Children Involved": flag(np.full(len(records), 0.1), random=random, word="Yes"),
        "Domestic Abuse": flag(np.full(len(records), 0.06), random=random, word="Yes"),
    }
    moments = write_moments(records.day, records.minute)
    for half, rows in enumerate(split_months(records.month, 6)):
        name = f"housing asb {month_labels()[half * 6]}"
        values = {header: column[rows].tolist() for header, column in columns.items()}
        if half * 6 < WORKBOOKS_FROM:
            part = Table(list(values), list(values.values()))
            write_csv(folder / f"{name}.csv", part, style=Style(separator=";"))
            continue
        spoilt = set(faulty[14:].tolist())
        values["Reported Date"] = [
            text if row in spoilt else moments[row]
            for row, text in zip(rows.tolist(), values["Reported Date"], strict=True)
        ]
        write_workbook(
            folder / f"{name}.xlsx",
            Table(list(values), list(values.values())),
            sheet="ASB", titles=("Ambersley Homes", "Cases opened in the half-year (made up)"),
        )  # fmt: skip
    return tell_fate(records, spots, faulty=faulty)
