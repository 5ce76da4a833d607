"""Returns: states, who may, locks, vintages, chasing."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from safercity.documents.measures import due_on
from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.free_text import NamesAPerson
from safercity.partnership.common.rules import NotAllowed, NotVisible, NotYet
from safercity.partnership.common.versions import Stale
from safercity.partnership.notes.queries import Notification
from safercity.partnership.performance import actions, queries, rules
from safercity.partnership.performance.models import Return, State
from tests.partnership.performance.made import approve, figure, make_measure, periods

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(people):
    return make_measure(people)


@pytest.fixture
def officer(people):
    return people.viewer("officer")


@pytest.fixture
def chair(people):
    return people.viewer("chair")  # of the police: another agency than the council's


def send(measure, value, *, by, ago=1):
    label = periods(measure, ago)[0]
    row = actions.save_return(measure, figure(value), filing=label, by=by)
    return actions.move_return(row, State.SUBMITTED, by=by)


def test_every_state_has_its_steps_and_only_approved_has_none():
    assert set(rules.STEPS) == set(State)
    assert [state for state, steps in rules.STEPS.items() if not steps] == [State.APPROVED]
    reached = {to for steps in rules.STEPS.values() for to in steps}
    assert reached == set(State)


@pytest.mark.parametrize("before", list(State))
@pytest.mark.parametrize("to", list(State))
def test_a_step_that_does_not_follow_is_refused(measure, officer, chair, *, before, to):
    row = send(measure, 4, by=officer)
    Return.objects.filter(pk=row.pk).update(state=before)
    row = queries.get_return(row.pk, viewer=chair)
    follows = rules.STEPS[before].get(to)
    who = chair if follows == rules.OTHER_AGENCY else officer
    if follows:
        assert actions.move_return(row, to, why="Check it.", by=who).state == to
    else:
        with pytest.raises(NotYet):
            actions.move_return(row, to, why="Check it.", by=who)


def test_only_the_owners_agency_sends(measure, people):
    with pytest.raises(NotAllowed):
        send(measure, 4, by=people.viewer("elsewhere"))
    with pytest.raises(NotAllowed):
        send(measure, 4, by=people.viewer("auditor"))  # of the agency, but not of its work
    assert Return.objects.count() == 0


def test_ones_own_agency_never_approves(measure, officer, people):
    row = send(measure, 4, by=officer)
    with pytest.raises(NotAllowed, match="own agency"):
        actions.move_return(row, State.APPROVED, by=people.viewer("manager"))
    with pytest.raises(NotAllowed):
        actions.move_return(row, State.APPROVED, by=people.viewer("elsewhere"))
    assert queries.list_to_decide(people.viewer("manager")) == []
    assert queries.list_to_decide(people.viewer("chair")) == [row]


def test_who_submitted_never_approves(measure, chair, officer):
    row = send(measure, 4, by=officer)
    Return.objects.filter(pk=row.pk).update(submitted_by=chair.id)
    with pytest.raises(NotAllowed, match="You sent"):
        actions.move_return(queries.get_return(row.pk, viewer=chair), State.APPROVED, by=chair)


def test_sending_back_needs_a_reason_that_names_nobody(measure, officer, chair):
    row = send(measure, 4, by=officer)
    with pytest.raises(NotYet, match="why"):
        actions.move_return(row, State.RETURNED, by=chair)
    with pytest.raises(NamesAPerson):
        actions.move_return(row, State.RETURNED, why="Ask Mrs Pattern.", by=chair)
    actions.move_return(row, State.RETURNED, why="Twice as many as ever.", by=chair)
    again = actions.save_return(measure, figure(2), filing=row.period, by=officer)
    assert (again.pk, again.vintage, again.figure) == (row.pk, 1, 2)
    assert actions.move_return(again, State.SUBMITTED, by=officer).state == State.SUBMITTED


def test_what_waits_is_not_changed(measure, officer):
    row = send(measure, 4, by=officer)
    with pytest.raises(NotYet, match="waits for approval"):
        actions.save_return(measure, figure(5), filing=row.period, by=officer)


def test_an_approved_period_is_locked_and_a_revision_is_a_new_vintage(measure, officer, chair):
    first = send(measure, 4, by=officer)
    actions.move_return(first, State.APPROVED, by=chair)
    with pytest.raises(NotYet, match="locked"):
        rules.change_return(officer, queries.get_return(first.pk, viewer=officer))
    filing = actions.Filing(first.period, why="Two came late.")
    second = actions.save_return(measure, figure(6), filing=filing, by=officer)
    assert (second.vintage, second.state) == (2, State.DRAFT)
    figures = queries.pick_figures(queries.list_vintages(measure)[::-1])
    assert figures[first.period].figure == 4, "until it is approved the first holds"
    actions.move_return(second, State.SUBMITTED, by=officer)
    actions.move_return(second, State.APPROVED, by=chair)
    figures = queries.pick_figures(queries.list_vintages(measure)[::-1])
    assert (figures[first.period].figure, figures[first.period].vintage) == (6, 2)
    assert [row.vintage for row in queries.list_vintages(measure)] == [2, 1], "all are kept"


def test_the_database_keeps_one_open_return_a_period(measure, officer):
    row = send(measure, 4, by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.create(measure=measure, period=row.period, vintage=2, figure=1)


def test_sent_twice_made_once_and_an_old_version_is_refused(measure, officer):
    label = periods(measure, 1)[0]
    key = send(measure, 1, by=officer, ago=2).pk
    filing = actions.Filing(periods(measure, 2)[0], key=key)
    with pytest.raises(NotYet):  # it waits: not a second row
        actions.save_return(measure, figure(9), filing=filing, by=officer)
    row = actions.save_return(measure, figure(3), filing=label, by=officer)
    actions.save_return(measure, figure(4), filing=label, by=officer)
    stale = actions.Filing(label, version=row.version)
    with pytest.raises(Stale):
        actions.save_return(measure, figure(5), filing=stale, by=officer)


@pytest.mark.parametrize(
    ("told", "words"), [(figure(-1), "zero or more"), (figure(3, note="For Dr Who"), "name")]
)
def test_a_wrong_figure_is_refused(measure, officer, *, told, words):
    with pytest.raises((NotYet, NamesAPerson), match=words):
        actions.save_return(measure, told, filing=periods(measure, 1)[0], by=officer)


def test_a_share_is_not_more_than_it_is_out_of(people, officer):
    share = make_measure(people, code="share", data="share", denominator="All of them.")
    label = periods(share, 1)[0]
    for wrong in (figure(7, 5), figure(7), figure(0, 0)):
        with pytest.raises(NotYet):
            actions.save_return(share, wrong, filing=label, by=officer)
    assert actions.save_return(share, figure(5, 7), filing=label, by=officer).value == 5 / 7


def test_a_period_that_is_not_over_or_is_none_is_refused(measure, officer):
    for period in ("2099-01", "2026-Q1", "soon"):
        with pytest.raises(NotYet):
            actions.save_return(measure, figure(1), filing=period, by=officer)


def test_what_is_due_and_late_by_frequency(people, officer):
    monthly = make_measure(people, months=3)
    yearly = make_measure(people, code="yearly", frequency="year", months=1)
    newest, oldest = periods(monthly, 1)[0], periods(monthly, 3)[0]
    today = due_on(newest, monthly.due_days)
    due = [(one.measure.code, one.period, one.is_late) for one in queries.list_due(today=today)]
    assert ("referrals", newest, False) in due and ("referrals", oldest, True) in due
    assert [one for one in due if one[0] == "yearly"] == [
        ("yearly", periods(yearly, 1)[0], due_on(periods(yearly, 1)[0], 20) < today)
    ]
    send(monthly, 4, by=officer, ago=3)
    due = [one.period for one in queries.list_due(today=today) if one.measure == monthly]
    assert due == periods(monthly, 2), "what was submitted is no longer asked for"
    assert queries.list_due([people.agencies["fire"].pk], today=today) == []


def test_late_returns_are_chased_once_a_week_three_times(people):
    measure = make_measure(people, frequency="year", months=1)
    due = due_on(periods(measure, 1)[0], measure.due_days)
    days = [0, 1, 1, 8, 9, 15, 60]
    asked = [actions.chase_late(due + timedelta(days=day)) for day in days]
    assert asked == [0, 1, 0, 1, 0, 1, 0]
    assert Notification.objects.filter(user=people.users["officer"]).count() == 3
    assert not Notification.objects.exclude(user=people.users["officer"]).exists()
    assert queries.count_chases()[measure.pk, periods(measure, 1)[0]] == 3


def test_the_audit_keeps_steps_and_no_figure_of_few_people(people, officer):
    small = make_measure(people, is_small=True)
    label = approve(small, [3])[0]
    row = queries.find_approved(small, label)
    verbs = [entry.verb for entry in list_history(row)]
    assert verbs == ["return approved", "return submitted", "return begun"]
    filing = actions.Filing(label, why="Two came late.")
    draft = actions.save_return(small, figure(2), filing=filing, by=officer)
    actions.save_return(small, figure(1), filing=label, by=officer)
    assert list_history(draft)[0].details["figure"] == "…"
    assert timezone.now() >= draft.measure.returns.first().decided_at


def test_what_is_not_approved_is_not_found_by_others(measure, officer, people):
    row = send(measure, 4, by=officer)
    for who in ("elsewhere", "board_member"):
        with pytest.raises(NotVisible):
            queries.get_return(row.pk, viewer=people.viewer(who))
    for who in ("officer", "chair", "analyst", "manager"):
        assert queries.get_return(row.pk, viewer=people.viewer(who)) == row
    actions.move_return(row, State.APPROVED, by=people.viewer("chair"))
    assert queries.get_return(row.pk, viewer=people.viewer("elsewhere")) == row


def test_a_corrected_return_does_not_wear_its_old_rejection(measure, officer, chair, sign_in):
    row = send(measure, 4, by=officer)
    page = reverse("performance:return", kwargs={"key": row.pk})
    actions.move_return(row, State.RETURNED, why="Exchanged?", by=chair)
    told = sign_in("officer").get(page).content.decode()
    assert "<dt>Decided</dt>" in told and ">Why it was sent back</h2>" in told
    row = actions.save_return(measure, figure(5), filing=row.period, by=officer)
    row = actions.move_return(row, State.SUBMITTED, by=officer)
    told = sign_in("officer").get(page).content.decode()
    assert "<dt>Decided</dt>" not in told and "Why it was sent back on " in told
    actions.move_return(row, State.APPROVED, by=chair)
    told = sign_in("officer").get(page).content.decode()
    assert "<dt>Decided</dt>" in told and ", before it was corrected</h2>" in told
    assert "What was said of it" not in told


def test_a_return_says_what_is_asked_and_leads_to_the_sheet(people, sign_in):
    part = make_measure(people, code="part", data="share", numerator="Answered in a day.",
                        denominator="All that were asked.")  # fmt: skip
    approve(part, [(3, 4)])
    key = queries.find_approved(part, periods(part, 1)[0]).pk
    page = sign_in("officer").get(reverse("performance:return", kwargs={"key": key}))
    told = page.content.decode()
    assert "<dd>Answered in a day.</dd>" in told and "<dd>All that were asked.</dd>" in told
    assert f'href="{queries.address_of("part")}#sheet"' in told


def test_what_waits_for_approval_is_a_file_of_its_own(measure, officer, people, sign_in):
    other = make_measure(people, code="theirs", title="Theirs", owner="elsewhere")
    send(measure, 4, by=officer)
    send(other, 4, by=people.viewer("elsewhere"))

    def read(who: str) -> set[tuple[str, str]]:
        address = reverse("performance:returns") + "?format=csv&list=waiting"
        text = sign_in(who).get(address).content.decode("utf-8-sig")
        return {(row["measure"], row["state"]) for row in csv.DictReader(io.StringIO(text))}

    own = ("referrals", "Waits for approval")
    assert read("chair") == {own, ("theirs", "Waits for approval")}
    assert read("officer") == {own}, "of another agency only who answers or analyses may know"
