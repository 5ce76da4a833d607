"""Versions: brought in, changed as a draft, moved along the route."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.documents.strategy import Strategy, load_strategy, write_strategy
from safercity.documents.strategy.changing import change_whole, renumber_version
from safercity.partnership.audit.actions import record_act
from safercity.partnership.commitments.actions import keep_priority_title
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.following import Effect, carry_out
from safercity.partnership.common.jurisdiction import find_jurisdiction
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.actions.joint import take_in_joint
from safercity.partnership.strategy.actions.naming import read_nameless, refuse_named
from safercity.partnership.strategy.models import Item, Step, StrategyVersion
from safercity.partnership.strategy.queries.offers import find_misfit
from safercity.partnership.strategy.queries.versions import (
    find_former,
    find_last_day,
    get_route,
    make_published,
    read_content,
)


@dataclass(frozen=True)
class Move:
    """A step that was taken: where to, on which day, who decided what."""

    to: str
    day: date
    decided_by: str = ""
    decision: str = ""


@transaction.atomic
def import_version(text: str, *, by: Viewer) -> StrategyVersion:
    """Bring in a strategy's file as the next version, a draft.

    Errors: NotAllowed; NotYet for what is made up in a real partnership, or real in a
    demonstration; StrategyFaulty with every fault of the file, and each text that names someone.
    Then nothing is kept.
    """
    if by is not SYSTEM:
        rules.import_strategy(by)
    return _take(read_nameless(text), by=by)


@transaction.atomic
def import_offer(name: str, *, by: Viewer) -> StrategyVersion:
    """Bring in a shipped strategy, or the workspace's own, by its name. Errors: as above."""
    if by is not SYSTEM:
        rules.import_strategy(by)
    strategy = load_strategy(name, find_own_content())
    refuse_named(strategy)
    return _take(strategy, by=by)


def _take(strategy: Strategy, *, by: Viewer) -> StrategyVersion:
    if misfit := find_misfit(strategy):
        raise NotYet(misfit, advice=_("Choose one of those that are offered."))
    return _add(strategy, based_on=None, by=by)


@transaction.atomic
def begin_draft(base: StrategyVersion, *, by: Viewer) -> StrategyVersion:
    """A new draft with the content of an earlier version; the one that nobody changed yet, where
    there is one. Errors: NotAllowed.

    What the Board took on since stands in it: it becomes part of the strategy when that is agreed.
    """
    rules.import_strategy(by)
    if begun := base.later.filter(step="draft", version=1).first():
        return begun
    return draft_from(base, by=by)


def draft_from(base: StrategyVersion, *, by: Viewer) -> StrategyVersion:
    """The draft itself, for actions that have asked their own rule."""
    return _add(take_in_joint(read_content(base)), based_on=base, by=by)


def _add(strategy: Strategy, *, based_on: StrategyVersion | None, by: Viewer) -> StrategyVersion:
    last = StrategyVersion.objects.aggregate(last=Max("number"))["last"] or 0
    numbered = renumber_version(_place(strategy), last + 1)
    version = StrategyVersion.objects.create(
        number=last + 1,
        title=numbered.title["en"],
        content=write_strategy(numbered),
        based_on=based_on,
        made_at=timezone.now(),
    )
    keep_items(numbered)
    record_act("version made", version, by=by, details={"number": version.number})
    return version


def _place(strategy: Strategy) -> Strategy:
    """With the partnership's own nation and tier, where the statutory calendar was told them."""
    where = find_jurisdiction()
    if where is None or where.agrees(strategy.nation, strategy.tier):
        return strategy
    return change_whole(strategy, "", changes={"nation": where.nation, "tier": where.tier})


def keep_items(strategy: Strategy) -> None:
    """An item for every part that has one; those known by their code keep theirs."""
    kinds: dict[Item.Kind, Iterable[Any]] = {
        Item.Kind.PRIORITY: strategy.priorities,
        Item.Kind.SUPPORTING: strategy.supporting,
        Item.Kind.ACTION: strategy.actions,
        Item.Kind.OUTCOME: strategy.outcomes,
    }
    known = set(Item.objects.values_list("kind", "code"))
    Item.objects.bulk_create(
        Item(kind=kind, code=part.id)
        for kind, parts in kinds.items()
        for part in parts
        if (kind.value, part.id) not in known
    )


@transaction.atomic
def move_version(version: StrategyVersion, move: Move, *, opened: int, by: Viewer) -> list[Effect]:
    """Record a step of the route.

    Publishing supersedes what was published before, and brings into the site what the version
    names: bodies, measures, reviews. What was done is given back. Errors: NotAllowed, NotYet (with
    what the step asks for, for a day that cannot be, or where no body is named), Stale.
    """
    route = get_route(version)
    duties = version.steps.filter(kind=Step.Kind.DUTY).values_list("slug", flat=True)
    rules.move_version(by, version.step, to=move.to, route=route, done=set(duties))
    rules.name_who_decides(by, move.to, route=route, decided_by=move.decided_by)
    rules.date_step(by, move.day, last=find_last_day(version))
    if move.to != "published":
        _step(version, move, by=by, opened=opened)
        return []
    former = find_former(version)
    if former:
        _step(former, Move("superseded", move.day, move.decided_by), by=by)
    _step(version, move, by=by, opened=opened)
    _keep_priority_titles(version)
    return carry_out(make_published(version, former=former, day=move.day), by=by)


@transaction.atomic
def bring_in_named(version: StrategyVersion, *, by: Viewer) -> list[Effect]:
    """Bring in what a published version names and the site lacks. Errors: NotAllowed, NotYet."""
    rules.bring_in_named(by, version.step)
    day = version.steps.get(kind=Step.Kind.STEP, slug="published").day
    _keep_priority_titles(version)
    return carry_out(make_published(version, former=find_former(version), day=day), by=by)


def _keep_priority_titles(version: StrategyVersion) -> None:
    """Actions name the priorities by the titles of what is published."""
    for code, title in read_content(version).priority_titles.items():
        keep_priority_title(code, title)


def _step(version: StrategyVersion, move: Move, *, by: Viewer, opened: int | None = None) -> None:
    before = version.step
    save_changes(version, {"step": move.to}, version=opened or version.version)
    Step.objects.create(
        of=version,
        slug=move.to,
        day=move.day,
        decided_by=move.decided_by,
        decision=move.decision,
    )
    record_act("version moved", version, by=by, details={"step": [before, move.to]})


@transaction.atomic
def record_duty(version: StrategyVersion, move: Move, *, by: Viewer) -> Step:
    """Record a duty of the route as done: `move.to` is the duty. Errors: NotAllowed, NotYet."""
    rules.import_strategy(by)
    known = {duty.id for duty in get_route(version).duties}
    if move.to not in known:
        raise ValueError(f"The route knows no duty {move.to!r}; it has {sorted(known)}.")
    told = {"day": move.day, "decided_by": move.decided_by, "decision": move.decision}
    same: dict[str, Any] = {"of": version, "kind": Step.Kind.DUTY, "slug": move.to}
    if known_already := Step.objects.filter(**same, **told).first():
        return known_already
    duty, _made = Step.objects.update_or_create(**same, defaults=told)
    record_act("duty recorded", version, by=by, details={"duty": move.to, "day": move.day})
    return duty
