"""A place in free text is placed when a person has confirmed what it is, and not before."""

import csv

import pytest

from safercity.evidence.errors import ContentError
from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.geography import load_geography
from safercity.evidence.runs import Run
from safercity.evidence.store.matching import (
    confirm_places,
    read_confirmed,
    suggest_places,
    write_suggestions,
)
from tests.evidence.tiny import SIDE, SOUTH, WEST, load, make_workspace, write_csv
from tests.trust.town import copy_workspace

TEXT = "=outside fox & hounds mkt st"


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    given = folder / "given" / "lookups"
    given.mkdir(parents=True)
    write_csv(
        given / "names.csv",
        [
            {"name": "Fox and Hounds, Market Street", "kind": "pub",
             "easting": WEST + SIDE // 2, "northing": SOUTH + SIDE // 2},
            {"name": "Long Meadow", "kind": "park", "easting": WEST + 3500, "northing": SOUTH + 90},
        ],
    )  # fmt: skip
    workspace = make_workspace(folder, made_up=True)
    extract = folder / "injuries.csv"
    write_csv(
        extract,
        [
            {"Site Code (of Treatment)": "ZZ001", "Arrival Date and Time": "2025-01-04 23:10",
             "Assault Date and Time": "2025-01-04 22:30",
             "Assault Method": "Punch", "Assault Location Type": "Street",
             "Assault Location Description": text}
            for text in (TEXT, TEXT, "his mate's house")
        ],
    )  # fmt: skip
    return workspace, extract


@pytest.fixture
def town(named, tmp_path):
    """A copy of it for one test, and the extract to load."""
    workspace, extract = named
    return copy_workspace(workspace, tmp_path / "town"), extract


def placed(workspace):
    with workspace.reading() as catalogue:
        details = [line.details["accepted"] for line in read_ledger(catalogue).lines]
    return sum(reasons.get("placed", 0) for reasons in details)


def test_what_is_confirmed_is_placed_when_loaded_again(town, tmp_path):
    workspace, extract = town
    [loaded] = load(workspace, "ae-injuries", extract)
    assert loaded.error is None and placed(workspace) == 0
    geography = load_geography(workspace.geography)
    first, *_rest = suggest_places(workspace, "ae-injuries", geography=geography, run=Run())
    assert (first.place_text, first.rows) == (TEXT, 2)
    assert first.suggested_place == "Fox and Hounds, Market Street" and first.confidence > 0.5
    path = tmp_path / "matches.csv"
    write_suggestions((first,), path)
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    assert rows[0]["place_text"] == f"'{TEXT}"  # a spreadsheet must not run it
    rows[0]["confirmed_place"] = first.suggested_place
    write_csv(path, rows)
    assert confirm_places(workspace, "ae-injuries", path=path, geography=geography) == 1
    assert list(read_confirmed(workspace, "ae-injuries", geography=geography)) == [TEXT]
    [again] = load(workspace, "ae-injuries", extract)
    assert not again.already and placed(workspace) == 2


def test_a_name_that_the_list_lacks_is_refused(town, tmp_path):
    workspace, _extract = town
    path = tmp_path / "matches.csv"
    write_csv(path, [{"place_text": "the pub", "confirmed_place": "The Nowhere Inn"}])
    with pytest.raises(ContentError, match="The Nowhere Inn"):
        confirm_places(
            workspace, "ae-injuries", path=path, geography=load_geography(workspace.geography)
        )
