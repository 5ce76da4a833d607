"""One list of a page as a file: CSV for anything, XLSX for Excel. Text stays text."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence

import xlsxwriter

from safercity.documents.export.csv_files import write_cell
from safercity.documents.export.plain import Value

Rows = Iterable[Sequence[Value]]
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


def write_xlsx_table(columns: Sequence[str], rows: Rows) -> bytes:
    """A workbook of one sheet with a bold first row that stays in sight."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        sheet = book.add_worksheet("list")
        sheet.write_row(0, 0, columns, book.add_format({"bold": True, "bottom": 2}))
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [_fill(value) for value in row])
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return out.getvalue()


def _fill(value: Value) -> Value:
    """What a workbook can hold: a gap, and a figure that is none, is an empty cell."""
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
