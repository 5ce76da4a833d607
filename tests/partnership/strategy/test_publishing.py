"""What a strategy names comes into the site when it is published; a later version changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from safercity.documents.strategy import Strategy, load_strategy, write_strategy
from safercity.documents.strategy.changing import change_part
from safercity.documents.strategy.removing import remove_part
from safercity.partnership.common.following import Published, What, carry_out, plan_effects
from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.governance.queries import get_structure
from safercity.partnership.strategy import actions, queries
from tests.partnership.strategy.made import TEXT, take_whole_route

FIRST, LATER = date(2026, 1, 3), date(2026, 6, 1)


@pytest.fixture
def first() -> Strategy:
    return load_strategy("demonstration")


@pytest.fixture
def in_force(people, first):
    """The first version's bodies, measures and reviews."""
    return carry_out(Published(first, None, FIRST), by=people.viewer("manager"))


def follow(first: Strategy, later: Strategy, people) -> list[str]:
    """The words of what a later version changed; it changes nothing the second time."""
    published = Published(later, first, LATER)
    done = carry_out(published, by=people.viewer("manager"))
    assert [e.words for e in plan_effects(published) if e.what != What.LOOK] == []
    return [effect.words for effect in done]


def say(text: str) -> dict[str, str]:
    return {"en": text}


@pytest.mark.parametrize("name", ["stoke-on-trent-2024-27", "demonstration"])
def test_everything_that_a_strategy_names_comes_in_once(people, name):
    from safercity.partnership.governance.models import Body, Line, Responsibility, Subject
    from safercity.partnership.oversight.models import Review
    from safercity.partnership.performance.models import Measure

    strategy = load_strategy(name)
    published = Published(strategy, None, FIRST)
    told = plan_effects(published)
    assert not Body.objects.exists(), "planning writes nothing"
    done = carry_out(published, by=people.viewer("manager"))
    assert [each.words for each in told] == [each.words for each in done]
    assert Body.objects.count() == len(strategy.bodies) == 19
    assert Line.objects.count() == sum(len(body.lines) for body in strategy.bodies)
    assert Subject.objects.count() == 10 == Responsibility.objects.count()
    assert Body.objects.get(is_board=True).code == strategy.board
    assert Review.objects.count() == len(strategy.reviews) > 5
    served = set(Measure.objects.values_list("serves", flat=True))
    assert served >= {outcome.id for outcome in strategy.outcomes}
    assert {"S1", "S6", ""} <= served
    assert any("Chief superintendent" in effect.words for effect in done if effect.what == "look")
    assert plan_effects(published) == [], "the second time there is nothing to do"


def test_whether_the_chair_or_the_vice_chair_is_lacking_is_said(people):
    strategy = load_strategy("stoke-on-trent-2024-27")
    told = [effect.words for effect in plan_effects(Published(strategy, None, FIRST))]
    board = strategy.name(strategy.board)
    for seat, post in {
        "chair": "Chief superintendent",
        "vice-chair": "Cabinet member for community safety and resilience",
    }.items():
        start = f"{board} is without a {seat}: there is no post “{post}” of "
        assert sum(words.startswith(start) for words in told) == 1


def test_publishing_is_when_it_comes_in_and_only_the_manager_may(people):
    from safercity.partnership.governance.models import Body

    manager = people.viewer("manager")
    version = actions.import_version(TEXT, by=manager)
    assert not Body.objects.exists(), "a draft brings nothing"
    assert len(queries.plan_publishing(version, today=FIRST)) > 50
    take_whole_route(version, by=manager)
    assert Body.objects.count() == 19
    assert actions.bring_in_named(version, by=manager) == []
    with pytest.raises(NotAllowed):
        actions.bring_in_named(version, by=people.viewer("officer"))
    Body.objects.filter(code="channel-panel").delete()
    again = actions.bring_in_named(version, by=manager)
    assert any("Channel" in effect.words for effect in again), "what is lacking comes in again"


