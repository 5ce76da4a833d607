"""A draft's parts: changed, added, removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from django.db import transaction
from django.utils.translation import gettext as _

from safercity.documents.strategy import Strategy, removing, write_strategy
from safercity.documents.strategy.changing import add_part, change_part, change_whole, find_same
from safercity.documents.strategy.facets import find_title
from safercity.documents.strategy.numbering import find_next_id
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import Stale, save_changes
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.actions.versions import keep_items
from safercity.partnership.strategy.models import Item, StrategyVersion
from safercity.partnership.strategy.queries.standing import (
    WHOLE,
    find_once,
    mark_going,
    mark_standing,
)
from safercity.partnership.strategy.queries.versions import get_route, name_holder, read_content

WITHOUT_ID = ("risk_groups_changed", "assessment")


@dataclass(frozen=True)
class Place:
    """Where a part stands: a list of the strategy, or of the part `holder`."""

    to: str
    holder: str = ""


@dataclass(frozen=True)
class Opened:
    """The row version at which a form was opened, and the mark of what its part said then."""

    version: int
    mark: str = ""


class PartChanged(Stale):
    """Someone changed this very part since. `held`: as it stands; `told`: (field, stored, sent)."""

    def __init__(self, version: StrategyVersion, sent: Mapping[str, Any], *, held: Any):
        super().__init__(version, dict(sent))
        self.held = held
        self.told: list[tuple[str, Any, Any]] = []
        if not sent:
            self.advice = _("Read what stands there now, then remove it again.")

    @property
    def differences(self) -> list[tuple[str, Any, Any]]:
        """What the form found to differ, of this part only."""
        return self.told


@transaction.atomic
def change_draft(
    version: StrategyVersion, part: str, *, changes: Mapping[str, Any], opened: Opened, by: Viewer
) -> None:
    """Change keys of one part of a draft. What others saved of other parts since stays.

    Errors: NotAllowed, NotYet, PartChanged, UnknownName, StrategyFaulty.
    """
    strategy = _take_up(version, opened=opened.version, by=by)
    changed = change_part(strategy, part, changes=changes)
    if opened.version != version.version and changed != strategy:
        held = strategy.by_id[part]
        if opened.mark != mark_standing(held, changes):
            raise PartChanged(version, changes, held=held)
    _save(version, changed)
    record_act("draft changed", version, by=by, details={"part": part})


@transaction.atomic
def change_once(
    version: StrategyVersion, key: str, *, changes: Mapping[str, Any], opened: Opened, by: Viewer
) -> None:
    """Change what the strategy has once: its vision, its consultation; "whole" is the strategy
    itself. Errors: as above.
    """
    strategy = _take_up(version, opened=opened.version, by=by)
    if key == WHOLE:
        changed = change_whole(strategy, "", changes=changes)
    else:
        begins = _begin_once(strategy, key)
        changed = change_whole(strategy, key, changes={**begins, **changes})
    if opened.version != version.version and changed != strategy:
        held = find_once(strategy, key)
        if opened.mark != mark_standing(held, changes):
            raise PartChanged(version, changes, held=held)
    _save(version, changed)
    record_act("draft changed", version, by=by, details={"part": key})


def _begin_once(strategy: Strategy, key: str) -> dict[str, str]:
    """The id of what is not there yet, where its kind has one."""
    if getattr(strategy, key) is not None or key in WITHOUT_ID:
        return {}
    own = key.replace("_", "-")
    while own in strategy.by_id:
        own += "-of-it"
    return {"id": own}


@transaction.atomic
def add_to_draft(
    version: StrategyVersion, place: Place, *, part: Mapping[str, Any], opened: int, by: Viewer
) -> str:
    """Add a part, without its id, at the end of its list; the id that it got.

    A number that a part of any version had is not given again: work and measures hang on it. Sent
    twice, it is added once. Errors: NotAllowed, NotYet, UnknownName, StrategyFaulty.
    """
    strategy = _take_up(version, opened=opened, by=by)
    own = find_next_id(
        strategy,
        place.to,
        holder=place.holder,
        title=find_title(strategy, part),
        taken=set(Item.objects.values_list("code", flat=True)),
    )
    new = {"id": own, **part}
    if opened != version.version:
        same = find_same(strategy, place.holder, to=place.to, part=new)
        if same:
            return same
    _save(version, add_part(strategy, place.holder, to=place.to, part=new))
    record_act("part added to draft", version, by=by, details={"part": own})
    return own


@transaction.atomic
def remove_once(version: StrategyVersion, key: str, *, opened: Opened, by: Viewer) -> None:
    """Remove what the strategy has once and may have none of.

    Errors: NotAllowed, NotYet, PartChanged.
    """
    strategy = _take_up(version, opened=opened.version, by=by)
    held = find_once(strategy, key)
    if held is None:
        _refuse_gone(key)
    if opened.version != version.version and opened.mark != mark_going(strategy, held):
        raise PartChanged(version, {}, held=held)
    _save(version, removing.remove_once(strategy, key))
    record_act("part removed from draft", version, by=by, details={"part": key})


@transaction.atomic
def remove_from_draft(version: StrategyVersion, part: str, *, opened: Opened, by: Viewer) -> None:
    """Remove a part with what stands in it and what others say of it.

    Errors: NotAllowed, NotYet for one that is gone already or that others cannot do without,
    PartChanged, StrategyFaulty.
    """
    strategy = _take_up(version, opened=opened.version, by=by)
    if part not in strategy.by_id:
        _refuse_gone(part)
    needing = removing.list_needing(strategy, part)
    rules.do_without(by, needing=[name_holder(strategy, each) for each in needing])
    held = strategy.by_id[part]
    if opened.version != version.version and opened.mark != mark_going(strategy, held):
        raise PartChanged(version, {}, held=held)
    _save(version, removing.remove_part(strategy, part))
    record_act("part removed from draft", version, by=by, details={"part": part})


def _refuse_gone(part: str) -> NoReturn:
    raise NotYet(
        _("{part} is not in this draft any more.").format(part=part),
        advice=_("It was removed before."),
    )


def _take_up(version: StrategyVersion, *, opened: int, by: Viewer) -> Strategy:
    """The draft as it stands now, kept from others until it is saved.

    Errors: NotAllowed, NotYet; Stale for what was opened at a version that has never been.
    """
    version.refresh_from_db(from_queryset=StrategyVersion.objects.select_for_update())
    if opened > version.version:
        raise Stale(version, {})
    rules.change_draft(by, version.step, route=get_route(version))
    return read_content(version)


def _save(version: StrategyVersion, changed: Strategy) -> None:
    told = {"content": write_strategy(changed), "title": changed.title["en"]}
    save_changes(version, told, version=version.version)
    keep_items(changed)
