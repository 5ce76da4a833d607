"""One list of a page as a file: CSV for anything, XLSX for Excel. Text stays text."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import xlsxwriter

from safercity.documents.export.csv_files import write_cell
from safercity.documents.export.plain import Cell, Value

Rows = Iterable[Sequence[Value]]
Dated = Iterable[Sequence[Cell]]
MOMENT, MOMENT_PIXELS = "d mmm yyyy hh:mm", 125
FIRST_YEAR = 1900  # a workbook knows no day before
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "d mmm yyyy",
}


def write_csv_table(columns: Sequence[str], rows: Rows) -> bytes:
    """UTF-8 with the mark that Excel needs. Cells that could run as formulas are made text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_tame(write_cell(value)) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx_table(columns: Sequence[str], rows: Dated) -> bytes:
    """A workbook of one sheet with a bold first row that stays in sight and filters the others.

    Dates are dates; a moment is written as its own clock says it, without its zone.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        sheet = book.add_worksheet("list")
        sheet.write_row(0, 0, columns, book.add_format({"bold": True, "bottom": 2}))
        moment, number, moments = book.add_format({"num_format": MOMENT}), 0, set()
        for number, row in enumerate(rows, start=1):
            filled = [_fill(value) for value in row]
            sheet.write_row(number, 0, filled)
            for at, value in enumerate(filled):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, at, value, moment)
                    moments.add(at)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, number, len(columns) - 1)
        sheet.autofit()
        for at in moments:
            sheet.set_column_pixels(at, at, MOMENT_PIXELS)
    return out.getvalue()


def _fill(value: Cell) -> Cell:
    """What a workbook can hold: a gap, and a figure that is none, is an empty cell."""
    if isinstance(value, date):
        if value.year < FIRST_YEAR:
            return value.isoformat()
        if isinstance(value, datetime):
            return value.replace(tzinfo=None, microsecond=0)
        return value
    is_none = value is None or (isinstance(value, float) and not math.isfinite(value))
    return "" if is_none else value


def _tame(cell: str) -> str:
    """A spreadsheet would run a cell that begins so: a space keeps it text."""
    return (
        f" {cell}"
        if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(cell)
        else cell
    )


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
