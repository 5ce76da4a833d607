"""Priorities that the Board took on since a version was published, written into the next draft."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify

from safercity.documents.strategy import Strategy
from safercity.documents.strategy.changing import add_part, change_part
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.governance.actions import name_body
from safercity.partnership.governance.queries import Body, list_joint


def take_in_joint(strategy: Strategy) -> Strategy:
    """The strategy with what its Board answers for jointly today. Errors: StrategyFaulty."""
    for subject, bodies in list_joint():
        partner = next((body for body in bodies if not body.is_board), None)
        if partner is None:
            continue
        strategy, code = _name(strategy, partner)
        told: dict[str, Any] = {"accountable": code, "joint": True}
        held = {each.id: each for each in strategy.supporting}.get(subject.code)
        if held is None and subject.code not in strategy.by_id:
            part = {"id": subject.code, "title": {"en": subject.title}, **told}
            strategy = add_part(strategy, "", to="supporting", part=part)
        elif held is not None and (held.accountable, held.joint) != (code, True):
            strategy = change_part(strategy, subject.code, changes=told)
    return strategy


def _name(strategy: Strategy, body: Body) -> tuple[Strategy, str]:
    """The body's id in the strategy; a body that the strategy does not know is entered there."""
    known = {each.id for each in strategy.bodies}
    if body.code in known:
        return strategy, str(body.code)
    code = body.code or slugify(body.name)
    while code in strategy.by_id:
        code += "-body"
    if body.code is None:
        name_body(body, code, by=SYSTEM)
    about = {"about": {"en": body.about}} if body.about else {}
    part = {"id": code, "title": {"en": body.name}, "tier": body.tier, **about}
    return add_part(strategy, "", to="bodies", part=part), code
