"""The route by nation and tier: which steps and duties a strategy meets, and who decides."""

from __future__ import annotations

import html
from datetime import date

import pytest
from django.utils import translation
from pydantic import ValidationError

from safercity.partnership.common.rules import NotYet
from safercity.partnership.strategy import actions, queries
from safercity.partnership.strategy.rules import change_draft, read_route
from safercity.partnership.strategy.rules.route import Route, RouteStep
from tests.partnership.strategy.made import TEXT, take_whole_route

PLACES = [("england", tier) for tier in "unitary borough district two_tier county".split()]
PLACES.append(("wales", "principal_area"))
DAY = date(2026, 1, 2)


def read_at(nation, tier, **how):
    return read_route(None, nation=nation, tier=tier, **how)


@pytest.mark.parametrize(("nation", "tier"), PLACES)
def test_every_place_has_a_whole_route(nation, tier):
    route = read_at(nation, tier)
    steps = [step.id for step in route.steps]
    council = [] if tier == "county" else ["full_council"]
    assert steps == [
        *("draft", "consultation", "partnership_board", "scrutiny", "cabinet"),
        *council,
        *("published", "superseded"),
    ]
    duties = {duty.id for duty in route.duties}
    assert len(duties) == len(route.duties)
    assert all(set(step.asks) <= duties for step in route.steps)
    assert all(part.note for part in (*route.steps, *route.duties) if part.check)


def test_wales_is_not_asked_englands_copy_nor_a_district_the_countys():
    asked = {place: read_at(*place).find("published").asks for place in PLACES}
    assert asked["wales", "principal_area"] == ("equality_impact",)
    assert asked["england", "county"] == ("equality_impact", "agreement_to_commissioner")
    assert asked["england", "district"] == ("equality_impact", "copy_to_commissioner")
    said = " ".join(duty.source for duty in read_at("wales", "principal_area").duties)
    assert "does not apply in Wales" in said and "SI 2007/1830" not in said


def test_a_welsh_strategy_is_published_without_englands_copy(people):
    manager = people.viewer("manager")
    text = TEXT.replace("nation: england", "nation: wales").replace(
        "tier: unitary", "tier: principal_area"
    )
    version = actions.import_version(text, by=manager)
    with pytest.raises(ValueError, match="copy_to_commissioner"):
        actions.record_duty(version, actions.Move("copy_to_commissioner", DAY), by=manager)
    take_whole_route(version, by=manager, duties=("equality_impact", "well_being_plan"))
    assert version.step == "published"


def test_a_version_keeps_the_step_where_it_stands():
    steps = [step.id for step in read_at("england", "county", at="full_council").steps]
    assert steps[4:7] == ["cabinet", "full_council", "published"]


def test_a_step_that_a_body_decides_is_recorded_with_it(people, sign_in):
    manager = people.viewer("manager")
    version = actions.import_version(TEXT, by=manager)
    actions.record_duty(version, actions.Move("equality_impact", DAY), by=manager)
    actions.move_version(version, actions.Move("consultation", DAY), opened=1, by=manager)
    board = actions.Move("partnership_board", DAY, decided_by=" ")
    with pytest.raises(NotYet, match="none is named"):
        actions.move_version(version, board, opened=version.version, by=manager)
    sent = {"to": "partnership_board", "day": "2/1/2026", "version": version.version}
    page = sign_in("manager").post("/strategy/1/move/", sent)
    assert page.context["form"].errors == {"decided_by": ["Say which body decided this step."]}
    back = {**sent, "to": "draft"}
    assert sign_in("manager").post("/strategy/1/move/", back).status_code == 302


def test_a_route_at_its_end_offers_no_step(people, sign_in):
    manager = people.viewer("manager")
    version = actions.import_version(TEXT, by=manager)
    take_whole_route(version, by=manager, duties=("equality_impact", "copy_to_commissioner"))
    page = sign_in("manager").get("/strategy/1/move/").content.decode()
    assert "no step follows" in page and "Decided by" not in page


def test_a_body_is_chosen_or_named_in_full_and_no_person_is(people, sign_in):
    manager, client = people.viewer("manager"), sign_in("manager")
    version = actions.import_version(TEXT, by=manager)
    actions.move_version(version, actions.Move("consultation", DAY), opened=1, by=manager)
    page = client.get("/strategy/1/move/").content.decode()
    assert "Before “Partnership board” the route asks for" in page
    assert "/strategy/1/duty/equality_impact/" in page
    actions.record_duty(version, actions.Move("equality_impact", DAY), by=manager)
    page = client.get("/strategy/1/move/").content.decode()
    assert "/strategy/1/duty/equality_impact/" not in page and "done 2 January 2026" in page
    sent = {"to": "partnership_board", "day": "2/1/2026", "version": version.version}
    for body, said in (
        ({"decided_by": "Me"}, "not one of the available choices"),
        ({"decided_by": "other", "other_body": "Me"}, "at least four letters"),
        ({"decided_by": "other", "other_body": "Sarah Jones"}, "looks like a person"),
        ({"decided_by": "other"}, "Say which body decided"),
        ({"other_body": "The panel"}, "Choose “Another body” above"),
    ):
        answer = client.post("/strategy/1/move/", sent | body)
        assert answer.status_code == 422 and said in html.unescape(answer.content.decode()), body
    [[_group, [named, *_more]]] = [
        (group, names) for group, names in queries.list_deciders(version) if names
    ]
    assert f">{named}</option>" in page
    assert client.post("/strategy/1/move/", sent | {"decided_by": named}).status_code == 302
    assert version.steps.get(slug="partnership_board").decided_by == named


def test_the_page_says_whose_law_asks_for_a_duty(people, sign_in):
    actions.import_version(TEXT, by=people.viewer("manager"))
    page = sign_in("manager").get("/strategy/1/").content.decode()
    assert "regulation 13A" in page and "in London the Mayor" in page


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("tiers: [county]", "tiers: [parish]", "unitary"),
        ("asks: [equality_impact]", "asks: [no_such_duty]", "asks: no duty no_such_duty"),
        ("nations: [wales]", "nations: []", "stands twice"),
    ],
)
def test_an_own_file_with_a_fault_is_refused(tmp_path, old, new, fault):
    from importlib.resources import files

    shipped = files("safercity.content").joinpath("routes/approval.yaml").read_text("utf-8")
    assert old in shipped
    (tmp_path / "routes").mkdir()
    (tmp_path / "routes" / "approval.yaml").write_text(shipped.replace(old, new), "utf-8")
    with pytest.raises(ValidationError, match=fault):
        read_route(tmp_path, nation="england", tier="unitary")


def test_a_refusal_names_the_step_in_the_readers_language(people):
    there = RouteStep("consultation", {"en": "Consultation", "cy": "Ymgynghori"})
    with translation.override("cy"), pytest.raises(NotYet, match="ymgynghori"):
        change_draft(people.viewer("manager"), there.id, route=Route((there,), ()))
