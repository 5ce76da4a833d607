"""Oversight: who holds a post reads; link officers assure, managers and chairs keep the rest."""

from datetime import date, timedelta

from django.utils import timezone

from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.access.expected import Access

MANAGER = frozenset({"manager"})
DECIDE = frozenset({"manager", "chair"})
ASK = frozenset({"manager", "chair", "board_member", "link_officer"})
ASK_FOR_COUNCIL = frozenset({"manager", "link_officer"})
PROVE = frozenset({"manager", "analyst", "chair"})


def make_linked(people):
    """The Board, a body that answers for a supporting priority, a link officer on both."""
    from safercity.partnership.governance import actions
    from safercity.partnership.governance.queries import SubjectKind
    from tests.partnership.access.governance import make_body

    board = make_body(people)
    other = actions.add_body(actions.NewBody("Other board", board.tier), by=SYSTEM)
    post = people.posts["link_officer"]
    for each in (board, other):
        actions.add_seat(actions.NewSeat(each, post.agency, post), by=SYSTEM)
    actions.add_link(actions.NewLink(post, other, board), by=SYSTEM)
    subject = actions.add_subject("S1", "Alcohol", kind=SubjectKind.SUPPORTING, by=SYSTEM)
    actions.share_subject(actions.NewResponsibility(subject, other), by=SYSTEM)
    return board, other, subject


def subject(people):
    return {"key": make_linked(people)[2].pk}


def quarter(people):
    return {**subject(people), "quarter": "2025-26-q1"}


def adoption(people):
    from safercity.partnership.oversight import actions

    asked = make_linked(people)[2]
    agency = people.agencies["council"]
    day = timezone.localdate() - timedelta(days=7)
    new = actions.NewAdoption(asked, "It grows", agency, day)
    return {"key": actions.ask_adoption(new, by=SYSTEM).pk}


def review(people):
    """Led by the officer of the council."""
    from safercity.partnership.oversight import actions

    row = actions.add_review("Seasonality", by=SYSTEM)
    said = {"scope": "The calendar", "due": date(2030, 1, 1), "as_is": "Two", "options": "One"}
    actions.change_review(row, said | {"lead": people.posts["officer"]}, version=1, by=SYSTEM)
    return {"key": row.pk}


def decided(people):
    """The same with its decision, so that changes follow."""
    from safercity.partnership.governance.queries import get_decision
    from safercity.partnership.oversight import actions, queries
    from tests.partnership.access.governance import decision

    row = queries.get_review(review(people)["key"])
    named = get_decision(decision(people)["key"])
    actions.begin_review(row, day=named.day, by=SYSTEM)
    row.refresh_from_db()
    actions.decide_review(row, named, by=SYSTEM)
    return {"key": row.pk}


LEAD = frozenset({"manager", "officer"})

EXPECTED = {
    "oversight:pack": Access(),
    "oversight:assurance": Access(),
    "oversight:subject": Access(make=subject),
    "oversight:give": Access(frozenset({"link_officer"}), make=quarter),
    "oversight:adoptions": Access(),
    "oversight:new-adoption": Access(ASK, make=lambda people: make_linked(people) and {}),
    "oversight:adoption": Access(make=adoption),
    "oversight:change-adoption": Access(DECIDE, make=adoption),
    "oversight:adoption-step": Access(DECIDE, make=adoption),
    "oversight:decline-adoption": Access(DECIDE, make=adoption),
    "oversight:withdraw-adoption": Access(ASK_FOR_COUNCIL, make=adoption),
    "oversight:reviews": Access(),
    "oversight:new-review": Access(MANAGER),
    "oversight:review": Access(make=review),
    "oversight:change-review": Access(LEAD, make=review),
    "oversight:review-step": Access(LEAD, make=review),
    "oversight:review-action": Access(LEAD, make=decided),
    "oversight:duties": Access(),
    "oversight:year": Access(make=lambda people: {"year": 2026}),
    "oversight:jurisdiction": Access(MANAGER),
    "oversight:prove": Access(PROVE, make=lambda people: {"duty": "scrutiny", "period": "2026-27"}),
}
