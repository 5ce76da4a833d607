"""Writing tables as agencies write them: encodings, separators, title rows, workbooks, archives.
Same bytes always."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

_CREATED = datetime.fromisoformat("2026-10-01")
BOM_UTF16 = b"\xff\xfe"


@dataclass(frozen=True)
class Style:
    """How an agency saves a table. `titles` are lines above the header; `quoted` puts quotes
    everywhere."""

    encoding: str = "utf-8"
    separator: str = ","
    titles: tuple[str, ...] = ()
    quoted: bool = False
    line_end: str = "\r\n"


@dataclass(frozen=True)
class Table:
    """A header and columns of equal length."""

    header: Sequence[str]
    columns: Sequence[Sequence[object]]

    def rows(self) -> Iterable[tuple[object, ...]]:
        return zip(*self.columns, strict=True)

    def __len__(self) -> int:
        return len(self.columns[0])


def write_csv(path: Path, table: Table, *, style: Style = Style()) -> int:
    """Write a table as text; returns its number of data rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv_bytes(table, style))
    return len(table)


def csv_bytes(table: Table, style: Style = Style()) -> bytes:
    """The bytes of a table as an agency would save it."""
    text = io.StringIO()
    for title in style.titles:
        text.write(title + style.line_end)
    writer = csv.writer(
        text,
        delimiter=style.separator,
        quoting=csv.QUOTE_ALL if style.quoted else csv.QUOTE_MINIMAL,
        lineterminator=style.line_end,
    )
    writer.writerow(table.header)
    writer.writerows(table.rows())
    if style.encoding == "utf-16":
        return BOM_UTF16 + text.getvalue().encode("utf-16-le")
    return text.getvalue().encode(style.encoding)


def write_workbook(path: Path, table: Table, *, sheet: str, titles: Sequence[str] = ()) -> int:
    """Write a table as a workbook; datetimes become real dates of Excel. Returns its data rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"constant_memory": True, "default_date_format": "dd/mm/yyyy hh:mm"}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _CREATED, "author": ""})
        page = book.add_worksheet(sheet)
        for number, title in enumerate(titles):
            page.write_string(number, 0, title)
        page.write_row(len(titles), 0, table.header)
        for number, row in enumerate(table.rows(), len(titles) + 1):
            for column, value in enumerate(row):
                _write_value(page, value, at=(number, column))
    return len(table)


def write_zip(path: Path, members: dict[str, bytes], *, written: tuple[int, int, int]) -> None:
    """An archive whose members all bear the date `written` (year, month, day)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, (*written, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content)


def _write_value(
    page: xlsxwriter.worksheet.Worksheet, value: object, *, at: tuple[int, int]
) -> None:
    if isinstance(value, datetime):
        page.write_datetime(*at, value)
    elif isinstance(value, int | float):
        page.write_number(*at, value)
    elif value != "":
        page.write_string(*at, str(value))
