"""Any table a partner sends, as rows of text: CSV in the usual encodings, XLSX, XLS and ODS."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from safercity.evidence.errors import UnreadableFile
from safercity.evidence.extracts.sheets import list_visible_sheets, open_workbook, read_table
from safercity.evidence.geography.tables import decode_text

_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
_SEPARATORS = ",;\t|"


def read_any_table(path: Path) -> list[list[str]]:
    """All rows as text; of a workbook the first visible sheet with anything in it.

    Raises `UnreadableFile` where the file is empty, locked or no table.
    """
    rows = _read_workbook(path) if path.suffix.lower() in _SHEETS else _read_text(path)
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise UnreadableFile(f"{path.name} is empty.", advice="Give a list with one place a row.")
    return rows


def _read_text(path: Path) -> list[list[str]]:
    text = decode_text(path.read_bytes())
    if text.lstrip()[:1] == "<" or "\x00" in text:
        raise UnreadableFile(
            f"{path.name} is not a table of text.",
            advice="Save the list as CSV, XLSX or GeoJSON, and give that.",
        )
    head = text[:4096].splitlines()[:20]
    separator = max(_SEPARATORS, key=lambda each: sum(line.count(each) for line in head))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UnreadableFile(
            f"{path.name} cannot be read as CSV: {error}.",
            advice="Save the list as CSV again from the program that holds it.",
        ) from error


def _read_workbook(path: Path) -> list[list[str]]:
    workbook = open_workbook(path, path.name)
    tables = (read_table(workbook, sheet) for sheet in list_visible_sheets(workbook))
    rows: list[list[str]] = next((rows for rows in tables if rows), [])
    return rows
