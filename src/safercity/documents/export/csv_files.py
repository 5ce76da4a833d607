"""Tidy CSV for Excel and Power BI: UTF-8 with a byte-order mark, RFC 4180, nothing a sheet can
run.
"""

from __future__ import annotations

import csv
from pathlib import Path

from safercity.documents.edition_view import Edition
from safercity.documents.export.dictionary import CSV_TABLES, DICTIONARY, TableSpec
from safercity.documents.export.tables import Value, gather_rows
from safercity.evidence.types import make_inert


def write_csv_files(edition: Edition, folder: Path) -> list[Path]:
    """Write every table of the dictionary, and the dictionary itself, into an existing folder."""
    return [_write(edition, spec, folder=folder) for spec in (*CSV_TABLES, DICTIONARY)]


def _write(edition: Edition, spec: TableSpec, *, folder: Path) -> Path:
    path = folder / f"{spec.name}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in spec.fields])
        for row in gather_rows(edition, spec):
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
