"""The strategy: read by who holds a post; kept by the manager, drafted with the analyst."""

from __future__ import annotations

from datetime import date

from tests.partnership.access.expected import Access

MANAGER = frozenset({"manager"})
WRITERS = frozenset({"manager", "analyst"})


def version(people):
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.strategy import actions
    from tests.partnership.strategy.made import TEXT

    made = actions.import_version(TEXT, by=SYSTEM)
    return {"number": made.number}


def publish(people):
    from safercity.partnership.strategy import queries
    from tests.partnership.strategy.made import take_whole_route

    made = queries.get_version(version(people)["number"])
    take_whole_route(made, by=people.viewer("manager"))
    return made


def review(people):
    from safercity.partnership.strategy import actions

    new = [actions.NewProposal("1.1", text="New words.", evidence="It rose.")]
    made = actions.begin_review(
        publish(people),
        edition="0" * 64,
        day=date(2026, 1, 5),
        findings=new,
        by=people.viewer("manager"),
    )
    return {"key": made.pk}


def proposal(people):
    from safercity.partnership.strategy import queries

    made = queries.get_review(review(people)["key"])
    return {"key": queries.list_proposals(made)[0].pk}


def nothing(people):
    version(people)
    return {}


EXPECTED = {
    "strategy:current": Access(),
    "strategy:versions": Access(),
    "strategy:links": Access(make=nothing),
    "strategy:compare": Access(answers=frozenset({302})),
    "strategy:version": Access(make=version),
    "strategy:paper": Access(make=lambda people: version(people) | {"kind": "yaml"}),
    "strategy:import": Access(MANAGER),
    "strategy:draft": Access(MANAGER, make=version, method="post"),
    "strategy:move": Access(MANAGER, make=version),
    "strategy:effects": Access(MANAGER, make=version),
    "strategy:duty": Access(MANAGER, make=lambda p: version(p) | {"duty": "equality_impact"}),
    "strategy:change": Access(WRITERS, make=lambda people: version(people) | {"part": "1.3"}),
    "strategy:edit": Access(WRITERS, make=version),
    "strategy:change-once": Access(WRITERS, make=lambda p: version(p) | {"key": "consultation"}),
    "strategy:edit-around": Access(WRITERS, make=version),
    "strategy:remove-once": Access(WRITERS, make=lambda p: version(p) | {"key": "consultation"}),
    "strategy:add": Access(WRITERS, make=lambda p: version(p) | {"to": "priorities"}),
    "strategy:add-under": Access(
        WRITERS, make=lambda p: version(p) | {"to": "outcomes", "part": "1"}
    ),
    "strategy:remove": Access(WRITERS, make=lambda people: version(people) | {"part": "1"}),
    "strategy:plan": Access(make=nothing),
    "strategy:plan-import": Access(MANAGER),
    "strategy:lead": Access(MANAGER, make=lambda people: version(people) and {"code": "1"}),
    "strategy:undertake": Access(MANAGER, make=lambda people: version(people) and {"code": "1.3"}),
    "strategy:reviews": Access(),
    "strategy:begin-review": Access(
        MANAGER,
        make=lambda people: publish(people) and {},
        method="post",
        answers=frozenset({302, 409}),
    ),
    "strategy:review": Access(make=review),
    "strategy:propose": Access(WRITERS, make=review),
    "strategy:answer": Access(frozenset({"manager", "chair"}), make=proposal),
    "strategy:end-review": Access(
        frozenset({"manager", "chair"}), make=review, method="post", answers=frozenset({409})
    ),
}
