"""Reviews, from promise to changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.oversight.made import day_ago, decide

pytestmark = pytest.mark.django_db


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
    replaced = decide(linked[0], "Plan by month")
    decision = decide(linked[0], "Plan by season", replaces=replaced)
    page = client.post(step, {"decision": decision.pk}).content.decode()
    assert "Not written yet: " in page
    review.refresh_from_db()
    data |= {"version": review.version, "as_is": "By habit", "options": "By calendar"}
    assert sign_in("officer").post(change, data).status_code == 302  # its lead
    action = reverse("oversight:review-action", kwargs={"key": review.pk})
    todo = {
        "key": str(new_id()),
        "what": "Draw the calendar",
        "owner": people.posts["officer"].pk,
        "due": (timezone.localdate() + timedelta(30)).isoformat(),
    }
    page = client.post(action, todo).content.decode()
    assert "Nothing is decided yet" in page and "Add what changes: Seasonality</h1>" in page
    review.refresh_from_db()
    with pytest.raises(NotYet, match="was replaced"):
        actions.decide_review(review, replaced, by=SYSTEM)
    assert client.post(step, {"decision": decision.pk}).status_code == 302
    assert client.post(action, todo).status_code == 302
    shown = client.get(reverse("oversight:review", kwargs={"key": review.pk})).content.decode()
    assert f"Board, {date_format(decision.day, 'j F Y')}" in shown
    assert "id_options" not in client.get(change).content.decode()
    review.refresh_from_db()
    with pytest.raises(NotYet, match="is decided on what was written"):
        actions.change_review(review, {"options": "x"}, version=review.version, by=SYSTEM)
    assert Commitment.objects.get().subject_id == review.pk
    assert client.post(step, {"key": str(new_id())}).status_code == 302
    review.refresh_from_db()
    assert review.state == "closed"
    assert client.get(step).status_code == 409


def test_a_review_ends_with_a_decision_of_the_board_or_of_its_leads_body(linked, people, sign_in):
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.oversight import actions

    board, other, _subject = linked
    review = actions.add_review("Seasonality", scope="The calendar", by=SYSTEM)
    fields = {"lead": people.posts["officer"], "due": day_ago(-90), "as_is": "x", "options": "y"}
    actions.change_review(review, fields, version=1, by=SYSTEM)
    client = sign_in("manager")
    step = reverse("oversight:review-step", kwargs={"key": review.pk})
    refused = client.post(step, {"day": day_ago(-1).isoformat()})
    assert refused.status_code == 422 and "has not come yet" in refused.content.decode()
    assert client.post(step, {"day": day_ago(5).isoformat()}).status_code == 302
    early, foreign = decide(board, "Too early", ago=6), decide(other, "Of others", ago=2)
    fitting = decide(board, "In time", ago=5)
    page = client.get(step).content.decode()
    assert str(fitting.pk) in page and str(early.pk) not in page and str(foreign.pk) not in page
    review.refresh_from_db()
    with pytest.raises(NotYet, match="before the review began"):
        actions.decide_review(review, early, by=SYSTEM)
    with pytest.raises(NotYet, match="a decision of Other board"):
        actions.decide_review(review, foreign, by=SYSTEM)
    lead = people.posts["officer"]
    governance.add_seat(governance.NewSeat(other, lead.agency, lead), by=SYSTEM)
    assert str(foreign.pk) in client.get(step).content.decode(), "its lead sits there"
    assert client.post(step, {"decision": foreign.pk}).status_code == 302
