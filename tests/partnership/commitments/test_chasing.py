"""Reminders and escalation: each step once, to whom it belongs, saying nothing in the e-mail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safercity.partnership.audit.models import Act
from safercity.partnership.audit.queries import list_history
from safercity.partnership.commitments import actions
from safercity.partnership.commitments.chasing import (
    Days,
    escalate_late,
    find_slot,
    read_days,
    remind_owners,
)
from safercity.partnership.commitments.jobs import chase
from safercity.partnership.common.content import read_settings
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.notes import queries
from safercity.partnership.people.models import Holding
from tests.partnership.commitments.made import day, make, walk

DAYS = Days((0, 3, 14), 7, lead=7, manager=14, board=28, done=(7, 14), done_manager=21)


def whats(people, who):
    return [row.what for row in queries.list_notifications(people.viewer(who))]


def test_the_shipped_days_are_what_is_tested_here(people):
    values = read_settings("commitments.yaml")
    assert read_days(values) == DAYS
    older = {name: value for name, value in values.items() if not name.endswith("_done")}
    assert read_days(older) == DAYS, "a workspace's copy of version 1 still works"


@pytest.mark.parametrize(
    ("left", "slot"), [(14, "14"), (4, "14"), (3, "3"), (0, "0"), (-1, "late0"), (-8, "late1")]
)
def test_which_reminder_it_is_time_for(left, slot):
    assert find_slot(left, DAYS)[0] == slot


def test_the_owner_is_reminded_once_a_step(people):
    make(people, due=day(14))
    make(people, due=day(30))
    walk(make(people, due=day(1)), "done")
    for _hour in range(3):
        remind_owners(day(0), DAYS)
    assert whats(people, "officer") == ["Something is due"]
    remind_owners(day(11), DAYS)
    remind_owners(day(15), DAYS)
    assert whats(people, "officer") == ["Something is late", "Something is due", "Something is due"]
    assert whats(people, "manager") == []


def test_a_vacant_post_is_the_managers_affair(people):
    Holding.objects.filter(user=people.users["elsewhere"]).update(
        from_day=day(-9), until_day=day(-1)
    )
    make(people, owner="elsewhere", due=day(2))
    remind_owners(day(0), DAYS)
    assert whats(people, "manager") == ["Something is due"]


def test_late_work_rises_to_lead_manager_and_board(people):
    actions.set_priority_lead(
        "safer-places", "Safer places", post=people.posts["link_officer"].id, by=SYSTEM
    )
    action = make(people, due=day(0), priority="safer-places")
    for late, who in ((7, "link_officer"), (14, "manager"), (28, "chair")):
        assert whats(people, who) == []
        assert escalate_late(action.due + timedelta(late), DAYS) == 1
        assert escalate_late(action.due + timedelta(late), DAYS) == 0
        assert len(whats(people, who)) == 1
    action.refresh_from_db()
    assert action.escalated_to == "board" and action.version == 1
    assert [act.verb for act in list_history(action)][:3] == ["action escalated"] * 3


def test_a_new_day_brings_it_back_and_done_ends_it(people):
    action = make(people, due=day(-30))
    escalate_late(day(0), DAYS)
    action.refresh_from_db()
    actions.update_commitment(
        action, {"due": day(10)}, version=action.version, by=people.viewer("manager")
    )
    action.refresh_from_db()
    assert action.escalated_to == ""
    walk(make(people, due=day(-30)), "done")
    assert escalate_late(day(0), DAYS) == 0


def test_the_job_runs_and_says_what_it_did(people):
    make(people, due=day(-15))
    said = []
    chase(tell=said.append)
    assert said == ["1 reminded, 1 escalated"]


def test_many_are_chased_with_few_statements_and_each_is_told(
    people, django_assert_max_num_queries
):
    for number in range(60):
        make(people, ("officer", "elsewhere", "link_officer")[number % 3], due=day(-30))
    with django_assert_max_num_queries(60):  # one at a time it was eight for each
        assert remind_owners(day(0), DAYS) == 60
        assert escalate_late(day(0), DAYS) == 60
    for who, told in {"officer": 20, "elsewhere": 20, "link_officer": 20, "chair": 60}.items():
        assert len(whats(people, who)) == told, who
    assert Act.objects.filter(verb="action escalated").count() == 60
