"""Tidy CSV for Excel and Power BI: UTF-8 with a byte-order mark, RFC 4180, nothing a sheet can
run.
"""

from __future__ import annotations

import csv
from pathlib import Path

from safercity.documents.edition_view import Edition
from safercity.documents.export.plain import Value
from safercity.documents.export.whole import Filled, gather_tables
from safercity.evidence.types import make_inert


def write_csv_files(edition: Edition, folder: Path) -> list[Path]:
    """Write every table, and the dictionary of them, into an existing folder."""
    return [_write(table, folder=folder) for table in gather_tables(edition)]


def _write(table: Filled, *, folder: Path) -> Path:
    spec, rows = table
    path = folder / f"{spec.name}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in spec.fields])
        for row in rows:
            writer.writerow([write_cell(value) for value in row])
    return path


def write_cell(value: Value) -> str:
    """A value as a cell: "" for a gap; text that a spreadsheet would run begins with an
    apostrophe.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    return make_inert(value)
