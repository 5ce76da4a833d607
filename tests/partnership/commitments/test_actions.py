"""Making, changing, updating, verifying: who may, in which order, and what is kept."""

from __future__ import annotations

import pytest

from safercity.partnership.audit.queries import list_history
from safercity.partnership.commitments import actions, queries, rules
from safercity.partnership.commitments.actions import NewCommitment, Step
from safercity.partnership.commitments.dependencies import Circle, set_needs
from safercity.partnership.commitments.models import State
from safercity.partnership.common.free_text import NamesAPerson
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotAllowed, NotVisible, NotYet
from safercity.partnership.common.versions import Stale
from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.commitments.made import day, make, walk


def test_every_state_has_an_owner_for_each_step_and_can_be_reached():
    assert set(rules.STEPS) == set(State)
    reached = {State.NOT_STARTED}
    for _round in State:
        reached |= {state for seen in reached for state in rules.STEPS[seen]}
    assert reached == set(State)
    assert all(rules.STEPS.values()), "no state is a dead end: a mistake can be undone"


def test_sent_twice_made_once(people):
    new = NewCommitment(
        "Fit lights", owner=people.posts["officer"].id, due=day(3), kind="other", key=new_id()
    )
    by = people.viewer("manager")
    assert actions.make_commitment(new, by=by) == actions.make_commitment(new, by=by)
    assert [act.verb for act in list_history(queries.get_commitment(new.key, viewer=by))] == [
        "action made"
    ]


def test_administrators_and_auditors_make_none(people):
    new = NewCommitment("x", owner=people.posts["officer"].id, due=day(3), kind="other")
    for who in ("administrator", "auditor"):
        with pytest.raises(NotAllowed):
            actions.make_commitment(new, by=people.viewer(who))
    assert not queries.list_commitments(SYSTEM).exists()


def test_a_key_action_is_done_only_when_another_agency_says_so(people):
    action = walk(make(people, kind="key_action"), "on_track", "done")
    with pytest.raises(NotYet, match="another agency"):
        actions.close(action, by=people.viewer("manager"))
    with pytest.raises(NotAllowed, match="Your own agency"):
        actions.verify(action, by=people.viewer("officer"))
    actions.verify(action, by=people.viewer("elsewhere"))
    assert action.counts_as_done and action.verified_by == people.agencies["fire"]


def test_a_funded_action_is_treated_as_a_key_action(people):
    action = walk(make(people, funding="lighting-2026"), "done")
    with pytest.raises(NotYet):
        actions.close(action, by=people.viewer("manager"))


def test_what_needs_another_agencys_word_keeps_needing_it(people):
    manager, subject = people.viewer("manager"), ("strategy.item", new_id())
    planned = make(people, kind="key_action", funding="", subject=subject)
    key, funded = make(people, kind="key_action"), make(people, funding="Lighting 2026")
    refused = [
        (planned, {"kind": "other", "funding": "Lighting 2026"}, "kind"),
        (key, {"kind": "other"}, "kind"),
        (funded, {"funding": ""}, "funding"),
    ]
    for action, changes, field in refused:
        with pytest.raises(rules.StillToVerify) as caught:
            actions.update_commitment(action, changes, version=1, by=manager)
        assert caught.value.field == field
        action.refresh_from_db()
        assert action.needs_another_agency and action.version == 1
    actions.update_commitment(funded, {"funding": "Lighting fund"}, version=1, by=manager)
    actions.update_commitment(funded, {"kind": "key_action", "funding": ""}, version=2, by=manager)
    with pytest.raises(rules.StillToVerify):
        make(people, kind="other", subject=subject)
    plain = make(people)  # what never needed it may change its kind
    actions.update_commitment(plain, {"kind": "review"}, version=1, by=manager)


def test_the_agency_that_verified_does_not_become_the_owners(people):
    action, manager = walk(make(people, kind="key_action"), "done"), people.viewer("manager")
    actions.verify(action, by=people.viewer("elsewhere"))
    changes = {"owner": people.posts["elsewhere"].id}
    with pytest.raises(NotYet):
        actions.update_commitment(action, changes, version=action.version, by=manager)
    actions.change_state(action, "on_track", by=manager)
    actions.update_commitment(action, changes, version=action.version, by=manager)
    assert action.verified_by is None, "whoever owns it now, someone else has to look again"
    walk(action, "done")
    with pytest.raises(NotAllowed, match="Your own agency"):
        actions.verify(action, by=people.viewer("elsewhere"))


def test_who_said_that_it_is_done_does_not_verify_it(people):
    action = make(people, owner="elsewhere", kind="key_action")
    manager = people.viewer("manager")  # of another agency, but the one who said so
    actions.change_state(action, Step("done", evidence="Photographs"), by=manager)
    with pytest.raises(NotAllowed, match="You said"):
        actions.verify(action, by=manager)
    actions.verify(action, by=people.viewer("analyst"))


def test_what_was_verified_cannot_be_handed_to_another_owner(people):
    action = walk(make(people, kind="key_action"), "done")
    changes = {"owner": people.posts["elsewhere"].id}
    with pytest.raises(NotYet, match="stays as it is"):
        actions.update_commitment(
            action, changes, version=action.version, by=people.viewer("manager")
        )


def test_the_rest_is_closed_by_a_manager(people):
    action = walk(make(people), "done")
    with pytest.raises(NotAllowed):
        actions.close(action, by=people.viewer("officer"))
    actions.close(action, by=people.viewer("manager"))
    assert action.counts_as_done


def test_done_needs_something_that_shows_it(people):
    action = make(people)
    with pytest.raises(NotYet, match="Nothing shows"):
        actions.change_state(action, "done", by=people.viewer("officer"))
    link = Step("done", evidence_link="https://example.org/minutes")
    actions.change_state(action, link, by=people.viewer("officer"))
    assert action.state == State.DONE


