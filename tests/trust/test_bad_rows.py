"""Rows that cannot be believed are held with their reason; the rows beside them stand."""

import json

import pytest

from tests.evidence.tiny import NEW, middle, street_row, write_street
from tests.trust.town import copy_workspace, ledger_of

WARDENS = """
format: 1
version: 1
id: wardens
title: {en: "Wardens' log"}
agency: environment
sensitivity: open
licence: OGL-3.0
record: incidents
kind: increment
key: [ref]
files: ["*.csv"]
columns:
  ref: {headers: ["Ref"], class: open, required: true}
  seen: {headers: ["Seen"], class: open, required: true}
  easting: {headers: ["Easting"], class: open, required: true}
  northing: {headers: ["Northing"], class: open, required: true}
when: {column: seen, formats: ["%d/%m/%Y"], precision: day}
where:
  - {metres: [easting, northing]}
location_precision: exact
category: {constant: fly_tipping}
"""


def moved(**changes):
    return {**street_row("bad", area=1), **changes}


EAST, NORTH = middle(1)
# What is wrong with the row: (its changes, the reason it is held for).
HELD = {
    "after the file was received": ({"Month": "2999-01"}, "date_in_future"),
    "1900": ({"Month": "1900-01"}, "date_too_old"),
    "a thirteenth month": ({"Month": "2025-13"}, "impossible_date"),
    "another form of date": ({"Month": "1 January 2025"}, "unreadable_date"),
    "no date": ({"Month": ""}, "no_date"),
    "swapped": ({"Longitude": f"{NORTH:.6f}", "Latitude": f"{EAST:.6f}", "LSOA code": ""},
                "degrees_swapped"),
    "metres": ({"Longitude": "391500", "Latitude": "340500", "LSOA code": ""},
               "metres_for_degrees"),
    "nowhere": ({"Longitude": "0", "Latitude": "0", "LSOA code": ""}, "not_in_great_britain"),
    "no numbers": ({"Longitude": "west", "Latitude": "north"}, "unreadable_coordinate"),
    "an unknown small area": ({"LSOA code": "E01888888"}, "unknown_area"),
    "an unknown category": ({"Crime type": "Witchcraft"}, "unknown_category"),
}  # fmt: skip
OUTSIDE = {
    "in the sea": {"Longitude": "-5.2", "Latitude": "53.9", "LSOA code": ""},
    "another county": {"Longitude": "-1.5", "Latitude": "52.5", "LSOA code": ""},
    "another county by code": {"LSOA code": "E01999999"},
}


def load_rows(command, workspace, tmp_path, rows):
    path = write_street(tmp_path / "2025-01-tiny-street.csv", rows)
    ended = command("-w", workspace.root, "load", "police-uk", path)
    assert ended.code == 0, ended.err
    [line] = ledger_of(workspace)["extracts"]
    return line


@pytest.mark.parametrize("what", HELD)
def test_a_row_that_cannot_be_believed_is_held(command, workspace, tmp_path, what):
    changes, reason = HELD[what]
    rows = [street_row("a", area=0), moved(**changes), street_row("b", area=2)]
    line = load_rows(command, workspace, tmp_path, rows)
    assert (line["rows"], line["accepted"], line["held"]) == (3, 2, 1)
    assert line["reasons"] == {reason: 1}
    told = json.loads(command("-w", workspace.root, "held", "--json").out)["held"]
    assert [(row["row"], row["reason"]) for row in told] == [(2, reason)]
    assert told[0]["advice"]


@pytest.mark.parametrize("what", OUTSIDE)
def test_a_row_elsewhere_is_outside(command, workspace, tmp_path, what):
    rows = [street_row("a", area=0), moved(**OUTSIDE[what]), street_row("b", area=2)]
    line = load_rows(command, workspace, tmp_path, rows)
    assert (line["rows"], line["accepted"], line["outside"]) == (3, 2, 1)


