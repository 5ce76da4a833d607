"""What was done is not forgotten before it counts: who may verify or close it is reminded."""

from __future__ import annotations

from safercity.partnership.audit.queries import list_history
from safercity.partnership.commitments import actions
from safercity.partnership.commitments.models import Commitment, Level
from safercity.partnership.commitments.settling import (
    BROUGHT,
    CLOSE,
    VERIFY,
    escalate_unsettled,
    remind_settlers,
)
from safercity.partnership.notes.queries import list_notifications
from tests.partnership.commitments.made import day, make, walk
from tests.partnership.commitments.test_chasing import DAYS, whats


def remind(days: int) -> int:
    """As if so many days had passed; three times, as the job runs every hour."""
    told = (remind_settlers(day(days), DAYS) for _hour in range(3))
    return sum(told) + sum(escalate_unsettled(day(days), DAYS) for _hour in range(3))


def test_partners_are_reminded_to_verify_and_then_the_manager(people):
    fire = people.agencies["fire"].id
    walk(make(people, kind="key_action", partners=(fire,), only_parties=True), "done")
    assert remind(6) == 0
    assert remind(7) == 2  # both who work for the fire service
    assert whats(people, "elsewhere") == [VERIFY] == whats(people, "board_member")
    assert remind(14) == 2 and whats(people, "manager") == []
    assert remind(21) == 1 and whats(people, "manager") == [BROUGHT]
    assert remind(60) == 0
    assert whats(people, "elsewhere") == [VERIFY] * 2
    assert whats(people, "officer") == whats(people, "analyst") == []


def test_managers_hear_of_what_they_close_and_of_what_no_partner_can_verify(people):
    own = people.agencies["council"].id  # the owner's agency is no other
    walk(make(people, kind="key_action", partners=(own,)), "done")
    walk(make(people, partners=(people.agencies["fire"].id,)), "done")
    walk(make(people, kind="key_action"), "on_track")
    assert remind(7) == 2
    assert sorted(whats(people, "manager")) == sorted([VERIFY, CLOSE])
    assert whats(people, "elsewhere") == []


def test_who_said_that_it_is_done_is_not_asked_to_verify_it(people):
    action = make(people, owner="elsewhere", kind="key_action",
                  partners=(people.agencies["council"].id,))  # fmt: skip
    manager = people.viewer("manager")
    actions.change_state(action, actions.Step("done", evidence="Photographs"), by=manager)
    remind(7)
    assert whats(people, "officer") == [VERIFY] and whats(people, "manager") == []


def test_what_was_settled_or_opened_again_waits_no_more(people):
    fire, elsewhere = people.agencies["fire"].id, people.viewer("elsewhere")
    one, two = (make(people, kind="key_action", partners=(fire,)) for _each in range(2))
    for action in (one, two):
        walk(action, "done")
    remind(7)
    assert [row.read_at for row in list_notifications(elsewhere)] == [None, None]
    actions.verify(one, by=elsewhere)
    actions.change_state(two, "on_track", by=people.viewer("officer"))
    assert all(row.read_at for row in list_notifications(elsewhere))
    assert remind(60) == 0 and two.done_on is None


def test_many_are_reminded_of_with_few_statements(people, django_assert_max_num_queries):
    fire = people.agencies["fire"].id
    for _number in range(30):
        walk(make(people, kind="key_action", partners=(fire,)), "done")
    with django_assert_max_num_queries(25):
        assert remind_settlers(day(7), DAYS) == 60


def wait(action, days):
    """It was done so many days ago."""
    Commitment.objects.filter(pk=action.pk).update(done_on=day(-days))
    return escalate_unsettled(day(0), DAYS)


def list_settling(client):
    decisions = client.get("/my-work/").context["work"].lists[0]
    return {due.row.title: due.row for due in decisions.rows}


def test_what_is_brought_to_managers_is_recorded_and_stands_on_their_list(people, sign_in):
    fire = people.agencies["fire"].id
    action = walk(make(people, kind="key_action", partners=(fire,)), "done")
    manager = sign_in("manager")  # of the owner's agency: brings it about, and may not verify it
    assert list_settling(manager) == {} and wait(action, 20) == 0
    assert wait(action, 22) == 1 and wait(action, 23) == 0
    action.refresh_from_db()
    assert (action.escalated_to, action.version) == (Level.MANAGER, 2)
    assert list_history(action)[0].verb == "action escalated"
    row = list_settling(manager)["Fit lights"]
    assert (row.button, row.press) == ("Decide", "")
    said = "It has waited 23 days, and was brought to: community safety manager."
    assert row.detail.endswith(said)
    page = manager.get(f"/actions/{action.pk}/").content.decode()
    assert said in page and "Action escalated" in page
    assert list_settling(sign_in("elsewhere"))["Fit lights"].button == "Verify"
    actions.verify(action, by=people.viewer("elsewhere"))
    assert list_settling(manager) == {} and wait(action, 60) == 0


def test_what_a_manager_may_close_keeps_its_button_and_opened_again_it_is_brought_to_nobody(
    people, sign_in
):
    action = walk(make(people), "done")
    wait(action, 30)
    manager = sign_in("manager")
    assert list(list_settling(manager)) == ["Fit lights"]
    assert list_settling(manager)["Fit lights"].button == "Close"
    action.refresh_from_db()
    actions.change_state(action, "on_track", by=people.viewer("manager"))
    assert action.escalated_to == Level.NOBODY and list_settling(manager) == {}


def test_what_was_late_and_then_done_is_brought_anew(people):
    action = make(people)
    Commitment.objects.filter(pk=action.pk).update(escalated_to=Level.BOARD)
    action.refresh_from_db()
    walk(action, "done")
    assert action.escalated_to == Level.NOBODY
    assert wait(action, 21) == 1
