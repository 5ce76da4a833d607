"""The route of an adoption, and reviews."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from django.urls import reverse

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.viewers import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def adoption(linked, people):
    from safercity.partnership.oversight import actions

    agency = people.agencies["council"]
    by = people.viewer("link_officer")
    return actions.ask_adoption(linked[2], "It grows", asked_by=agency, by=by)


def decide(body, what="Take it on"):
    from safercity.partnership.governance import actions

    new = actions.NewDecision(body, date(2026, 1, 5), what, "It grows")
    return actions.record_decision(new, by=SYSTEM)


def test_only_the_steps_of_the_table_can_be_taken(adoption, linked, people):
    from safercity.partnership.oversight import actions, rules
    from safercity.partnership.oversight.models import Adopted, Adoption

    assert set(rules.ADOPTING) == set(Adopted)
    decision = decide(linked[0])
    for state, to in product(Adopted, Adopted):
        Adoption.objects.filter(pk=adoption.pk).update(state=state)
        adoption.refresh_from_db()
        follows = to in rules.ADOPTING[state]
        if not follows:
            with pytest.raises(NotYet, match="does not follow"):
                actions.take_step(adoption, to, decision=decision, by=people.viewer("chair"))


def test_the_chair_adopts_and_both_bodies_answer_together(adoption, linked, people, sign_in):
    from safercity.partnership.governance.queries import find_marks, get_structure, list_accountable
    from safercity.partnership.oversight import actions

    board, other, subject = linked
    client = sign_in("chair")
    step = reverse("oversight:adoption-step", kwargs={"key": adoption.pk})
    page = client.post(step, {"to": "considered"})
    assert "own decision is missing" in page.content.decode()
    wrong = client.post(step, {"to": "considered", "decision": decide(other).pk})
    assert "not one of the available choices" in wrong.content.decode()
    right = {"to": "considered", "decision": decide(board).pk}
    assert client.post(step, right).status_code == 302
    agreed = {"to": "agreed", "note": "By letter"}
    assert "No accountable body is named" in client.post(step, agreed).content.decode()
    adoption.refresh_from_db()
    assert adoption.state == "considered"
    change = reverse("oversight:change-adoption", kwargs={"key": adoption.pk})
    data = {"version": adoption.version, "accountable": other.pk}
    assert client.post(change, data).status_code == 302
    assert client.post(step, agreed).status_code == 302
    page = client.post(step, {"to": "adopted"}).content.decode()
    assert "missing: terms, a link officer" in page
    adoption.refresh_from_db()
    data |= {
        "version": adoption.version,
        "terms": "One plan",
        "link_officer": people.posts["officer"].pk,
    }
    assert client.post(change, data).status_code == 302
    page = client.post(step, {"to": "adopted"}).content.decode()
    assert "a seat of the link officer on Other board" in page
    data |= {"version": adoption.version + 1, "link_officer": people.posts["link_officer"].pk}
    assert client.post(change, data).status_code == 302
    assert client.post(step, {"to": "adopted"}).status_code == 302
    assert list_accountable(subject) == (board, other)
    assert "two_bodies" not in {mark.what for mark in find_marks(get_structure())}
    adoption.refresh_from_db()
    with pytest.raises(NotYet, match="has ended"):
        actions.change_adoption(adoption, {"terms": "x"}, version=adoption.version, by=SYSTEM)


def test_one_at_a_time_and_who_may_ask(adoption, linked, people):
    from safercity.partnership.oversight import actions
    from safercity.partnership.oversight.models import Adopted

    agency = people.agencies["fire"]
    with pytest.raises(NotYet, match="under way"):
        actions.ask_adoption(linked[2], "Again", asked_by=agency, by=people.viewer("manager"))
    with pytest.raises(NotAllowed):
        actions.ask_adoption(linked[2], "Again", asked_by=agency, by=people.viewer("elsewhere"))
    with pytest.raises(NotAllowed):
        actions.take_step(adoption, Adopted.DECLINED, by=people.viewer("link_officer"))
    actions.take_step(adoption, Adopted.DECLINED, note="Not now", by=people.viewer("chair"))
    again = actions.ask_adoption(linked[2], "Again", asked_by=agency, by=people.viewer("manager"))
    assert again.pk != adoption.pk


def test_a_review_goes_from_promise_to_changes(linked, people, sign_in):
    from safercity.partnership.commitments.queries import Commitment
    from safercity.partnership.oversight import actions

    review = actions.add_review("Seasonality", by=SYSTEM)
    client = sign_in("manager")
    step = reverse("oversight:review-step", kwargs={"key": review.pk})
    page = client.post(step, {"key": str(new_id())}).content.decode()
    assert "scope, lead, due day" in page
    change = reverse("oversight:change-review", kwargs={"key": review.pk})
    data = {
        "version": 1,
        "title": "Seasonality",
        "scope": "The calendar",
        "lead": people.posts["officer"].pk,
        "due": "2026-03-01",
    }
    assert client.post(change, data).status_code == 302
    assert client.post(step, {"key": str(new_id())}).status_code == 302
    decision = decide(linked[0], "Plan by season")
    page = client.post(step, {"decision": decision.pk}).content.decode()
    assert "are not written" in page
    review.refresh_from_db()
    data |= {"version": review.version, "as_is": "By habit", "options": "By calendar"}
    assert sign_in("officer").post(change, data).status_code == 302  # its lead
    action = reverse("oversight:review-action", kwargs={"key": review.pk})
    todo = {
        "key": str(new_id()),
        "what": "Draw the calendar",
        "owner": people.posts["officer"].pk,
        "due": "2026-04-01",
    }
    assert "Nothing is decided yet" in client.post(action, todo).content.decode()
    assert client.post(step, {"decision": decision.pk}).status_code == 302
    assert client.post(action, todo).status_code == 302
    assert Commitment.objects.get().subject_id == review.pk
    assert client.post(step, {"key": str(new_id())}).status_code == 302
    review.refresh_from_db()
    assert review.state == "closed"
    assert client.get(step).status_code == 409


def test_once_adopted_no_third_body_answers_and_a_new_one_is_the_next_priority(linked, people):
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.presenters.bodies import present_bodies
    from safercity.partnership.governance.queries import get_structure, list_accountable
    from safercity.partnership.oversight import actions
    from safercity.partnership.oversight.models import Adoption

    board, other, _subject = linked
    chair, officer = people.viewer("chair"), people.viewer("link_officer")
    asked = actions.add_asked_subject("Safety on the water", by=officer)
    rows = present_bodies(get_structure(), []).answering
    assert {row.title: row.code for row in rows} == {"Alcohol": "S1", asked.title: ""}
    assert actions.add_asked_subject("safety on the WATER", by=officer) == asked
    third = governance.add_body(governance.NewBody("Third", board.tier), by=SYSTEM)
    governance.share_subject(governance.NewResponsibility(asked, third), by=SYSTEM)
    agency = people.agencies["council"]
    adoption = actions.ask_adoption(asked, "It grows", asked_by=agency, by=officer)
    settled = {
        "terms": "Together",
        "accountable": other,
        "link_officer": people.posts["link_officer"],
    }
    actions.change_adoption(adoption, settled, version=adoption.version, by=chair)
    for state in ("considered", "agreed", "adopted"):
        adoption = Adoption.objects.get(pk=adoption.pk)
        actions.take_step(adoption, state, decision=decide(board), by=chair)
    asked.refresh_from_db()
    assert (asked.code, asked.kind) == ("S2", "supporting")
    seen = next(s for s in get_structure().subjects if s.id == asked.pk)
    assert {body for body, _share in seen.held} >= {board.pk, other.pk}
    assert third not in list_accountable(asked)
