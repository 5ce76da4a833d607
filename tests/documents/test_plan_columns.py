"""Which columns of a plan's spreadsheet hold anything, and how sure a row is."""

from __future__ import annotations

import pytest
import xlsxwriter

from safercity.documents.strategy import load_strategy
from safercity.documents.strategy.plan_sheet import read_plan

HEAD = ("Key action", "Action", "Start date", "Measure of success", "Confidence")


@pytest.fixture
def read(tmp_path):
    def write_and_read(*cells):
        path = tmp_path / "plan.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("Plan")
            sheet.write_row(0, 0, HEAD)
            sheet.write_row(1, 0, cells)
        return read_plan(path, strategy=load_strategy("demonstration"))

    return write_and_read


def test_columns_that_hold_anything_are_named_and_confidence_is_read(read):
    found = read("1.3", "Do it", "1/4/2026", "", "Medium")
    told = dict(found.columns)
    assert told["start"] == "Plan: Start date" and "measure" not in told
    assert found.actions[0].confidence == "medium"


def test_a_confidence_that_nobody_knows_holds_its_row(read):
    assert read("1.3", "Do it", "", "", "so so").reasons == {"unknown_confidence": 1}
