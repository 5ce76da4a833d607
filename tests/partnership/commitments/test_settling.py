"""What was done is not forgotten before it counts: who may verify or close it is reminded."""

from __future__ import annotations

from safercity.partnership.commitments import actions
from safercity.partnership.commitments.settling import BROUGHT, CLOSE, VERIFY, remind_settlers
from safercity.partnership.notes.queries import list_notifications
from tests.partnership.commitments.made import day, make, walk
from tests.partnership.commitments.test_chasing import DAYS, whats


def remind(days: int) -> int:
    """As if so many days had passed; three times, as the job runs every hour."""
    return sum(remind_settlers(day(days), DAYS) for _hour in range(3))


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
