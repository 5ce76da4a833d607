"""Workbooks (XLSX, XLS, ODS): every sheet whose heading fits, as plain text records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fnmatch import fnmatch
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from safercity.evidence.errors import UnreadableFile
from safercity.evidence.extracts.header import LOOKED_AT, Header, find_header
from safercity.evidence.extracts.recognise import explain_misfit, refuse_twice
from safercity.evidence.extracts.records import Record, arrange
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.weighing import weigh_workbook

# Beyond this a float no longer tells whole numbers apart.
_EXACT = 1e15


@dataclass(frozen=True)
class Sheet:
    """One sheet that fits, and its heading."""

    name: str
    header: Header


def find_sheets(path: Path, name: str, *, shape: Shape) -> tuple[Sheet, ...]:
    """The visible sheets that fit the shape. Raises UnreadableFile and WrongShape."""
    workbook = open_workbook(path, name)
    visible = list_visible_sheets(workbook)
    wanted = [n for n in visible if any(fnmatch(n.lower(), p.lower()) for p in shape.sheets)]
    tried: list[tuple[Sheet, list[list[str]]]] = []
    for title in wanted or visible:
        rows = [fields for _, fields in islice(_read_rows(workbook, title), LOOKED_AT)]
        tried.append((Sheet(title, find_header(rows, shape)), rows))
    fitting = tuple(sheet for sheet, _ in tried if sheet.header.fits)
    if not fitting:
        best, rows = max(tried, key=lambda t: t[0].header.score, default=(None, []))
        if best is None or not any(rows):
            raise UnreadableFile(
                f"{name} holds no visible sheet with anything in it.",
                advice="Unhide the sheet with the table, and load the workbook again.",
            )
        title = f"{name}, sheet {best.name!r}"
        raise explain_misfit(title, rows, shape=shape, header=best.header)
    for sheet in fitting:
        refuse_twice(f"{name}, sheet {sheet.name!r}", sheet.header)
    return fitting


def read_sheets(path: Path, sheets: tuple[Sheet, ...], *, names: list[str]) -> Iterator[Record]:
    """The records of all sheets in order, arranged by `names`; empty rows are none."""
    workbook = open_workbook(path, path.name)
    for sheet in sheets:
        below = islice(_read_rows(workbook, sheet.name), sheet.header.row + 1, None)
        width = max(len(sheet.header.names), 1)
        records = (
            Record([*fields, *[""] * (width - len(fields))], line)
            for line, fields in below
            if any(fields)
        )
        yield from arrange(records, sheet.header, names=names)


def open_workbook(path: Path, name: str) -> CalamineWorkbook:
    """The workbook at `path`, called `name` in errors.

    Raises UnreadableFile, also if it is locked or comes to far more than a table of its size.
    """
    weigh_workbook(path, name)
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError as error:
        raise UnreadableFile(
            f"{name} is locked with a password.",
            advice="Save a copy without the password where that is allowed, and load the copy.",
        ) from error
    except (CalamineError, OSError) as error:
        raise UnreadableFile(
            f"{name} cannot be opened as a workbook: {error}.",
            advice="Open it in a spreadsheet program, save it as XLSX, and load that.",
        ) from error


def list_visible_sheets(workbook: CalamineWorkbook) -> list[str]:
    """Names of the sheets that a person sees, in order."""
    return [m.name for m in workbook.sheets_metadata if m.visible == SheetVisibleEnum.Visible]


def read_table(workbook: CalamineWorkbook, sheet: str) -> list[list[str]]:
    """All rows of a sheet as text, from the first that holds anything."""
    return [texts for _, texts in _read_rows(workbook, sheet)]


def _read_rows(workbook: CalamineWorkbook, sheet: str) -> Iterator[tuple[int, list[str]]]:
    """(line from 1, texts) of every row from the first that holds anything."""
    table = workbook.get_sheet_by_name(sheet)
    first = (table.start or (0, 0))[0] + 1
    for line, row in enumerate(table.to_python(skip_empty_area=True), start=first):
        yield line, [write_cell(value) for value in row]


def write_cell(value: Any) -> str:
    """A cell as text: whole numbers without a point, dates in ISO form."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, datetime):
        # A date without a time comes as its midnight: no time is claimed.
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return "" if value is None else str(value)
