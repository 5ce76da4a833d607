"""An edition of an earlier month is the same whatever was loaded since."""

from datetime import date

import pytest

from safercity.evidence.assess import refresh
from safercity.evidence.errors import NothingToAssess
from safercity.evidence.runs import Run
from safercity.evidence.store import read_coverage
from tests.evidence.tiny import load, make_workspace, street_row, write_csv, write_street

MONTHS = ("2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06")


def send(workspace, folder, month):
    rows = [street_row(f"{month}-{n}", month=month, area=n % 16) for n in range(40)]
    rows += [street_row(f"{month}-none", month=month, area=None)]
    rows += [street_row(f"{month}-far", month=month, area=-1)]
    load(workspace, "police-uk", write_street(folder / f"{month}-tiny-street.csv", rows))


def test_later_records_do_not_show_in_an_earlier_edition(tmp_path):
    workspace = make_workspace(tmp_path)
    for month in MONTHS[:3]:
        send(workspace, tmp_path, month)
    before = refresh(workspace, run=Run(as_of="2024-03"), made_at="then")
    for month in MONTHS[3:]:
        send(workspace, tmp_path, month)
    after = refresh(workspace, run=Run(as_of="2024-03"), made_at="now")
    assert after.digest == before.digest
    assert after.manifest["data_to"]["police"]["rows"] == 3 * 41


def test_a_month_that_has_begun_changes_no_finding_and_is_not_named(tmp_path):
    workspace = make_workspace(tmp_path)
    for month in MONTHS[:4]:
        send(workspace, tmp_path, month)
    before = refresh(workspace, run=Run(), made_at="then")
    rows = [street_row(f"new{n}", month="2024-05", area=3) for n in range(6)]
    file = write_street(tmp_path / "early-street.csv", rows)
    load(workspace, "police-uk", file, vintage=date(2024, 5, 6))
    after = refresh(workspace, run=Run(), made_at="now")
    assert after.digest == before.digest and after.manifest["as_of"] == "2024-04"
    rows += [street_row(f"rest{n}", month="2024-05", area=3) for n in range(9)]
    whole = write_street(tmp_path / "whole-street.csv", rows)
    load(workspace, "police-uk", whole, vintage=date(2024, 6, 3))
    assert refresh(workspace, run=Run(), made_at="later").manifest["as_of"] == "2024-05"


def test_a_month_that_has_begun_after_a_gap_does_not_stretch_the_edition_over_the_gap(tmp_path):
    workspace = make_workspace(tmp_path)
    for month in MONTHS[:4]:
        send(workspace, tmp_path, month)
    file = write_street(tmp_path / "early-street.csv", [street_row("1", month="2024-08", area=3)])
    load(workspace, "police-uk", file, vintage=date(2024, 8, 6))
    assert refresh(workspace, run=Run(), made_at="now").manifest["as_of"] == MONTHS[3]


def test_the_rows_of_an_agency_end_with_its_last_month_where_another_reaches_further(tmp_path):
    workspace = make_workspace(tmp_path, made_up=True)
    for month in MONTHS[:2]:
        send(workspace, tmp_path, month)
    file = write_street(tmp_path / "early-street.csv", [street_row("1", month="2024-03", area=3)])
    load(workspace, "police-uk", file, vintage=date(2024, 3, 6))
    warned = {"Ward Code": "E05999900", "Measure": "In Treatment", "Number": 9}
    rows = [warned | {"Financial Year": "2023/24", "Financial Quarter": "Q4"}]
    write_csv(tmp_path / "treatment.csv", rows)
    load(workspace, "treatment-counts", tmp_path / "treatment.csv", vintage=date(2024, 4, 20))
    told = refresh(workspace, run=Run(), made_at="now").manifest["data_to"]
    assert (told["treatment"]["to"], told["treatment"]["missing"]) == ("2024-03", [])
    assert (told["police"]["to"], told["police"]["rows"]) == ("2024-02", 2 * 41)


def test_records_of_a_month_that_has_begun_alone_are_nothing_to_assess(tmp_path):
    workspace = make_workspace(tmp_path)
    file = write_street(tmp_path / "early-street.csv", [street_row("1", month="2024-05")])
    load(workspace, "police-uk", file, vintage=date(2024, 5, 6))
    with pytest.raises(NothingToAssess, match="2024-05, was not over"):
        refresh(workspace, run=Run(), made_at="then")


def test_rows_by_month_count_what_stands_and_what_has_no_place(tmp_path):
    workspace = make_workspace(tmp_path)
    send(workspace, tmp_path, "2024-01")
    [police] = read_coverage(workspace, run=Run())
    rows = police.rows_by_month["2024-01"]
    assert (rows.accepted, rows.unplaced, rows.outside) == (41, 1, 1)
    assert police.unplaced_of_extract == 1 / 42
    assert police.until("2023-12").accepted == 0
