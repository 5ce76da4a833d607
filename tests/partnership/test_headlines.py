"""What is new and what comes, on the list and on a place's page: real sentences of an edition."""

from types import SimpleNamespace

import pytest

from safercity.partnership.places.presenters import headlines

pytestmark = pytest.mark.one_database

RISE = {
    "title": "Deliberate fire", "months": "October", "change": 0.37, "above": 4, "years": 4,
    "weeks": 0, "ward": "",
}  # fmt: skip


@pytest.fixture
def told(monkeypatch):
    """The tables that an edition is said to keep."""
    tables: dict = {}
    monkeypatch.setattr(headlines, "read_table", lambda _reading, name: tables.get(name, {}))
    monkeypatch.setattr(headlines, "own_key", lambda place: place["id"])
    return tables


def test_an_edition_of_places_alone_has_none(told):
    assert headlines.list_headlines(SimpleNamespace()) is None
    assert headlines.find_headlines(SimpleNamespace(), {"id": "p-1"}) is None


def test_the_next_rise_is_that_of_the_whole_area(told):
    told["watch"] = {"statements": [{"text": "Nothing new stands out."}], "says": []}
    ward = RISE | {"ward": "E05", "title": "A ward's"}
    later = RISE | {"weeks": 9, "title": "Later"}
    told["seasons"] = {"rises": [ward, later, RISE]}
    found = headlines.list_headlines(SimpleNamespace())
    assert found.news == ["Nothing new stands out."]
    assert (
        found.season.startswith("Deliberate fire is in its high season") and "37%" in found.season
    )
    told["seasons"] = {"rises": [later]}
    assert "9 weeks away" in headlines.list_headlines(SimpleNamespace()).season


def test_a_place_hears_only_what_is_new_in_its_own_areas(told):
    told["place_trends"] = {
        "places": {"p-1": {"year": {"statements": [{"text": "Here."}]}, "areas": ["E01", "E02"]}}
    }
    wide = ["E01", *map(str, range(headlines.LOCAL_AREAS))]
    told["watch"] = {"says": ["near", "far", "wide"], "areas": [["E02"], ["E09"], wide]}
    found = headlines.find_headlines(SimpleNamespace(), {"id": "p-1"})
    assert found.season == "Here." and found.news == ["near"]
