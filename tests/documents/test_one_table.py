"""A list as a file: whatever stands in a cell, no spreadsheet runs it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime, timedelta, timezone

import pytest
from python_calamine import CalamineWorkbook

from safercity.documents.export.one_table import write_csv_table, write_xlsx_table

FORMULAS = (
    "=1+1",
    "+44",
    "-A1",
    "@SUM(1)",
    "\t=1",
    "  =1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example")',
    "{=1+1}",
    "http://evil.example",
    "mailto:a@evil.example",
    "internal:Sheet1!A1",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_workbook_holds_it_as_text(text):
    made = write_xlsx_table(["what"], [[text]])
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        names = packed.namelist()
    assert "<f>" not in sheet and "<hyperlink" not in sheet
    assert not [name for name in names if "externalLink" in name]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert rows[1] == [text]


@pytest.mark.parametrize("text", FORMULAS[:8])
def test_a_csv_cell_begins_with_nothing_that_runs(text):
    told = write_csv_table(["what"], [[text]]).decode("utf-8-sig")
    (row,) = list(csv.reader(io.StringIO(told)))[1:]
    assert not re.match(r"\s*[=+\-@]", row[0]) and text.strip() in row[0]


def test_figures_stay_figures():
    told = write_csv_table(["a", "b", "c"], [[-4, -0.5, "-4"]]).decode("utf-8-sig")
    assert told.splitlines()[1] == "-4,-0.5,'-4"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_an_empty_cell(value):
    made = write_xlsx_table(["n"], [[value], [1.5]])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert rows[1:] == [[""], [1.5]]


def test_text_longer_than_a_cell_and_signs_that_xml_has_not():
    made = write_xlsx_table(["what"], [["x" * 40_000], ["a\x00b\x1fc"]])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert len(rows[1][0]) == 32_767 and rows[2][0].startswith("a")


def test_dates_of_a_workbook_are_dates_and_its_heads_filter():
    moment = datetime(2026, 7, 3, 14, 5, 9, 33, tzinfo=timezone(timedelta(hours=1)))
    made = write_xlsx_table(
        ["due", "When"], [[date(2026, 11, 5), moment], [date(1066, 10, 14), None]]
    )
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert rows[1] == [date(2026, 11, 5), datetime(2026, 7, 3, 14, 5, 9)]
    assert rows[2] == ["1066-10-14", ""], "a workbook knows no day before 1900"
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert '<autoFilter ref="A1:B3"/>' in packed.read("xl/worksheets/sheet1.xml").decode()
        styles = packed.read("xl/styles.xml").decode()
    assert "d mmm yyyy" in styles and "d mmm yyyy hh:mm" in styles