def test_what_a_later_version_changes_is_changed_and_what_went_ends(people, first, in_force):
    from safercity.partnership.governance.models import Body, Line, Responsibility, Subject

    later = change_part(first, "drug-alcohol-board", changes={"title": say("Recovery Board")})
    later = change_part(later, "S2", changes={"accountable": "prevent-board"})
    later = replace(later, supporting=later.supporting[:-1])
    later = replace(later, bodies=tuple(b for b in later.bodies if b.id != "place-based-meetings"))
    was = Body.objects.get(code="drug-alcohol-board").name
    words = follow(first, later, people)
    assert f"{was} is now called Recovery Board." in words
    assert any("S2" in told and "is now answered for by: Prevent" in told for told in words)
    ended = Body.objects.get(code="place-based-meetings")
    assert ended.until_day == LATER, "it stays, with the day on which it ended"
    assert not Line.objects.filter(body=ended, until_day=None).exists()
    assert Subject.objects.get(code="S6").ended_on == LATER
    held = Responsibility.objects.filter(subject__code="S2").order_by("id")
    assert [(row.body.code, row.until_day is None) for row in held] == [
        ("safeguarding-children-partnership", False),
        ("prevent-board", True),
    ]
    before, after = get_structure(day=date(2026, 5, 31)), get_structure(day=LATER)
    assert [len(s.current) for s in (before, after)] == [19, 18], "the map of the day before stands"
    assert [len(s.subjects) for s in (before, after)] == [10, 9]
    follow(later, first, people)
    now = get_structure(day=date(2026, 6, 3))
    assert (len(now.current), len(now.subjects)) == (19, 10), "what comes back goes on"
    assert all(subject.held for subject in now.subjects)
    assert Body.objects.get(code="drug-alcohol-board").name == was


def test_lines_change_and_what_people_settled_stays(people, first, in_force):
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.models import Line

    held = list(Line.objects.select_related("body", "to").order_by("id"))
    ended, ours = held[0], held[1]
    governance.end_row(ended, date(2026, 2, 1), by=SYSTEM)
    body = next(each for each in first.bodies if each.id == ours.body.code)
    other = {"to": ours.to.code, "how": ours.how, "every": "week"}
    kept = [other if line.to == ours.to.code else line for line in body.lines]
    lines = [each if isinstance(each, dict) else {"to": each.to, "how": each.how} for each in kept]
    later = change_part(first, body.id, changes={"lines": lines})
    words = follow(first, later, people)
    assert any("runs otherwise" in told for told in words)
    now = Line.objects.filter(body=ours.body, to=ours.to, how=ours.how).order_by("id")
    assert [(row.every, row.until_day) for row in now][1] == ("week", None)
    assert now[0].until_day == LATER
    again = Line.objects.filter(body=ended.body, to=ended.to, how=ended.how, until_day=None)
    assert not again.exists(), "a line that people ended stays ended"


def test_a_new_line_to_a_body_that_people_ended_is_named_and_not_entered(people, first, in_force):
    from safercity.partnership.governance.models import Body, Line

    ended, other = Body.objects.exclude(is_board=True).order_by("code")[:2]
    Body.objects.filter(pk=ended.pk).update(until_day=date(2026, 2, 1))
    Line.objects.filter(body=other, to=ended).delete()
    lines = [{"to": ended.code, "how": "assures"}]
    later = change_part(first, other.code, changes={"lines": lines})
    earlier = change_part(first, other.code, changes={"lines": []})
    words = follow(earlier, later, people)
    assert f"{other} assures {ended}. It is not entered: {ended} ended here." in words
    assert not Line.objects.filter(body=other, to=ended).exists()


def test_measures_and_reviews_follow_and_come_back(people, first, in_force):
    from safercity.partnership.oversight.models import Review
    from safercity.partnership.performance.models import Measure
    from safercity.partnership.performance.queries import list_measures

    outcome = first.outcomes[-1]
    review = first.reviews[0]
    later = replace(remove_part(first, outcome.id), reviews=first.reviews[1:])
    words = follow(first, later, people)
    gone = Measure.objects.filter(serves=outcome.id)
    assert gone.exists() and all(row.ended_on == LATER for row in gone)
    assert outcome.id not in {row.serves for row in list_measures()}
    assert any(told.startswith("No longer measured") for told in words)
    assert Review.objects.get(code=review.id).state == "dropped"
    follow(later, first, people)
    assert not Measure.objects.exclude(ended_on=None).exists()
    assert Review.objects.get(code=review.id).state == "promised"


def test_a_review_under_way_goes_on_and_somebody_is_told(people, first, in_force):
    from safercity.partnership.oversight.models import Review

    Review.objects.filter(code=first.reviews[0].id).update(state="under_way")
    words = follow(first, replace(first, reviews=first.reviews[1:]), people)
    assert [told for told in words if "under way, although" in told] == words
    assert Review.objects.get(code=first.reviews[0].id).state == "under_way"


