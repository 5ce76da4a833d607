"""Items of the strategy: what keeps its identity through all versions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from safercity.documents.strategy import Outcome, Priority
from safercity.partnership.commitments.queries import Wanted, list_commitments
from safercity.partnership.common.asking import once_a_page
from safercity.partnership.common.subjects import Subject, list_rows, subject, thing_rows
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.queries import list_joint, list_subjects
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.models import Item, StrategyVersion
from safercity.partnership.strategy.queries.versions import get_current, read_content

SUBJECT = "strategy.item"


@dataclass(frozen=True)
class OutcomeItem:
    """An outcome of the current strategy, with the priority that it belongs to."""

    id: UUID
    outcome: Outcome
    priority: Priority


def list_items(*kinds: Item.Kind) -> dict[str, UUID]:
    """Code → id, of some kinds or of all."""
    items = Item.objects.filter(kind__in=kinds) if kinds else Item.objects.all()
    return dict(items.values_list("code", "id"))


def list_undertaken(viewer: Viewer) -> set[str]:
    """The codes of the key actions under which the plan shows this viewer something. One query."""
    under = list_commitments(viewer, Wanted(kind="key_action")).filter(
        subject_kind=SUBJECT, subject_id=OuterRef("pk")
    )
    items = Item.objects.filter(Exists(under.order_by()), kind=Item.Kind.ACTION)
    return set(items.order_by().values_list("code", flat=True))


def find_item(kind: Item.Kind, code: str) -> UUID | None:
    """The id of an item by its code."""
    return Item.objects.filter(kind=kind, code=code).values_list("id", flat=True).first()


def name_undertaken(version: StrategyVersion, code: str) -> str | None:
    """The title of a key action, or of a priority that the Board took on; else None."""
    strategy = read_content(version)
    known = {each.id: each.title["en"] for each in strategy.actions}
    return known.get(code) or {s.code: s.title for s, _bodies in list_joint()}.get(code)


def name_priority(version: StrategyVersion, code: str) -> str | None:
    """The title of a priority, or of one that the Board took on; else None."""
    known = read_content(version).priority_titles
    return known.get(code) or {s.code: s.title for s, _bodies in list_joint()}.get(code)


def list_outcomes() -> list[OutcomeItem]:
    """The outcomes of the current strategy in its order; empty where there is none."""
    version = get_current()
    if version is None:
        return []
    ids = list_items(Item.Kind.OUTCOME)
    strategy = read_content(version)
    return [
        OutcomeItem(ids[outcome.id], outcome, priority)
        for priority in strategy.priorities
        for outcome in priority.outcomes
    ]


@once_a_page
def name_part(code: str) -> str:
    """ "1.3 Review the seasonality framework" of the code 1.3; "" for what nothing names.

    What the current strategy does not hold: a priority that the Board took on, or a part that went,
    by the newest version that has it.
    """
    version = get_current()
    if version and (title := _find_title(version, code)):
        return title
    taken_on = list_subjects().filter(code=code).values_list("title", flat=True).first()
    if taken_on:
        return f"{code} {taken_on}"
    earlier = (_find_title(each, code) for each in StrategyVersion.objects.all())
    return next(filter(None, earlier), "")


def _find_title(version: StrategyVersion, code: str) -> str:
    strategy = read_content(version)
    return f"{code} {strategy.name(code)}" if code in strategy.by_id else ""


def _address_part(code: str) -> str:
    page = reverse("strategy:version", kwargs={"number": getattr(get_current(), "number", 0)})
    return f"{page}#p-{code}"


@thing_rows(SUBJECT, title="code", named_by="code", address=_address_part, say=name_part)
def find_items(viewer: Viewer, keys: Collection[UUID]) -> QuerySet[Item]:
    """Parts of the strategy, as what commitments belong to, for who may see the current one."""
    version = get_current()
    may_see = version is not None and rules.see_version.allowed(viewer, version.step)
    return Item.objects.filter(pk__in=keys) if may_see else Item.objects.none()


@subject(SUBJECT)
def find_parts(viewer: Viewer, keys: Collection[UUID]) -> list[Subject]:
    """The same, asked for alone."""
    return list_rows(viewer, {SUBJECT: find_items(viewer, keys)}, most=len(keys))
