"""The page of a version shows the whole strategy, and what stands beside it on the site."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from safercity.documents.strategy import Strategy, load_strategy, write_strategy
from safercity.documents.strategy.facets import is_words
from safercity.documents.strategy.walking import walk_values
from safercity.partnership.strategy import actions
from tests.partnership.conftest import NOWHERE
from tests.partnership.strategy.made import TEXT, take_whole_route

REAL = load_strategy("stoke-on-trent-2024-27")


@pytest.fixture
def real(people, settings):
    settings.SAFERCITY = replace(NOWHERE, made_up=False)
    return actions.import_version(write_strategy(REAL), by=people.viewer("manager"))


def read(client, address: str) -> str:
    """The words of a page, as it is read."""
    told = client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", unescape(told))).casefold()


def list_words(strategy: Strategy):
    """(top key, English words) of everything that the strategy says."""
    for path, part in [((), strategy), *walk_values(strategy)]:
        for field in fields(part):
            held = getattr(part, field.name)
            for words in held if isinstance(held, tuple) else (held,):
                if is_words(words):
                    yield (*path, field.name)[0], words["en"].removesuffix(".").casefold()


def test_every_word_of_the_strategy_is_on_its_page_or_on_that_of_its_links(real, people, sign_in):
    take_whole_route(real, by=people.viewer("manager"))
    client = sign_in("officer")
    page, links = read(client, "/strategy/"), read(client, "/strategy/links/")
    told = list(list_words(REAL))
    assert len(told) > 400
    where = {True: links, False: page}
    assert not [(key, words) for key, words in told if words not in where[key == "documents"]]


def test_it_is_one_light_page_of_few_queries(real, people, sign_in, django_assert_max_num_queries):
    for client in (sign_in("manager"), sign_in("manager")):  # a draft; then what is published
        client.get("/strategy/")
        with django_assert_max_num_queries(10):
            assert len(client.get("/strategy/").content) < 100_000
        if real.step == "draft":
            take_whole_route(real, by=people.viewer("manager"))


def test_who_answers_is_noted_where_the_board_took_it_on(people, sign_in):
    strategy = load_strategy("demonstration")
    joint = replace(strategy.supporting[0], joint=True, about={"en": "Taken on in spring."})
    jointly = replace(strategy, supporting=(joint, *strategy.supporting[1:]))
    actions.import_version(write_strategy(jointly), by=people.viewer("manager"))
    told = read(sign_in("officer"), "/strategy/").split("other bodies lead these")[1]
    assert "taken on in spring." in told and "answer together." in told


def test_what_parts_are_about_is_told_on_the_page_and_compared_by_name(real, people, sign_in):
    by, parts = people.viewer("manager"), ("1", "S2", "place-based-working")
    draft = actions.begin_draft(real, by=by)
    for part in parts:
        about = {"about": {"en": f"{part}: quieter evenings first."}}
        opened = actions.Opened(draft.version)
        actions.change_draft(draft, part, changes=about, opened=opened, by=by)
    client = sign_in("manager")
    page = read(client, f"/strategy/{draft.number}/")
    assert all(f"{part.casefold()}: quieter evenings first." in page for part in parts)
    page = read(client, f"/strategy/compare/?old={real.number}&new={draft.number}")
    assert "place-based working, “making great places”: its explanation" in page
    form = client.get(f"/strategy/{draft.number}/part/place-based-working/").content.decode()
    assert "Change Place-based working: Making Great Places" in form


def test_an_ambiguous_direction_does_not_look_like_a_caution(real, sign_in):
    told = sign_in("officer").get("/strategy/").content.decode()
    line = {code: told.split(f'id="p-{code}"')[1].split("</li>")[0] for code in ("O2.3", "O3.1")}
    assert "ambiguous" in line["O3.1"] and 'class="care"' in line["O3.1"]
    assert "The share of referrals that lead to a positive decision" in line["O3.1"]
    assert "Read with care." in line["O2.3"] and 'care"' not in line["O2.3"]
    assert told.count("Its direction is ambiguous.") == sum(o.ambiguous for o in REAL.outcomes) == 4


def test_expected_days_stand_beside_those_on_which_it_was_approved(real, people, sign_in):
    client = sign_in("officer")
    told = read(client, "/strategy/")
    assert "expected tuesday 7 november 2023; the news item" in told
    assert "not recorded for this version." in told
    take_whole_route(real, by=people.viewer("manager"))
    told = read(client, "/strategy/")
    assert told.count("recorded for this version: saturday 3 january 2026.") == 2


def test_overlaps_are_marked_as_gaps_are(real, sign_in):
    page = sign_in("officer").get("/strategy/links/")
    shown = page.context["page"].overlaps
    bearing: dict[str, list[str]] = {}
    for document in REAL.linked_documents:
        for relation in document.relates:
            bearing.setdefault(relation.to, []).append(document.id)
    several = {code: found for code, found in bearing.items() if len(found) > 1}
    assert {side.code: [link.code for link in side.links] for side in shown} == several
    assert len(several) == 4
    told = page.content.decode().split('id="overlaps"')[1].split("</section>")[0]
    assert all(f">{code}<" in told for code in several)


def test_outcomes_lead_to_their_measures_and_key_actions_to_the_plan(people, sign_in):
    manager = people.viewer("manager")
    version = actions.import_version(TEXT, by=manager)
    new = actions.Undertaking("1.3", "Agree dates", people.posts["officer"].pk, date(2026, 5, 1))
    assert "In the plan" not in sign_in("officer").get("/strategy/").content.decode()
    actions.undertake(version, new, by=manager)
    take_whole_route(version, by=manager)
    page = sign_in("officer").get("/strategy/")
    told = page.content.decode()
    assert told.count("In the plan<") == 1 and f'{reverse("strategy:plan")}#a-1.3"' in told
    outcomes = [each for part in page.context["page"].priorities for each in part.outcomes]
    assert len(outcomes) == 18 and all(each.measures for each in outcomes)
    for _title, address in outcomes[0].measures:
        assert f'href="{address}"' in told
        assert sign_in("officer").get(address).status_code == 200