def test_rows_with_too_many_fields(command, workspace, tmp_path):
    path = write_street(tmp_path / "2025-01-tiny-street.csv", [street_row("a"), street_row("b")])
    text = path.read_text().splitlines()
    path.write_text("\n".join([text[0], text[1] + ",more,and more", text[2]]) + "\n")
    assert command("-w", workspace.root, "load", "police-uk", path).code == 0
    [line] = ledger_of(workspace)["extracts"]
    assert (line["rows"], line["accepted"], line["reasons"]) == (2, 1, {"too_many_fields": 1})


def test_days_that_do_not_exist_and_degrees_for_metres(command, empty, tmp_path):
    workspace = copy_workspace(empty, tmp_path / "town")
    (workspace.content / "shapes").mkdir()
    (workspace.content / "shapes" / "wardens.yaml").write_text(WARDENS)
    longitude, latitude = middle(0)
    lines = [
        "Ref,Seen,Easting,Northing",
        "1,28/02/2025,391500,340500",
        "2,31/02/2025,391500,340500",
        f"3,01/02/2025,{longitude},{latitude}",
        "4,28/02/1900,391500,340500",
        ",28/02/2025,391500,340500",
        "6,28/02/2025,,",
    ]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines) + "\n")
    assert command("-w", workspace.root, "load", "wardens", path).code == 0
    [line] = ledger_of(workspace)["extracts"]
    assert line["accepted"] == 2
    assert line["details"]["accepted"] == {"placed": 1, "unplaced": 1}
    assert line["reasons"] == {
        "impossible_date": 1, "degrees_for_metres": 1, "date_too_old": 1, "no_key": 1,
    }  # fmt: skip


def test_a_declared_day_bounds_the_future(command, workspace, tmp_path):
    """An extract made on a day cannot tell of later ones; without a day, receipt is the bound."""
    rows = [street_row("a", month="2025-01"), street_row("b", month="2025-03")]
    path = write_street(tmp_path / "2025-01-tiny-street.csv", rows)
    load = ("-w", workspace.root, "load", "police-uk", path)
    assert command(*load, "--vintage", "2025-02-20").code == 0
    [line] = ledger_of(workspace)["extracts"]
    assert (line["accepted"], line["reasons"]) == (1, {"date_in_future": 1})


def test_a_day_declared_too_early_can_be_mended(command, empty, tmp_path):
    """Whatever the order of two declarations, the later one bounds: no row is lost to a slip."""
    rows = [street_row("a", month="2025-01"), street_row("b", month="2025-03")]
    path = write_street(tmp_path / "2025-01-tiny-street.csv", rows)
    told = []
    for number, days in enumerate((("2025-02-20", "2025-04-20"), ("2025-04-20", "2025-02-20"))):
        workspace = copy_workspace(empty, tmp_path / f"town{number}")
        for day in days:
            command("-w", workspace.root, "load", "police-uk", path, "--vintage", day)
        told.append(ledger_of(workspace))
    assert told[0] == told[1]
    assert told[0]["total"]["accepted"] == 2


def test_a_month_missing_from_a_source_is_missing_and_never_low(command, workspace, tmp_path):
    from safercity.evidence.assess import open_current

    for month in ("2024-10", "2024-11", "2025-01", "2025-02", "2025-03"):
        rows = [street_row(f"{month}{n}", month=month, area=n % 4) for n in range(16)]
        path = write_street(tmp_path / f"{month}-tiny-street.csv", rows)
        command("-w", workspace.root, "load", "police-uk", path)
    assert command("-w", workspace.root, "refresh").code == 0
    edition = open_current(workspace)
    assert edition.manifest["data_to"]["police"]["missing"] == ["2024-12"]
    coverage = edition.table("coverage")
    assert coverage["agencies"]["police"][coverage["months"].index("2024-12")] is False
    for place in edition.table("places")["places"]:
        told = place["by_agency"]["police"]
        for count, state in zip(told["counts"], told["states"], strict=True):
            assert (count is None) == (state == "missing")
            assert count != 0 or state != "missing"


def test_known_codes_are_the_tiny_towns_own():
    """The codes used above as unknown are so."""
    assert "E01888888" not in NEW
