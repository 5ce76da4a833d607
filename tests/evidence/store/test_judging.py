"""A held row is judged alone as the loader judges it in its file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter

from safercity.evidence.runs import Run
from safercity.evidence.store.corrections import Correction, correct_row
from safercity.evidence.store.held import read_held
from safercity.evidence.store.judging import judge_row
from tests.evidence.tiny import NEW, TODAY, load, make_workspace, write_csv
from tests.trust.town import copy_workspace

SOURCE = "housing-asb"
GOOD = {"Reported Date": "02/03/2025", "Nature of ASB": "Noise", "LSOA": NEW[0], "X": "", "Y": ""}
TRIED = [  # what is wrong in a row, and what it is to be instead
    ({"Reported Date": "31/02/2025"}, {"opened": "28/02/2025"}),
    ({"Reported Date": "31/02/2025"}, {"opened": "30/02/2025"}),
    ({"Reported Date": "soon"}, {"opened": "28/02/2999"}),
    ({"Reported Date": ""}, {"kind": "Noise at night"}),
    ({"Nature of ASB": "Witchcraft"}, {"kind": "loud music"}),
    ({"Nature of ASB": "Witchcraft", "X": "abc"}, {"kind": "Noise"}),
    ({"LSOA": "E99999999"}, {"lsoa": NEW[1]}),
    ({"X": "abc"}, {"easting": ""}),
]


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return make_workspace(tmp_path_factory.mktemp("judging"), made_up=True)


@pytest.fixture
def town(empty, tmp_path):
    """A copy of it for one test."""
    return copy_workspace(empty, tmp_path / "town")


def list_held(town):
    return read_held(town, source=SOURCE, run=Run(threads=1))


def judge(town, row, values, *, last_day: date = TODAY) -> str:
    return judge_row(town, row, values=values, last_day=last_day, run=Run(threads=1))


def test_it_says_what_a_load_says(town, tmp_path):
    file = tmp_path / "housing asb.csv"
    rows = [{"Case ID": f"H{n}", **GOOD, **wrong} for n, (wrong, _) in enumerate(TRIED)]
    write_csv(file, rows)
    load(town, SOURCE, file)
    held = list_held(town)
    assert len(held) == len(TRIED)
    told = {}
    for row, (_, values) in zip(held, TRIED, strict=True):
        told[row.row] = judge(town, row, values)
        correct_row(town, Correction(SOURCE, row.digest, row.row, values))
    load(town, SOURCE, file)
    found = {row.row: row.reason for row in list_held(town)}
    assert {number: why for number, why in told.items() if why} == found
    assert len(found) == 4


def test_a_workbooks_dates_are_read_as_its_loader_does(town, tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "housing asb.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Case ID", "Reported Date", "Nature of ASB"])
    sheet.write_row(1, 0, ["W1", "soon", "Noise"])
    book.close()
    load(town, SOURCE, tmp_path / "housing asb.xlsx")
    [row] = [one for one in list_held(town) if one.file.endswith("xlsx")]
    assert judge(town, row, {"opened": "2025-03-02T10:00:00"}) == ""
    assert judge(town, replace(row, values={**row.values, "_line": "1"}), {}) == ""
