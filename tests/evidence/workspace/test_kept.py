"""Workspaces of earlier releases still open: a tiny one is kept for each (tools/ has the maker)."""

import json
import shutil
from pathlib import Path

import pytest

from safercity import __version__
from safercity.evidence.assess import list_places, open_current, refresh
from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.runs import Run
from safercity.evidence.store.held import read_held
from safercity.evidence.workspace import open_workspace

KEPT = Path(__file__).parents[2] / "fixtures" / "workspaces"
RELEASES = sorted(path.name for path in KEPT.iterdir())
LARGEST_BYTES = 200_000


@pytest.fixture(params=RELEASES)
def kept(request, tmp_path):
    """A copy without its empty folders, as version control keeps it."""
    shutil.copytree(KEPT / request.param, tmp_path / "town")
    return open_workspace(tmp_path / "town")


def test_there_is_one_for_this_version_and_all_are_tiny():
    assert __version__ in RELEASES
    for release in RELEASES:
        files = [path for path in (KEPT / release).rglob("*") if path.is_file()]
        assert sum(path.stat().st_size for path in files) < LARGEST_BYTES


def test_its_ledger_is_what_it_was(kept):
    with kept.reading() as catalogue:
        told = read_ledger(catalogue).as_json()
    assert told == json.loads((kept.root / "ledger.json").read_text())
    assert all(told["total"][verdict] > 0 for verdict in ("accepted", "outside", "held", "known"))


def test_its_edition_and_its_held_rows_can_be_read(kept):
    edition = open_current(kept)
    assert all(edition.table(name) for name in edition.manifest["tables"])
    held = read_held(kept, run=Run(threads=1))
    assert {row.reason for row in held} == {"unknown_category"}


def test_a_new_edition_finds_the_same_place_again(kept):
    before = list_places(kept, open_current(kept))
    edition = refresh(kept, run=Run(threads=1), made_at="2025-07-01T12:00:00")
    after = list_places(kept, edition)
    assert before
    assert {place["id"] for place in before} == {place["id"] for place in after}
