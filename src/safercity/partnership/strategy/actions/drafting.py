"""A draft's parts: changed, added, removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safercity.documents.strategy import Strategy, write_strategy
from safercity.documents.strategy.changing import add_part, change_part, change_whole, find_same
from safercity.documents.strategy.numbering import find_next_id
from safercity.documents.strategy.removing import remove_part
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.actions.versions import keep_items
from safercity.partnership.strategy.models import Item, StrategyVersion
from safercity.partnership.strategy.queries.versions import get_route, read_content


@dataclass(frozen=True)
class Place:
    """Where a part stands: a list of the strategy, or of the part `holder`."""

    to: str
    holder: str = ""


@transaction.atomic
def change_draft(
    version: StrategyVersion, part: str, *, changes: Mapping[str, Any], opened: int, by: Viewer
) -> None:
    """Change keys of one part of a draft that was opened at row version `opened`.

    Errors: NotAllowed, NotYet, Stale, UnknownName, StrategyFaulty.
    """
    rules.change_draft(by, version.step, route=get_route(version))
    changed = change_part(read_content(version), part, changes=changes)
    _save(version, changed, opened=opened)
    record_act("draft changed", version, by=by, details={"part": part})


@transaction.atomic
def change_once(
    version: StrategyVersion, key: str, *, changes: Mapping[str, Any], opened: int, by: Viewer
) -> None:
    """Change what the strategy has once: its vision, its consultation. Errors: as above."""
    rules.change_draft(by, version.step, route=get_route(version))
    strategy = read_content(version)
    begins = {"id": _name_once(strategy, key)} if getattr(strategy, key) is None else {}
    changed = change_whole(strategy, key, changes={**begins, **changes})
    _save(version, changed, opened=opened)
    record_act("draft changed", version, by=by, details={"part": key})


def _name_once(strategy: Strategy, key: str) -> str:
    while key in strategy.by_id:
        key += "-of-it"
    return key


@transaction.atomic
def add_to_draft(
    version: StrategyVersion, place: Place, *, part: Mapping[str, Any], opened: int, by: Viewer
) -> str:
    """Add a part, without its id, at the end of its list; the id that it got.

    A number that a part of any version had is not given again: work and measures hang on it. Sent
    twice, it is added once. Errors: NotAllowed, NotYet, Stale, UnknownName, StrategyFaulty.
    """
    rules.change_draft(by, version.step, route=get_route(version))
    strategy = read_content(version)
    own = find_next_id(
        strategy,
        place.to,
        holder=place.holder,
        title=part["title"]["en"],
        taken=set(Item.objects.values_list("code", flat=True)),
    )
    new = {"id": own, **part}
    if opened != version.version:
        same = find_same(strategy, place.holder, to=place.to, part=new)
        if same:
            return same
    _save(version, add_part(strategy, place.holder, to=place.to, part=new), opened=opened)
    record_act("part added to draft", version, by=by, details={"part": own})
    return own


@transaction.atomic
def remove_from_draft(version: StrategyVersion, part: str, *, opened: int, by: Viewer) -> None:
    """Remove a part with what stands in it and what others say of it.

    Errors: NotAllowed, NotYet for one that is gone already, Stale, StrategyFaulty.
    """
    rules.change_draft(by, version.step, route=get_route(version))
    strategy = read_content(version)
    if part not in strategy.by_id:
        raise NotYet(
            _("{part} is not in this draft any more.").format(part=part),
            advice=_("It was removed before."),
        )
    _save(version, remove_part(strategy, part), opened=opened)
    record_act("part removed from draft", version, by=by, details={"part": part})


def _save(version: StrategyVersion, changed: Strategy, *, opened: int) -> None:
    save_changes(version, {"content": write_strategy(changed)}, version=opened)
    keep_items(changed)
