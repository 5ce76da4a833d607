"""Places keep their identity; what split, merged or ended is recorded beside the editions."""

from safercity.evidence.assess.identity import (
    Identified,
    PlaceCells,
    identify_places,
    list_ended,
    read_identities,
    record_identities,
)
from safercity.evidence.workspace import open_catalogue
from safercity.evidence.workspace.catalogue import create_catalogue


def place(key, **weights):
    return PlaceCells(key, weights)


def identify(now, before):
    identities = {old.key: f"id-{old.key}" for old in before}
    return {
        one.key: one for one in identify_places(tuple(now), tuple(before), identities=identities)
    }


def test_a_place_that_shares_half_its_demand_is_the_same_place():
    before = [place("old", a=6, b=4)]
    kept = identify([place("new", a=5, c=5)], before)["new"]
    assert kept == Identified("new", "id-old", "kept")
    grown = identify([place("new", a=4, c=6)], before)
    assert grown["new"] == Identified("new", "new", "new")
    assert grown["old"] == Identified("old", "id-old", "ended")


def test_of_two_parts_the_one_that_shares_more_keeps_the_identity():
    found = identify([place("left", a=5, x=4), place("right", b=5)], [place("old", a=5, b=5)])
    assert found["right"].identity == "id-old"
    assert found["left"] == Identified("left", "left", "split")


def test_of_two_that_merged_one_identity_lasts_and_the_other_ends():
    found = identify([place("all", a=6, b=4)], [place("one", a=6), place("two", b=4)])
    assert found["all"] == Identified("all", "id-one", "merged")
    assert found["two"] == Identified("two", "id-two", "ended")


def test_what_ended_is_recorded_and_is_no_place_of_the_edition(tmp_path):
    create_catalogue(tmp_path / "catalogue.sqlite")
    found = (Identified("new", "new", "new"), Identified("old", "id-old", "ended"))
    with open_catalogue(tmp_path / "catalogue.sqlite", writing=True) as catalogue:
        catalogue.execute("INSERT INTO editions VALUES ('e', 1, '2025-01', 'now', 1)")
        record_identities(catalogue, found, edition="e")
    with open_catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        assert read_identities(catalogue, "e") == {"new": "new"}
        assert list_ended(catalogue, "e") == ("id-old",)