@pytest.mark.parametrize("start", list(State))
def test_only_steps_of_the_table_are_taken(people, start):
    manager = people.viewer("manager")
    for state in State:
        action = make(people, owner="elsewhere")
        type(action).objects.filter(pk=action.pk).update(
            state=start, verified_by=people.agencies["fire"] if start == "verified" else None
        )
        action.refresh_from_db()
        if state in rules.STEPS[start]:
            assert rules.change_state.allowed(manager, action, to=state)
        else:
            with pytest.raises(NotYet, match="does not follow"):
                actions.change_state(action, Step(state, evidence="x"), by=manager)


def test_another_agency_does_not_say_how_it_goes(people):
    action = make(people)
    with pytest.raises(NotAllowed):
        actions.add_update(action, "Half the columns stand.", by=people.viewer("elsewhere"))
    actions.add_update(action, "Half the columns stand.", by=people.viewer("officer"))
    assert [update.text for update in queries.list_updates(action)] == ["Half the columns stand."]


def test_an_update_that_names_someone_is_refused(people):
    action = make(people)
    with pytest.raises(NamesAPerson, match="PC Example"):
        actions.add_update(action, "PC Example saw it.", by=people.viewer("officer"))
    assert not queries.list_updates(action)


def test_an_old_form_overwrites_nothing(people):
    action, manager = make(people), people.viewer("manager")
    actions.update_commitment(action, {"place": "Hill Road"}, version=1, by=manager)
    with pytest.raises(Stale) as caught:
        actions.update_commitment(action, {"place": "Low Road"}, version=1, by=manager)
    assert caught.value.differences == [("place", "Hill Road", "Low Road")]
    with pytest.raises(Stale):
        partners = {"partners": [people.agencies["fire"].id]}
        actions.update_commitment(action, partners, version=1, by=manager)


def test_partners_and_needs_count_as_changes(people):
    action, first, manager = make(people), make(people, what="First"), people.viewer("manager")
    changes = {"partners": [people.agencies["fire"].id], "needs": [first.id]}
    actions.update_commitment(action, changes, version=1, by=manager)
    assert action.version == 2
    assert queries.get_with_around(action.pk, viewer=manager)[1:] == ([first], [])
    assert queries.get_with_around(first.pk, viewer=manager)[1:] == ([], [action])


def test_a_circle_is_refused_with_its_chain(people):
    one, two, three = (make(people, what=what) for what in ("One", "Two", "Three"))
    needs = {"by": SYSTEM}
    actions.update_commitment(one, {"needs": [two.id]}, version=1, **needs)
    actions.update_commitment(two, {"needs": [three.id]}, version=1, **needs)
    with pytest.raises(Circle, match="“Three” → “One” → “Two” → “Three”"):
        actions.update_commitment(three, {"needs": [one.id]}, version=1, **needs)
    with pytest.raises(Circle, match="“One” → “One”"):
        actions.update_commitment(one, {"needs": [one.id]}, version=2, **needs)
    assert queries.get_with_around(one.pk, viewer=SYSTEM)[1:] == ([two], [])


def test_done_waits_for_what_has_to_be_done_first(people):
    first = make(people, what="Clear the path")
    hidden = make(people, owner="elsewhere", what="Quiet work", only_parties=True)
    action, officer = make(people, needs=(first.id, hidden.id)), people.viewer("officer")
    step = Step("done", evidence="Photographs")
    with pytest.raises(NotYet, match="“Clear the path”, something that comes first") as caught:
        actions.change_state(action, step, by=officer)
    assert "Quiet work" not in str(caught.value)
    with pytest.raises(NotYet, match="“Quiet work”"):
        actions.change_state(action, step, by=people.viewer("manager"))
    walk(first, "done")
    walk(hidden, "withdrawn")
    actions.change_state(action, step, by=officer)
    assert action.state == State.DONE


def test_what_is_for_its_parties_alone_is_absent_for_others(people):
    action = make(people, only_parties=True, partners=(people.agencies["police"].id,))
    for who, sees in {"officer": True, "analyst": True, "elsewhere": False}.items():
        viewer = people.viewer(who)
        assert queries.list_commitments(viewer).exists() is sees
        assert queries.read_tally(viewer).by_state.total() == int(sees)
        if not sees:
            with pytest.raises(NotVisible):
                queries.get_commitment(action.id, viewer=viewer)


def test_lists_by_whose_turn_it_is(people):
    mine, ours = make(people), make(people, owner="link_officer", due=day(-2))
    done = walk(make(people, owner="elsewhere", kind="key_action"), "done")
    officer = people.viewer("officer")
    assert queries.list_work(officer) == queries.Work([], [done], [mine], [ours])
    told = {one.title: (one.number, one.late) for one in queries.ask_due(officer)}
    assert told == {"mine": (1, 0), "ours": (1, 1)}
    assert sum(one.number for one in queries.ask_settled(officer)) == 1
    assert sum(one.number or 0 for one in queries.ask_brought(officer)) == 0
    assert not queries.list_to_settle(people.viewer("elsewhere"))
    assert list(queries.list_commitments(officer, queries.Wanted(late=True))) == [ours]


def test_a_circle_does_not_name_what_one_may_not_see(people):
    hidden = make(people, owner="elsewhere", what="Hidden", only_parties=True)
    one = make(people, what="One")
    actions.update_commitment(hidden, {"needs": [one.id]}, version=1, by=SYSTEM)
    two = make(people, what="Two", needs=(hidden.id,))
    with pytest.raises(Circle) as caught:
        set_needs(one, {two.id}, by=people.viewer("officer"))
    assert caught.value.chain == ["One", "Two", "an action that you may not see", "One"]
