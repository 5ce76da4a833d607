"""Outcomes: read by who holds a post; sheets kept by the manager; returns sent by the owner's
agency (the council's officer, manager and link officer) and decided by another agency."""

from __future__ import annotations

from tests.partnership.access.expected import EVERYONE, Access

MANAGER = frozenset({"manager"})
OWNERS = frozenset({"officer", "manager", "link_officer"})
ELSEWHERE = frozenset({"elsewhere", "board_member"})  # of the fire service
WORKING = EVERYONE - {"administrator", "auditor"}


def measure(people):
    from tests.partnership.performance.made import make_measure

    return {"code": make_measure(people).code}


def behind(people):
    """Of a partner's return nothing is asked; of the evidence, who sees the measure sees it."""
    from tests.partnership.performance.made import make_measure

    made = make_measure(people, source="evidence", indicator="fly-tipping")
    return {"code": made.code, "edition": "0123456789abcdef"}


def period(people):
    from safercity.partnership.performance import queries
    from tests.partnership.performance.made import periods

    code = measure(people)["code"]
    return {"code": code, "period": periods(queries.get_measure(code), 1)[0]}


def waiting(people):
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.performance import actions, queries
    from tests.partnership.performance.made import figure

    told = period(people)
    row = actions.save_return(
        queries.get_measure(told["code"]), figure(3), filing=told["period"], by=SYSTEM
    )
    return {"key": actions.move_return(row, "submitted", by=SYSTEM).pk}


def send_back(people):
    from safercity.partnership.performance.models import Return

    # The version of the page: sent back once, it is stale for who comes next.
    row = Return.objects.get()
    Return.objects.update(state="submitted")
    return {"to": "returned", "why": "Look again.", "version": row.version}


EXPECTED = {
    "performance:outcomes": Access(),
    "performance:adopt": Access(MANAGER, method="post"),
    "performance:make": Access(MANAGER),
    "performance:make-of": Access(MANAGER, make=lambda people: {"source": "return"}),
    "performance:measure": Access(make=measure),
    "performance:query": Access(make=behind, answers=frozenset({200, 404})),
    "performance:change": Access(MANAGER, make=measure),
    "performance:returns": Access(),
    "performance:sheet": Access(WORKING),
    "performance:return": Access(
        EVERYONE - ELSEWHERE,
        others=404,
        make=waiting,
    ),
    "performance:step": Access(
        # Others of the owner's agency see it and may not; elsewhere it is not found.
        frozenset({"chair"}) | ELSEWHERE,
        make=waiting,
        method="post",
        data=send_back,
        answers=frozenset({302, 404}),
    ),
    "performance:send": Access(OWNERS, make=period),
}
