"""Bodies and decisions: everyone with a post reads, the manager changes, chairs decide."""

from datetime import date, timedelta

from django.utils import timezone

from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.access.expected import Access

MANAGER = frozenset({"manager"})


def make_body(people):
    """A body whose chair is the chair's post."""
    from safercity.partnership.governance import actions
    from safercity.partnership.governance.models import Tier

    new = actions.NewBody("Board", Tier.STRATEGIC, is_board=True, chair=people.posts["chair"])
    return actions.add_body(new, by=SYSTEM)


def body(people):
    return {"key": make_body(people).pk}


def seat(people):
    from safercity.partnership.governance import actions

    board = make_body(people)
    row = actions.add_seat(actions.NewSeat(board, people.agencies["police"]), by=SYSTEM)
    return {"key": board.pk, "what": "seat", "row": row.pk}


def ending(people):
    """A body that ends in a month, with a seat, and its successor."""
    from safercity.partnership.governance import actions

    row = make_body(people)
    heir = actions.add_body(actions.NewBody("Heir", row.tier), by=SYSTEM)
    actions.add_seat(actions.NewSeat(row, people.agencies["police"]), by=SYSTEM)
    ends = {"until_day": timezone.localdate() + timedelta(days=30), "successor": heir}
    actions.change_body(row, ends, version=1, by=SYSTEM)
    return {"key": row.pk}


def decision(people):
    from safercity.partnership.governance import actions

    new = actions.NewDecision(make_body(people), date(2026, 1, 5), "Go on", "It works")
    return {"key": actions.record_decision(new, by=SYSTEM).pk}


def chaired(people):
    make_body(people)
    return {}


EXPECTED = {
    "governance:bodies": Access(),
    "governance:new-body": Access(MANAGER),
    "governance:body": Access(make=body),
    "governance:change-body": Access(MANAGER, make=body),
    "governance:terms": Access(make=body),
    "governance:new-terms": Access(MANAGER, make=body),
    "governance:add": Access(MANAGER, make=lambda people: {**body(people), "what": "seat"}),
    "governance:hand-over": Access(MANAGER, make=ending),
    "governance:end": Access(MANAGER, make=seat),
    "governance:decisions": Access(),
    "governance:new-decision": Access(frozenset({"manager", "chair"}), make=chaired),
    "governance:decision": Access(make=decision),
    "governance:decision-action": Access(frozenset({"manager", "chair"}), make=decision),
}
