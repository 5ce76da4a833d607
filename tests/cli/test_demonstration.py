"""The whole path on the made-up city: the command's promises, the truth's rows, planted places."""

import hashlib
import json
from collections import Counter

import pytest

from safercity.evidence.assess import open_edition
from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.simulate.plan import STREAMS
from tests.cli.conftest import DEMO_SEED
from tests.trust.town import run_command

pytestmark = pytest.mark.slow

# A planted place is found, and a place found is right, by half of its cells: the rule of
# tests/evidence/places/judging.py.
HALF = 0.5
VERDICTS = ("rows", "accepted", "outside", "held", "known")
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


@pytest.fixture
def ledger(command, demonstration):
    """The rows of every source by verdict, and by reason for being held."""
    told = command("-w", demonstration.folder / "workspace", "ledger", "--json")
    rows: dict[str, Counter[str]] = {}
    for line in json.loads(told.out)["extracts"]:
        found = rows.setdefault(line["source"], Counter())
        found.update({name: line[name] for name in VERDICTS})
        found.update({f"held: {reason}": n for reason, n in line["reasons"].items()})
    return rows


def test_each_sources_rows_meet_their_fate(ledger, demonstration):
    expected = read_truth(demonstration)["expected"]
    assert set(ledger) == set(expected) == {one.source for one in STREAMS} | {"deprivation"}
    for source, told in expected.items():
        found = ledger[source]
        gone = sum(told[why] for why in ("held", "outside", "repeated", "superseded"))
        assert {name: found[name] for name in VERDICTS} == {
            "rows": told["rows"],
            "accepted": told["rows"] - gone,
            "outside": told["outside"],
            "held": told["held"],
            "known": told["repeated"] + told["superseded"],
        }, source
        few = source in ("ae-injuries", "deprivation")
        assert found["held: unknown_category"] >= 8 or few, source


def test_the_table_of_deprivation_is_read_whole(ledger, demonstration):
    told, found = read_truth(demonstration)["expected"]["deprivation"], ledger["deprivation"]
    assert (found["rows"], found["outside"], found["held"]) == (told["rows"], told["outside"], 0)
    assert found["accepted"] == told["rows"] - told["outside"] > 150


def test_unknown_words_are_listed(command, demonstration):
    ended = command("-w", demonstration.folder / "workspace", "held")
    lines = [line.split("\t") for line in ended.out.splitlines()[1:]]
    shapes = load_shapes()
    words = {(one[0], one[2]): int(one[3]) for one in lines if one[1] == "unknown_category"}
    assert words
    for (source, word), rows in words.items():
        assert rows > 0
        assert word.casefold() not in map(str.casefold, shapes[source].category.map)


def digest_files(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_simulate_writes_the_same_city_to_the_byte_anywhere(demonstration, tmp_path):
    elsewhere = {"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    words = ("simulate", tmp_path / "city", "--seed", DEMO_SEED, "--json")
    ended = run_command(*words, env=elsewhere)
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["rows"] > 380_000
    assert {path.name for path in (tmp_path / "city").iterdir()} >= {"extracts", "truth.json"}
    for path in ("truth.json", "boundaries", "lookups"):
        assert (tmp_path / "city" / path).exists()
    assert digest_files(tmp_path / "city") == digest_files(demonstration.folder / "city")
    for place in read_truth(demonstration)["places"]:
        assert place["cells"]
        assert set(place) >= {"kind", "cells", "agencies", "from", "to", "rate_ratio"}
