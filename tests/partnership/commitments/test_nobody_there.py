"""Posts that nobody holds: work is brought to who hears of it, and the page says who is missing."""

from __future__ import annotations

import html

import pytest

from safercity.partnership.commitments import actions
from safercity.partnership.commitments.chasing import escalate_late, find_level, remind_owners
from safercity.partnership.commitments.models import Commitment, Level
from safercity.partnership.commitments.settling import CLOSE, escalate_unsettled, remind_settlers
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.people.models import Holding
from tests.partnership.commitments.made import day, make, walk
from tests.partnership.commitments.test_chasing import DAYS, whats

NO_MANAGER = "Nobody holds a manager's post today; an administrator can give one."


def leave(people, *whose):
    """They hold their posts no longer."""
    held = Holding.objects.filter(user__in=[people.users[who] for who in whose])
    held.update(from_day=day(-9), until_day=day(-1))


def come_back(people, who):
    Holding.objects.filter(user=people.users[who]).update(until_day=None)


def level_of(action):
    action.refresh_from_db()
    return action.escalated_to


@pytest.mark.parametrize(
    ("missing", "levels"),
    [
        ("", {7: "lead", 14: "manager", 28: "board"}),
        ("lead", {7: "manager", 14: "manager", 28: "board"}),
        ("manager", {7: "lead", 14: "board", 28: "board"}),
        ("lead manager", {6: "", 7: "board"}),
        ("board", {7: "lead", 14: "manager", 28: "manager"}),
        ("manager board", {7: "lead", 14: "lead", 28: "lead"}),
        ("lead manager board", {7: "", 28: ""}),
    ],
)
def test_the_next_who_hears_or_else_the_last(missing, levels):
    heard = {level for level in Level if level and level not in missing.split()}
    assert {late: find_level(late, DAYS, heard=heard) for late in levels} == levels


def test_late_work_waits_until_someone_may_hear_of_it(people):
    leave(people, "manager", "chair")
    action = make(people, due=day(-30))
    assert escalate_late(day(0), DAYS) == 0 and level_of(action) == Level.NOBODY
    come_back(people, "manager")
    assert escalate_late(day(0), DAYS) == 1 and level_of(action) == Level.MANAGER
    assert len(whats(people, "manager")) == 1
    come_back(people, "chair")
    assert escalate_late(day(0), DAYS) == 1 and level_of(action) == Level.BOARD
    assert len(whats(people, "chair")) == 1 and escalate_late(day(0), DAYS) == 0


def test_a_lead_who_may_not_see_it_is_passed_over(people):
    actions.set_priority_lead(
        "safer-places", "Safer places", post=people.posts["officer"].id, by=SYSTEM
    )
    how = {"due": day(-8), "only_parties": True, "priority": "safer-places"}
    theirs, ours = (make(people, who, **how) for who in ("elsewhere", "link_officer"))
    assert escalate_late(day(0), DAYS) == 2
    assert (level_of(theirs), level_of(ours)) == (Level.MANAGER, Level.LEAD)
    assert len(whats(people, "officer")) == len(whats(people, "manager")) == 1


def test_without_a_manager_what_was_done_is_brought_to_the_board_and_then_to_who_comes(people):
    leave(people, "manager", "chair")
    action = walk(make(people), "done")
    Commitment.objects.filter(pk=action.pk).update(done_on=day(-7))
    assert remind_settlers(day(0), DAYS) == 0 == escalate_unsettled(day(14), DAYS)
    assert level_of(action) == Level.NOBODY
    come_back(people, "chair")
    assert escalate_unsettled(day(14), DAYS) == 1 and level_of(action) == Level.BOARD
    said = "Done, not verified or closed, and brought to the Board"
    assert whats(people, "chair") == [said] and escalate_unsettled(day(15), DAYS) == 0
    come_back(people, "manager")
    assert remind_settlers(day(0), DAYS) == 1 and whats(people, "manager") == [CLOSE]
    assert escalate_unsettled(day(15), DAYS) == 1 and level_of(action) == Level.MANAGER
    assert len(whats(people, "manager")) == 2 and escalate_unsettled(day(16), DAYS) == 0


def test_of_a_vacant_owners_post_the_board_hears_where_there_is_no_manager(people):
    leave(people, "elsewhere", "manager")
    make(people, "elsewhere", due=day(2))
    assert remind_owners(day(0), DAYS) == 1
    assert whats(people, "chair") == ["Something is due"]


def test_the_page_says_that_nobody_can_close_it(people, sign_in):
    closes, verifies = make(people), make(people, kind="key_action")

    def say_so():
        pages = [sign_in("officer").get(f"/actions/{one.pk}/") for one in (closes, verifies)]
        return [NO_MANAGER in html.unescape(page.content.decode()) for page in pages]

    leave(people, "manager")
    assert say_so() == [False, False], "it is not done yet"
    for action in (closes, verifies):
        walk(action, "done")
    assert say_so() == [True, False]
    come_back(people, "manager")
    assert say_so() == [False, False]
