"""One workbook for Excel and LibreOffice: a sheet a table, typed cells, nothing that runs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from safercity.documents.edition_view import Edition
from safercity.documents.export.dictionary import ABOUT, TableSpec
from safercity.documents.export.plain import Value
from safercity.documents.export.whole import Filled, gather_tables

FILE_NAME = "high-demand-places.xlsx"
LONGEST_NAME = 31  # of a sheet
WIDTHS = (10, 40)  # of a column, in letters
READ_AT_MOST = 200  # rows that say how wide a column is
# Text stays text, whatever it begins with.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(edition: Edition, folder: Path) -> list[Path]:
    """Write the file into an existing folder: what the edition is, each table, the dictionary.

    The same edition gives the same bytes with the same version of xlsxwriter.
    """
    path = folder / FILE_NAME
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        book.set_properties(
            {
                "title": edition.manifest.get("title", ""),
                "keywords": edition.digest,
                "created": _stamp(edition.manifest["as_of"]),
            }
        )
        head = book.add_format({"bold": True, "bottom": 2, "valign": "top"})
        taken: set[str] = set()
        for table in _about_first(gather_tables(edition)):
            sheet = book.add_worksheet(_name_sheet(table[0], taken))
            _fill(sheet, table, head=head)
    return [path]


def _stamp(month: str) -> datetime:
    """A time of making that belongs to the edition and not to the day."""
    year, number = month.split("-")
    return datetime(int(year), int(number), 1, tzinfo=UTC)


def _about_first(tables: list[Filled]) -> list[Filled]:
    return sorted(tables, key=lambda table: table[0] is not ABOUT)


def _name_sheet(spec: TableSpec, taken: set[str]) -> str:
    name = spec.name[:LONGEST_NAME]
    number = 2
    while name in taken:
        ending = f"_{number}"
        name = spec.name[: LONGEST_NAME - len(ending)] + ending
        number += 1
    taken.add(name)
    return name


def _fill(sheet: Any, table: Filled, *, head: Any) -> None:
    spec, rows = table
    for at, field in enumerate(spec.fields):
        sheet.write_string(0, at, field.name, head)
        seen = [len(str(row[at])) for row in rows[:READ_AT_MOST]]
        wanted = max([len(field.name) + 2, *seen])
        sheet.set_column(at, at, min(max(wanted, WIDTHS[0]), WIDTHS[1]))
    for down, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            _write(sheet, value, at=(down, at))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(spec.fields) - 1)


def _write(sheet: Any, value: Value, *, at: tuple[int, int]) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(*at, value)
    elif isinstance(value, int | float):
        sheet.write_number(*at, value)
    elif value is not None:
        sheet.write_string(*at, value)
