"""Two people on one draft: in different parts both are kept; in one part both texts are shown."""

from __future__ import annotations

import pytest

from safercity.partnership.strategy import actions
from tests.partnership.strategy.made import TEXT
from tests.partnership.strategy.test_drafting import at, fill, open_form, read


@pytest.fixture
def version(people):
    return actions.import_version(TEXT, by=people.viewer("manager"))


def test_two_people_change_different_parts_and_both_are_kept(version, sign_in):
    client = sign_in("manager")
    places = (at("change", part="2.1"), at("change-once", key="vision"), at("remove", part="1.9"))
    opened = [open_form(client, place) for place in places]
    added = at("add", to="priorities")
    new = open_form(client, added)
    fill(sign_in("analyst"), at("change", part="1.1"), title="Theirs")
    given = ({"title": "Mine"}, {"words": "Safer together"}, {})
    for place, stands, more in zip(places, opened, given, strict=True):
        assert client.post(place, {**stands, **more}).status_code == 302, place
    more = {"title": "Safer water", "lead": ["police"]}
    assert client.post(added, {**new, **more}).status_code == 302
    strategy = read(version)
    titles = [strategy.by_id[part].title["en"] for part in ("1.1", "2.1", "5")]
    assert titles == ["Theirs", "Mine", "Safer water"]
    assert strategy.vision.words["en"] == "Safer together" and "1.9" not in strategy.by_id


@pytest.mark.parametrize(
    ("place", "field"),
    [(at("change", part="1.1"), "title"), (at("change-once", key="vision"), "words")],
    ids=["part", "once"],
)
def test_the_second_in_one_part_sees_both_texts_of_what_differs(version, sign_in, place, field):
    client = sign_in("manager")
    opened = open_form(client, place)
    fill(sign_in("analyst"), place, **{field: "Theirs stands"})
    refused = client.post(place, {**opened, field: "Mine was sent"})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Theirs stands" in page and "Mine was sent" in page
    assert page.count("What you sent") == 1, "only the field that differs"
    assert len(refused.content) < 20_000, "the part alone, and not the whole strategy"
    assert client.post(place, {**opened, field: "Theirs stands"}).status_code == 302, "the same"


def test_a_choice_that_differs_is_shown_in_words(version, sign_in):
    client, place = sign_in("manager"), at("change", part="O2.1")
    opened = open_form(client, place)
    fill(sign_in("analyst"), place, direction="count")
    page = client.post(place, {**opened, "direction": "up"}).content.decode()
    assert page.count("What you sent") == 1
    assert "<p>count</p>" not in page and "<p>up</p>" not in page


def test_what_changed_since_it_was_read_is_not_removed(version, sign_in):
    client, place = sign_in("manager"), at("remove", part="1")
    opened = open_form(client, place)
    fill(sign_in("analyst"), at("change", part="1.1"), title="Theirs")
    refused = client.post(place, opened)
    assert refused.status_code == 409 and "1" in read(version).by_id
    page = refused.content.decode()
    assert "then remove it again" in page and "Both texts" not in page
