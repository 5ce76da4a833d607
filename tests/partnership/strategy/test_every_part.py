"""Whatever a strategy's file may hold, the pages of a draft change, add and take out."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from typing import get_args, get_type_hints

import pytest

from safercity.documents.strategy import Strategy, compare_strategies
from safercity.partnership.strategy import actions, queries
from safercity.partnership.strategy.forms import KINDS, ONCE
from tests.partnership.strategy.made import TEXT
from tests.partnership.strategy.test_drafting import at, fill, open_form, read

# What a file says of itself: no words of the strategy.
OF_THE_FILE = {"format", "version", "id", "forked_from", "adapted_from", "made_up"}


@pytest.fixture
def version(people):
    return actions.import_version(TEXT, by=people.viewer("manager"))


def list_classes(of):
    """Field → the class of what it holds, and whether it holds many; None for plain values."""
    for name, hint in get_type_hints(of).items():
        if name.startswith("__"):
            continue
        inside = [each for each in (hint, *get_args(hint)) if is_dataclass(each)]
        yield name, (inside[0] if inside else None), hint


def check_fields(of, held, *, inside=()):
    """Each key of the class has a field, or a list that holds it; each group is whole too."""
    named = {each.key: each for each in held}
    for name, kind, _hint in list_classes(of):
        if name in ("id", *inside):
            continue
        assert name in named, f"{of.__name__}.{name} has no field"
        if cells := getattr(named[name], "cells", ()):
            if kind is not None:
                check_fields(kind, cells)
    assert set(named) <= {each.name for each in fields(of)}, f"{of.__name__} keeps no such key"


def test_every_part_of_the_schema_has_its_form():
    whole = dict.fromkeys(each.key for each in ONCE["whole"].fields)
    for name, of, hint in list_classes(Strategy):
        if name in OF_THE_FILE or name in whole:
            continue
        kind = KINDS.get(name) if "tuple" in str(hint) else ONCE.get(name)
        assert kind, f"{name} is changed in its file only"
        lists = {to: one for to, one in KINDS.items() if one.holder == of.__name__}
        check_fields(of, kind.fields, inside=lists)
        for to, one in lists.items():
            check_fields({name: held for name, held, _hint in list_classes(of)}[to], one.fields)
    held = {each.name: each.default for each in fields(Strategy)}
    for key, kind in ONCE.items():
        assert kind.may_go == (held.get(key, MISSING) is None), key


def test_a_body_with_its_chair_and_lines_is_added_changed_and_goes(version, sign_in):
    client = sign_in("manager")
    address = at("add", to="bodies")
    assert fill(client, address, title="Water board", tier="tactical").status_code == 302
    address = at("change", part="water-board")
    half = fill(client, address, chair_post="Harbour master", lines_0_to="csp-board")
    assert half.status_code == 422, "whose post, and what the line is"
    told = half.content.decode()
    assert "Chair: give this too: organisation" in told and "Line 1: give this too" in told
    whole = {"chair_post": "Harbour master", "chair_organisation": "fire"}
    line = {"lines_0_to": "csp-board", "lines_0_how": "reports", "lines_0_every": "quarter"}
    answer = fill(client, address, **whole, **line)
    assert answer["Location"] == at("edit-around") + "#p-water-board"
    body = read(version).by_id["water-board"]
    assert (body.chair.organisation, body.chair.post) == ("fire", {"en": "Harbour master"})
    assert [(each.to, each.how, each.every) for each in body.lines] == [
        ("csp-board", "reports", "quarter")
    ]
    ring = {"lines_0_to": "water-board", "lines_0_how": "reports"}
    refused = fill(client, at("change", part="csp-board"), **ring)
    assert refused.status_code == 422 and "goes round in a ring" in refused.content.decode()
    assert fill(client, at("remove", part="water-board")).status_code == 302
    assert "water-board" not in read(version).by_id
    page = client.get(at("remove", part="csp-board")).content.decode()
    assert "It cannot go while these need it: the strategy itself" in page
    assert "Remove it" not in page, "no button lies"
    version.refresh_from_db()
    needed = client.post(at("remove", part="csp-board"), {"version": version.version})
    assert needed.status_code == 422
    assert "It is still needed: the strategy itself" in needed.content.decode()


def test_units_powers_and_steps_of_approval_are_added(version, sign_in):
    client = sign_in("analyst")
    fill(client, at("add-under", to="units", part="fire"), title="Water rescue")
    power = {"title": "A Water Act", "requires": "Mark deep ends.", "nations": ["wales"]}
    fill(client, at("add", to="powers"), **power, valid_from="2026-04-01")
    step = {"body": "full-council", "day": "2026-03-02", "state": "decided"}
    assert fill(client, at("add", to="approvals"), **step, weekday="Sunday").status_code == 422
    assert fill(client, at("add", to="approvals"), **step, weekday="Monday").status_code == 302
    strategy = read(version)
    assert strategy.by_id["fire/water-rescue"] in strategy.by_id["fire"].units
    assert str(strategy.by_id["a-water-act"].valid_from) == "2026-04-01"
    assert strategy.approvals[-1].body == "full-council"
    page = client.get(at("edit-around")).content.decode()
    assert "Water rescue" in page and "A Water Act" in page and "2 March 2026" in page


def test_where_sources_differ_is_added_and_holds_its_sources(version, sign_in):
    client = sign_in("manager")
    fill(client, at("add", to="sources"), title="Minutes of March", kind="minutes")
    sayings = {"says_0_source": "strategy", "says_0_words": "Ten", "says_1_words": "Twelve"}
    address = at("add", to="differences")
    half = fill(client, address, about="How many", **sayings, holds="both", why="Both count.")
    assert half.status_code == 422 and "Saying 2: give this too: source" in half.content.decode()
    whole = sayings | {"says_1_source": "minutes-of-march", "holds": "both", "why": "Both count."}
    for about in ("How many", "How often"):
        assert fill(client, address, about=about, **whole).status_code == 302
    remove = at("remove", part="minutes-of-march")
    page = client.get(remove).content.decode()
    assert "Difference: How many; Difference: How often" in page, "by their words, not their ids"
    refused = fill(client, remove)
    assert refused.status_code == 422
    said = refused.content.decode().count("A difference needs two sayings")
    assert said == 1, "once, though two differences need it"


def test_the_title_and_period_are_changed_and_told_in_words(version, sign_in):
    client = sign_in("manager")
    before = queries.read_content(version)
    opened = at("change-once", key="whole")
    before_all = open_form(client, opened)
    assert fill(client, opened, title="Safer water", period_last_year="1999").status_code == 422
    answer = fill(client, opened, title="Safer water", period_last_year="2031")
    assert answer.status_code == 302
    after = read(version)
    assert (version.title, after.period.last_year) == ("Safer water", 2031)
    told = " ".join(compare_strategies(before, after).sentences)
    assert "its last year was" in told and "is 2031" in told
    again = client.post(opened, {**before_all, "title": "Another"})
    assert again.status_code == 409, "it was opened before"


def test_what_stands_once_goes_and_comes_again(version, sign_in):
    client = sign_in("manager")
    for key in ("assessment", "consultation", "place_based"):
        assert fill(client, at("remove-once", key=key)).status_code == 302
        assert getattr(read(version), key) is None
        assert client.get(at("remove-once", key=key)).status_code == 404
    assert client.get(at("remove-once", key="vision")).status_code == 404
    fill(client, at("change-once", key="assessment"), about="Records of four agencies.")
    fill(client, at("change-once", key="place_based"), title="Here", about="Street by street.")
    strategy = read(version)
    assert strategy.assessment.about == {"en": "Records of four agencies."}
    assert strategy.place_based.id == "place-based"
