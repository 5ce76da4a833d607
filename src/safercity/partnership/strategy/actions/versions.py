"""Versions: brought in, changed as a draft, moved along the route."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from safercity.documents.strategy import Strategy, read_strategy, write_strategy
from safercity.documents.strategy.changing import change_part, renumber_version
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.models import Item, Step, StrategyVersion
from safercity.partnership.strategy.queries.versions import get_route, read_content


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

    Errors: NotAllowed; StrategyFaulty with every fault of the file, and then nothing is kept.
    """
    if by is not SYSTEM:
        rules.import_strategy(by)
    return _add(read_strategy(text), based_on=None, by=by)


@transaction.atomic
def begin_draft(base: StrategyVersion, *, by: Viewer) -> StrategyVersion:
    """A new draft with the content of an earlier version; the one that nobody changed yet, where
    there is one. Errors: NotAllowed.
    """
    rules.import_strategy(by)
    if begun := base.later.filter(step="draft", version=1).first():
        return begun
    return _add(read_content(base), based_on=base, by=by)


def _add(strategy: Strategy, *, based_on: StrategyVersion | None, by: Viewer) -> StrategyVersion:
    last = StrategyVersion.objects.aggregate(last=Max("number"))["last"] or 0
    numbered = renumber_version(strategy, last + 1)
    version = StrategyVersion.objects.create(
        number=last + 1,
        title=numbered.title["en"],
        content=write_strategy(numbered),
        based_on=based_on,
        made_at=timezone.now(),
    )
    _keep_items(numbered)
    record_act("version made", version, by=by, details={"number": version.number})
    return version


def _keep_items(strategy: Strategy) -> None:
    kinds = {
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
def change_draft(
    version: StrategyVersion, part: str, *, changes: Mapping[str, Any], opened: int, by: Viewer
) -> None:
    """Change keys of one part of a draft that was opened at row version `opened`.

    Errors: NotAllowed, NotYet, Stale, UnknownName, StrategyFaulty.
    """
    rules.change_draft(by, version.step, route=get_route(version))
    changed = change_part(read_content(version), part, changes=changes)
    save_changes(version, {"content": write_strategy(changed)}, version=opened)
    _keep_items(changed)
    record_act("draft changed", version, by=by, details={"part": part})


@transaction.atomic
def move_version(version: StrategyVersion, move: Move, *, opened: int, by: Viewer) -> None:
    """Record a step of the route. Publishing supersedes what was published before.

    Errors: NotAllowed, NotYet (with what the step asks for), Stale.
    """
    route = get_route(version)
    duties = version.steps.filter(kind=Step.Kind.DUTY).values_list("slug", flat=True)
    rules.move_version(by, version.step, to=move.to, route=route, done=set(duties))
    if move.to == "published":
        for earlier in StrategyVersion.objects.filter(step="published"):
            _step(earlier, Move("superseded", move.day, move.decided_by), by=by)
    _step(version, move, by=by, opened=opened)


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
    same = {"of": version, "kind": Step.Kind.DUTY, "slug": move.to}
    if known_already := Step.objects.filter(**same, **told).first():
        return known_already
    duty, _made = Step.objects.update_or_create(**same, defaults=told)
    record_act("duty recorded", version, by=by, details={"duty": move.to, "day": move.day})
    return duty
