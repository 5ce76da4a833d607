"""A draft on its pages: parts changed by a form fitted to each, added, removed."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from safercity.documents.strategy import load_strategy
from safercity.partnership.audit.queries import list_history
from safercity.partnership.strategy import actions, queries
from safercity.partnership.strategy.forms import ONCE, PartForm, find_kind
from tests.partnership.every_form.reading import read_form
from tests.partnership.strategy.made import TEXT, take_whole_route


@pytest.fixture
def version(people):
    return actions.import_version(TEXT, by=people.viewer("manager"))


def at(name, **more):
    return reverse(f"strategy:{name}", kwargs={"number": 1, **more})


def open_form(client, address):
    """What a browser would send of the form as it stands."""
    form = read_form(client.get(address).content.decode(), address)
    return {
        one.name: one.values if one.kind == "checkbox" else (one.values or [""])[0]
        for one in form.fields.values()
    }


def fill(client, address, **given):
    """The form as it stands, with some fields given; the answer."""
    return client.post(address, {**open_form(client, address), **given})


def read(version):
    version.refresh_from_db()
    return queries.read_content(version)


def list_kinds(name):
    strategy = load_strategy(name)
    parts = [each for each in strategy.by_id.values() if find_kind(each) not in ONCE.values()]
    once = [(ONCE[key], held) for key, held in list_once(strategy).items()]
    return strategy, [*((find_kind(each), each) for each in parts), *once]


def list_once(strategy):
    return {key: strategy if key == "whole" else getattr(strategy, key) for key in ONCE}


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["demonstration", "stoke-on-trent-2024-27"])
def test_a_form_sent_as_it_was_opened_changes_nothing_of_any_part(name):
    """So each field shows all that stands there and gives it back, in its order."""
    from safercity.documents.strategy.changing import check_values, find_values, gather_parts

    strategy, parts = list_kinds(name)
    assert len(parts) > 200
    values = gather_parts(strategy)
    standing = {id(one): values.get(key, values) for key, one in ONCE.items()}  # "whole": all of it
    for kind, held in parts:
        opened = PartForm(strategy=strategy, kind=kind, held=held)
        form = PartForm({**opened.initial, "version": 1}, strategy=strategy, kind=kind, held=held)
        assert form.is_valid(), (held, form.errors)
        put(
            standing[id(kind)] if id(kind) in standing else find_values(values, held.id),
            form.changes,
        )
    again = check_values(values)  # the whole of it once: reading it is most of a change's work
    assert [again.by_id[key] for key in strategy.by_id] == list(strategy.by_id.values())
    assert again == strategy


def put(into, changes):
    into.update({key: said for key, said in changes.items() if said is not None})
    for key in (key for key, said in changes.items() if said is None):
        into.pop(key, None)


def test_what_is_typed_into_an_outcome_and_a_risk_group_is_kept(version, sign_in):
    client = sign_in("analyst")
    for said in ({"ambiguous": "on", "caution": "Reporting moves it.", "companion": ""}, None):
        told = said or {"ambiguous": "on", "caution": "It may\nmean trust.", "companion": "Surveys"}
        answer = fill(client, at("change", part="O2.1"), **told, direction="count")
        assert answer.status_code == (422 if said else 302)
    answer = fill(client, at("change", part="isolated-older"), why="Far from help")
    assert answer["Location"] == at("edit") + "#p-isolated-older"
    outcome, group = (read(version).by_id[each] for each in ("O2.1", "isolated-older"))
    assert (outcome.direction, outcome.caution["en"]) == ("count", "It may mean trust.")
    assert group.why == {"en": "Far from help"}


def test_leads_vision_and_links_are_changed(version, sign_in):
    client = sign_in("manager")
    fill(client, at("change", part="1"), lead=["council/community-safety", "police"])
    lines = "crime | trosedd\nfear of crime"
    fill(client, at("change-once", key="vision"), words="Safer together", by_reducing=lines)
    document = at("change", part="police-crime-plan")
    assert fill(client, document, to_3="O1.2").status_code == 422, "why is not said"
    fill(client, document, to_0="", why_0="", to_3="O1.2", why_3="Both count it.")
    strategy = read(version)
    told = [(lead.organisation, lead.units) for lead in strategy.priorities[0].lead]
    assert told == [("police", ()), ("council", ("council/community-safety",))]
    assert strategy.vision.by_reducing == (
        {"en": "crime", "cy": "trosedd"},
        {"en": "fear of crime"},
    )
    assert [each.to for each in strategy.by_id["police-crime-plan"].relates] == ["2", "O1.2"]


def test_parts_are_added_with_the_next_number(version, sign_in):
    client = sign_in("manager")
    first = fill(client, at("add", to="priorities"), title="Safer water", lead=["police"])
    assert first["Location"] == at("edit") + "#p-5"
    action = {"title": "Mark the deep ends", "kind": "map"}
    answer = fill(client, at("add-under", to="actions", part="5"), **action)
    assert answer["Location"] == at("edit") + "#p-5.1"
    outcome = {"title": "Fewer drownings", "scope": "city", "direction": "down"}
    fill(client, at("add-under", to="outcomes", part="5"), **outcome)
    assert "O5.1" in queries.list_items()
    fill(client, at("remove", part="1.9"))
    fill(client, at("add-under", to="actions", part="1"), title="Another thing", kind="share")
    strategy = read(version)
    assert strategy.by_id["1.10"].title == {"en": "Another thing"}, "1.9 stays with what it named"
    verbs = [entry.verb for entry in list_history(version)]
    assert verbs[:2] == ["part added to draft", "part removed from draft"]
    page = client.get(at("edit")).content.decode()
    assert "Mark the deep ends" in page and at("remove", part="5.1") in page


def test_what_goes_with_a_priority_is_said_first_and_goes(version, sign_in):
    client = sign_in("manager")
    told = client.get(at("remove", part="1")).content.decode()
    assert "Its 9 key actions go with it: 1.1, 1.2" in told and "Its 5 outcomes" in told
    assert queries.read_content(version).name("police-crime-plan") in told, "its link goes too"
    assert fill(client, at("remove", part="1")).status_code == 302
    strategy = read(version)
    assert [each.id for each in strategy.priorities] == ["2", "3", "4"]
    assert not {"1.1", "O1.1"} & set(strategy.by_id)
    for last in ("2", "3"):
        fill(client, at("remove", part=last))
    refused = fill(client, at("remove", part="4"))
    assert refused.status_code == 422 and "There are no priorities" in refused.content.decode()
    assert client.get(at("remove", part="no-such")).status_code == 404


def test_what_left_the_draft_has_no_such_pages(version, people, sign_in):
    take_whole_route(version, by=people.viewer("manager"))
    client = sign_in("manager")
    assert at("edit") not in client.get(at("version")).content.decode()
    for address in (
        at("edit"),
        at("add", to="priorities"),
        at("remove", part="1"),
        at("change-once", key="vision"),
    ):
        assert client.get(address).status_code == 409


def test_what_an_action_names_is_folded_by_kind_and_open_where_chosen(version, sign_in):
    strategy = read(version)
    action = next(one for one in strategy.actions if one.names)
    page = sign_in("manager").get(at("change", part=action.id)).content.decode()
    folds = re.findall(
        r'<details class="govuk-details fold"( open)?>\s*<summary.*?><span[^>]*>(.*?): '
        r"<span data-chosen>(\d+)</span>.*?</summary>(.*?)</details>",
        page,
        re.DOTALL,
    )
    assert len(folds) > 1 and len({title for _open, title, _n, _boxes in folds}) == len(folds)
    ticked = []
    for is_open, _title, n, boxes in folds:
        chosen = re.findall(r'value="([^"]+)" checked', boxes)
        assert int(n) == len(chosen) and bool(is_open) == bool(chosen)
        ticked += chosen
    assert set(ticked) == set(action.names)