def test_a_body_made_by_hand_is_taken_for_the_strategys(people, first):
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.models import Body, Tier

    made = governance.add_body(governance.NewBody("prevent board", Tier.STRATEGIC), by=SYSTEM)
    carry_out(Published(first, None, FIRST), by=SYSTEM)
    made.refresh_from_db()
    assert made.code == "prevent-board" and Body.objects.count() == 19


def test_sheets_of_another_strategys_outcomes_are_left_out(people, first):
    from safercity.partnership.performance.models import Measure

    own = replace(first, id="our-own", adapted_from=None)
    carry_out(Published(own, None, FIRST), by=SYSTEM)
    assert not Measure.objects.exists(), "its O1.1 is another"


def test_work_for_a_key_action_that_went_is_named(people):
    manager = people.viewer("manager")
    version = actions.import_version(TEXT, by=manager)
    take_whole_route(version, by=manager)
    new = actions.Undertaking("4.8", "Agree dates", people.posts["officer"].pk, LATER)
    actions.undertake(version, new, by=manager)
    later = remove_part(load_strategy("demonstration"), "4.8")
    second = actions.import_version(write_strategy(later), by=manager)
    looks = [e.words for e in queries.plan_publishing(second, today=LATER) if e.what == "look"]
    assert any(told.startswith("4.8 ") and "has an open action" in told for told in looks)


def test_a_priority_that_the_board_took_on_is_in_the_plan_and_in_the_next_draft(people, sign_in):
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.models import Body
    from safercity.partnership.governance.queries import SubjectKind

    manager = people.viewer("manager")
    version = actions.import_version(TEXT, by=manager)
    take_whole_route(version, by=manager)
    asked = governance.add_subject(
        "asked-1", "Safety on the water", kind=SubjectKind.OTHER, by=SYSTEM
    )
    governance.raise_subject(asked, by=SYSTEM)
    board = Body.objects.get(is_board=True)
    partner = governance.add_body(governance.NewBody("Rivers Forum", "strategic"), by=SYSTEM)
    governance.share_jointly(asked, (partner, board), by=SYSTEM)
    client = sign_in("manager")
    page = client.get("/strategy/").content.decode()
    assert "Safety on the water" in page and "Taken on by the Board since" in page
    plan = client.get("/plan/").content.decode()
    assert "S7. Safety on the water (jointly: Rivers Forum, Community Safety" in plan
    owner = people.posts["officer"].pk
    actions.undertake(version, actions.Undertaking("S7", "Throw lines", owner, LATER), by=manager)
    assert "Throw lines" in client.get("/plan/").content.decode()
    draft = actions.begin_draft(version, by=manager)
    told = queries.compare_versions(version, draft).sentences
    assert "New supporting priority S7: “Safety on the water”." in told
    held = queries.read_content(draft).by_id["S7"]
    assert held.joint and queries.read_content(draft).name(held.accountable) == "Rivers Forum"
    take_whole_route(draft, by=manager)
    assert actions.bring_in_named(draft, by=manager) == [], "it is there already"


@pytest.mark.parametrize(
    ("day", "why"), [(date(2999, 1, 1), "has not come yet"), (date(2025, 12, 1), "step before")]
)
def test_a_step_has_the_day_on_which_it_was_decided(people, day, why):
    manager = people.viewer("manager")
    version = actions.import_version(TEXT, by=manager)
    actions.move_version(version, actions.Move("consultation", FIRST), opened=1, by=manager)
    actions.record_duty(version, actions.Move("equality_impact", FIRST), by=manager)
    with pytest.raises(NotYet, match=why):
        actions.move_version(
            version,
            actions.Move("partnership_board", day, "The Board"),
            opened=version.version,
            by=manager,
        )


def test_the_effects_are_shown_and_brought_in_by_hand(people, sign_in):
    from safercity.partnership.governance.models import Body

    manager = people.viewer("manager")
    version = actions.import_version(TEXT, by=manager)
    client, address = sign_in("manager"), reverse("strategy:effects", kwargs={"number": 1})
    page = client.get(address).content.decode()
    assert "things here" in page and "Bring it in now" not in page
    assert client.post(address).status_code == 409, "a draft brings nothing"
    take_whole_route(version, by=manager)
    assert "Everything that it names is here" in client.get(address).content.decode()
    Body.objects.filter(code="channel-panel").delete()
    assert "lacking here" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert Body.objects.filter(code="channel-panel").exists()
