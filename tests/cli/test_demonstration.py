"""The whole path on the made-up city: the command's promises, the truth's rows, planted places."""

import json

import pytest

from safercity.evidence.assess import open_edition
from safercity.evidence.extracts.shapes import load_shapes
from tests.cli.conftest import DEMO_SEED
from tests.trust.town import run_command

pytestmark = pytest.mark.slow

# A planted place is found, and a place found is right, by half of its cells: the rule of
# tests/evidence/places/judging.py.
HALF = 0.5
PLACE_KEYS = {
    "id", "name", "ward", "rank", "rank_low", "rank_high", "class", "agencies", "themes", "since",
    "stability", "missed_by", "unplaced_share", "geometry",
}  # fmt: skip


def read_truth(demonstration):
    return json.loads((demonstration.folder / "city" / "truth.json").read_text(encoding="utf-8"))


def test_what_the_demonstration_says(demonstration):
    folder = demonstration.folder
    assert demonstration.printed["workspace"] == str(folder / "workspace")
    edition = open_edition(folder / "workspace" / "editions" / demonstration.printed["edition"])
    assert edition.manifest["made_up"] is True
    for step in ("1 of 4", "2 of 4", "3 of 4", "4 of 4"):
        assert step in demonstration.said
    assert "\x1b" not in demonstration.said
    again = run_command("demo", "--dir", folder, "--seed", DEMO_SEED, "--no-serve", "--json")
    assert json.loads(again.out) == demonstration.printed
    assert "is ready" in again.err


def test_places_as_programs_read_them(command, demonstration):
    told = json.loads(command("-w", demonstration.folder / "workspace", "places", "--json").out)
    assert set(told) == {"edition", "as_of", "places"}
    assert told["edition"] == demonstration.printed["edition"]
    assert told["as_of"] == read_truth(demonstration)["months"][-1]
    ranks = [one["rank"] for one in told["places"]]
    assert ranks == sorted(ranks) != []
    for place in told["places"]:
        assert set(place) >= PLACE_KEYS
        assert place["rank_low"] <= place["rank"] <= place["rank_high"]
        assert 0 <= place["stability"] <= 1
        assert set(place["missed_by"].values()) <= {True, False}
        assert place["geometry"]["type"] in ("Polygon", "MultiPolygon")


def test_persistent_places_are_found(command, demonstration):
    """Recall and precision of planted persistent places, from files to `places --json`."""
    told = command("-w", demonstration.folder / "workspace", "places", "--json")
    listed = json.loads(told.out)["places"]
    found = [set(one["cells"]) for one in listed if one["class"] == "persistent"]
    planted = [
        set(one["cells"]) for one in read_truth(demonstration)["places"]
        if one["kind"] == "persistent"
    ]  # fmt: skip
    assert len(planted) >= 8
    together = set().union(*found)
    recalled = [len(cells & together) >= HALF * len(cells) for cells in planted]
    right = [any(len(cells & one) >= HALF * len(cells) for one in planted) for cells in found]
    assert sum(recalled) >= 0.9 * len(planted)
    assert sum(right) >= 0.9 * len(found)


def test_the_ledger_is_the_truths(command, demonstration):
    told = json.loads(command("-w", demonstration.folder / "workspace", "ledger", "--json").out)
    expected = read_truth(demonstration)["expected"]
    assert {line["source"] for line in told["extracts"]} == set(expected)
    for source, fate in expected.items():
        own = [line for line in told["extracts"] if line["source"] == source]
        assert sum(line["rows"] for line in own) == fate["rows"]
        assert sum(line["held"] for line in own) == fate["held"]


def test_unknown_words_are_listed(command, demonstration):
    ended = command("-w", demonstration.folder / "workspace", "held")
    lines = [line.split("\t") for line in ended.out.splitlines()[1:]]
    shapes = load_shapes()
    words = {(one[0], one[2]): int(one[3]) for one in lines if one[1] == "unknown_category"}
    assert words
    for (source, word), rows in words.items():
        assert rows > 0
        assert word.casefold() not in map(str.casefold, shapes[source].category.map)


def test_simulate_writes_the_same_city(demonstration, tmp_path):
    ended = run_command("simulate", tmp_path / "city", "--seed", DEMO_SEED, "--json")
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["rows"] > 380_000
    assert {path.name for path in (tmp_path / "city").iterdir()} >= {"extracts", "truth.json"}
    for path in ("truth.json", "boundaries", "lookups"):
        assert (tmp_path / "city" / path).exists()
    made = json.loads((tmp_path / "city" / "truth.json").read_text(encoding="utf-8"))
    assert made == read_truth(demonstration)
    for place in made["places"]:
        assert place["cells"]
        assert set(place) >= {"kind", "cells", "agencies", "from", "to", "rate_ratio"}
