"""The made-up city's agreements, and a request that waits for an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from safercity.evidence.extracts.shapes import load_shapes
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.config.demonstration.world import World
from safercity.partnership.config.demonstration_agreements import read_agreements
from safercity.partnership.sharing import actions, rules
from safercity.partnership.sharing.queries import get_agreement, list_givers

AS_GIVEN = ("title", "purpose", "gateways", "bases", "uses", "products", "assessment",
            "retention_months", "marking", "handling")  # fmt: skip
SHAPES = load_shapes()


def make_agreements(world: World) -> None:
    """Draft, agree and ask, through the same actions as anyone."""
    content = read_agreements()
    made = {one["reference"]: _draft(world, one) for one in content["agreements"]}
    manager = world.viewer("manager")
    for reference, draft in made.items():
        approved = _approve(world, draft)
        made[reference] = actions.move_agreement(
            approved, to="agreed", version=approved.version, by=manager
        )
    for one in content["drafts"]:
        _draft(world, one)
    for one in content["requests"]:
        viewer = world.viewer(one["account"])
        new = actions.NewRequest(viewer.posts[0].agency, one["role"], one["purpose"])
        actions.ask_access(made[one["agreement"]], new, by=viewer)
    world.made["agreements"] = made


def _approve(world: World, draft):
    """Each controller approves, by the first account of its agency that may."""
    agreement = get_agreement(draft.pk)
    waiting = list_givers(agreement)
    for account, post in world.posts.items():
        if post.agency_id in waiting and rules.approve_agreement.allowed(
            viewer := world.viewer(account), agreement
        ):
            actions.approve_agreement(agreement, by=viewer)
            waiting.discard(post.agency_id)
    return get_agreement(draft.pk)


def _draft(world: World, one: dict[str, Any]):
    today = timezone.localdate()
    values = {name: one[name] for name in AS_GIVEN} | {
        "from_day": today - timedelta(days=200),
        "review_on": today + timedelta(days=165),
        "assessed_on": today - timedelta(days=230) if one["assessment"] else None,
    }
    parties = [(world.agencies[slug], role) for slug, role in one["parties"].items()]
    new = actions.NewAgreement(
        one["reference"], world.agencies[one["lead"]], values, parties, list(_list_data(one))
    )
    return actions.draft_agreement(new, by=SYSTEM)


def _list_data(one: dict[str, Any]):
    kept_back = set(one["but"])
    for source in one["sources"]:
        columns = SHAPES[source].columns.items() if one["fields"] == "all" else ()
        shows = source not in kept_back
        fields = tuple(
            name for name, column in columns if shows and column.sensitivity != "personal"
        )
        yield actions.NewDataSet(source, fields, shows_counts=shows)
