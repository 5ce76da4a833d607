"""Any table a partner sends, as rows of text: CSV in the usual encodings, XLSX, XLS and ODS."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from safercity.evidence.errors import UnreadableFile

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
    text = _decode(path.read_bytes())
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


def _decode(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _read_workbook(path: Path) -> list[list[str]]:
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        visible = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible
        ]
        tables = [workbook.get_sheet_by_name(name).to_python() for name in visible]
    except PasswordError as error:
        raise UnreadableFile(
            f"{path.name} is locked with a password.",
            advice="Save a copy without the password where that is allowed.",
        ) from error
    except (CalamineError, OSError) as error:
        raise UnreadableFile(
            f"{path.name} cannot be opened as a workbook: {error}.",
            advice="Save it as XLSX or CSV, and give that.",
        ) from error
    table = next((rows for rows in tables if rows), [])
    return [[_write_cell(cell) for cell in row] for row in table]


def _write_cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
