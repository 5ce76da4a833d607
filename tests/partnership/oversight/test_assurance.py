"""Assurance: who gives it, how long it holds, how it is chased."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.versions import Stale
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.oversight.quarters import Quarter, quarter_of

pytestmark = pytest.mark.django_db
LAST = quarter_of(date.today()).before


def new(subject, quarter=LAST, **changes):
    from safercity.partnership.oversight import actions

    fields = {"level": "reasonable", "evidence": "Seen", "view": "In hand"} | changes
    return actions.NewAssurance(subject, quarter, **fields)


def test_the_link_officer_gives_it_once_and_it_holds_as_long_as_its_level(linked, people, sign_in):
    from safercity.partnership.oversight.models import Assurance

    subject = linked[2]
    client = sign_in("link_officer")
    address = reverse("oversight:give", kwargs={"key": subject.pk, "quarter": LAST.slug})
    data = {"key": str(new_id()), "level": "limited", "evidence": "Seen", "view": "Late"}
    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 302
    given = Assurance.objects.get()
    assert given.expires_on == timezone.localdate() + timedelta(days=92)
    assert given.post == people.posts["link_officer"]
    page = client.get(reverse("oversight:assurance")).content.decode()
    assert "0 of 1 supporting priorities are assured today, 1 limited" in page
    own = client.get(reverse("oversight:subject", kwargs={"key": subject.pk})).content.decode()
    assert "Assurance given" in own, "its history"
    assert "The level of assurance is “Limited”, until" in own


def test_only_a_level_that_needs_no_board_counts_as_assured(linked, people, sign_in):
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.queries import SubjectKind
    from safercity.partnership.oversight import actions

    _board, other, first = linked
    kind, officer = SubjectKind.SUPPORTING, people.viewer("link_officer")
    more = [governance.add_subject(f"S{n}", f"P{n}", kind=kind, by=SYSTEM) for n in range(2, 7)]
    for each in more:
        governance.share_subject(governance.NewResponsibility(each, other), by=SYSTEM)
    levels = ("full", "reasonable", "limited", "limited", "none")
    for each, level in zip((first, *more), levels, strict=False):
        actions.assure(new(each, level=level), by=officer)
    said = "2 of 6 supporting priorities are assured today, 2 limited, 1 none, 1 not given"
    for name in ("assurance", "pack"):
        assert said in sign_in("chair").get(reverse(f"oversight:{name}")).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"level": "total"}, "not one of the available choices"),
        ({"level": ""}, "This field is required"),
        ({"evidence": "x" * 2_001}, "at most 2000 characters"),
        ({"view": "Ask Cllr Smith."}, "looks like a person"),
        ({"evidence_link": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"expires_on": "soon"}, "Enter a valid date"),
    ],
)
def test_what_is_wrong_is_said(linked, sign_in, changes, said):
    from safercity.partnership.oversight.models import Assurance

    address = reverse("oversight:give", kwargs={"key": linked[2].pk, "quarter": LAST.slug})
    data = {"key": str(new_id()), "level": "full", "evidence": "Seen", "view": "Fine"} | changes
    page = sign_in("link_officer").post(address, data)
    assert page.status_code == 422 and said in page.content.decode()
    assert not Assurance.objects.exists()


def test_nobody_else_may_and_the_rule_says_what_lacks(linked, people):
    from safercity.partnership.governance.actions import end_row
    from safercity.partnership.governance.queries import list_seats
    from safercity.partnership.oversight import actions

    _board, other, subject = linked
    for who in ("manager", "chair", "officer", "elsewhere"):
        with pytest.raises(NotAllowed):
            actions.assure(new(subject), by=people.viewer(who))
    with pytest.raises(NotYet, match="has not begun"):
        ahead = quarter_of(timezone.localdate()).next
        actions.assure(new(subject, ahead), by=people.viewer("link_officer"))
    end_row(list_seats(other).get(), timezone.localdate(), by=SYSTEM)
    with pytest.raises(NotYet, match="no seat on Other board"):
        actions.assure(new(subject), by=people.viewer("link_officer"))


def test_a_correction_is_of_a_version(linked, people):
    from safercity.partnership.oversight import actions

    subject, by = linked[2], people.viewer("link_officer")
    given = actions.assure(new(subject), by=by)
    with pytest.raises(Stale):
        actions.assure(new(subject, view="Another"), by=by)
    actions.assure(new(subject, view="Corrected", version=given.version), by=by)
    with pytest.raises(Stale):
        actions.assure(new(subject, view="Late", version=given.version), by=by)
    given.refresh_from_db()
    assert given.view == "Corrected"
    assert given.corrected_by == people.posts["link_officer"]
    assert given.corrected_on == timezone.localdate()
    with pytest.raises(NotYet, match="would not hold a day"):
        actions.assure(new(subject, expires_on=given.given_on, version=given.version), by=by)


def test_it_expires_and_missing_is_late_only_after_its_day(linked, people):
    from safercity.partnership.oversight import actions, queries

    subject = linked[2]
    quarter = Quarter(2026, 1)  # April to June, due on 30 July
    days = {"given_on": date(2026, 7, 10), "expires_on": date(2026, 11, 1)}
    actions.assure(new(subject, quarter, **days), by=people.viewer("link_officer"))
    (row,) = queries.list_standing(today=date(2026, 10, 30))
    assert row.stands and [cell.quarter for cell in row.cells][-1] == Quarter(2026, 2)
    assert not row.cells[-1].is_late  # due that day
    (row,) = queries.list_standing(today=date(2026, 11, 1))
    assert not row.stands and row.cells[-1].is_late


def test_chasing_reminds_then_chases_then_goes_to_the_board_and_bears_being_run_twice(linked):
    from safercity.partnership.oversight import actions
    from safercity.partnership.oversight.models import Chase

    due = Quarter(2026, 1).last + timedelta(days=30)
    seen = []
    for after in range(-20, 60):
        day = due + timedelta(days=after)
        count = actions.chase(today=day)
        assert actions.chase(today=day) == 0
        if count:
            seen.append((after, Chase.objects.latest("day", "id").step))
    assert seen == [
        (-10, "remind"),
        (1, "late"),
        (15, "late"),
        (29, "late"),
        (42, "board"),
    ]


def test_nothing_is_chased_that_was_given(linked, people):
    from safercity.partnership.oversight import actions

    quarter = Quarter(2026, 1)
    actions.assure(new(linked[2], quarter), by=people.viewer("link_officer"))
    assert actions.chase(today=quarter.last + timedelta(days=40)) == 0


def test_who_is_asked_and_that_the_asking_stops(linked, people):
    from safercity.partnership.notes.queries import Notification
    from safercity.partnership.oversight import actions

    def who_waits():
        waiting = Notification.objects.filter(read_at=None).order_by("user__email")
        return [(row.user.email.split("@")[0], row.what) for row in waiting]

    quarter, officer = Quarter(2026, 1), people.viewer("link_officer")
    due = quarter.last + timedelta(days=30)
    actions.chase(today=due - timedelta(days=10))
    assert who_waits() == [("link_officer", "Assurance is due")]
    actions.chase(today=due + timedelta(days=50))
    assert ("chair", "Assurance is late") in who_waits(), "at last who chairs the Board"
    actions.assure(new(linked[2], quarter), by=officer)
    assert who_waits() == []
    assert actions.chase(today=due + timedelta(days=51)) == 0


def test_a_mention_in_a_comment_still_waits_when_assurance_is_given(linked, people):
    from safercity.partnership.notes.queries import list_notifications
    from safercity.partnership.oversight import actions
    from tests.partnership.notes.made import comment

    quarter, officer = Quarter(2026, 1), people.viewer("link_officer")
    actions.chase(today=quarter.last + timedelta(days=31))
    comment(people, linked[2], "What do you see, @Link officer post?")
    assert list_notifications(officer).filter(read_at=None).count() == 2
    actions.assure(new(linked[2], quarter), by=officer)
    waiting = list_notifications(officer).filter(read_at=None)
    assert [row.what for row in waiting] == ["You were mentioned"]


def test_what_was_asked_about_a_priority_that_ended_waits_no_longer(linked, people):
    from safercity.partnership.governance.actions import end_subject
    from safercity.partnership.notes.queries import count_unread
    from safercity.partnership.oversight import actions

    day = Quarter(2026, 1).last + timedelta(days=31)
    actions.chase(today=day)
    assert count_unread(people.viewer("link_officer")) == 1
    end_subject(linked[2], day=day, by=SYSTEM)
    assert actions.chase(today=day + timedelta(days=1)) == 0
    assert count_unread(people.viewer("link_officer")) == 0


def test_without_a_link_officer_the_chair_of_the_body_is_asked(linked, people):
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.queries import list_links
    from safercity.partnership.notes.queries import Notification
    from safercity.partnership.oversight import actions

    _board, other, _subject = linked
    governance.end_row(list_links().get(), date(2026, 1, 5), by=SYSTEM)
    chair = {"chair": people.posts["officer"]}
    governance.change_body(other, chair, version=other.version, by=SYSTEM)
    actions.chase(today=Quarter(2026, 1).last + timedelta(days=31))
    assert Notification.objects.get().user == people.users["officer"]


def test_nothing_is_asked_for_quarters_before_it_was_a_priority(linked):
    from safercity.partnership.governance.models import Subject
    from safercity.partnership.oversight import actions, queries

    quarter = Quarter(2026, 1)
    Subject.objects.update(since=quarter.last + timedelta(days=1))
    assert actions.chase(today=quarter.last + timedelta(days=40)) == 0
    (row,) = queries.list_standing(today=quarter.last + timedelta(days=40))
    assert all(cell.is_before and not cell.is_late for cell in row.cells)
    later = quarter.last + timedelta(days=92)
    assert actions.chase(today=later + timedelta(days=40)) == 1


def test_the_worker_finds_the_job():
    from safercity.partnership.common.jobs import REGULAR
    from safercity.partnership.config.collecting import load_jobs

    load_jobs()
    assert any(regular.name == "oversight.chase" for regular in REGULAR)
