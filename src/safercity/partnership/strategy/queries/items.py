"""Items of the strategy: what keeps its identity through all versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from safercity.documents.strategy import Outcome, Priority
from safercity.partnership.common.subjects import Subject, subject
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.models import Item
from safercity.partnership.strategy.queries.versions import get_current, read_content


@dataclass(frozen=True)
class OutcomeItem:
    """An outcome of the current strategy, with the priority that it belongs to."""

    id: UUID
    outcome: Outcome
    priority: Priority


def list_items(kind: Item.Kind | None = None) -> dict[str, UUID]:
    """Code → id, of one kind or of all."""
    items = Item.objects.filter(kind=kind) if kind else Item.objects.all()
    return dict(items.values_list("code", "id"))


def find_item(kind: Item.Kind, code: str) -> UUID | None:
    """The id of an item by its code."""
    return Item.objects.filter(kind=kind, code=code).values_list("id", flat=True).first()


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


def name_items(ids: Iterable[UUID]) -> dict[UUID, str]:
    """ "1.3 Review the seasonality framework" of each id that the current strategy holds."""
    version = get_current()
    if version is None:
        return {}
    strategy = read_content(version)
    rows = Item.objects.filter(id__in=set(ids)).values_list("id", "code")
    return {key: f"{code} {strategy.name(code)}" for key, code in rows if code in strategy.by_id}


@subject("strategy.item")
def find_item_subjects(viewer: Viewer, keys: Iterable[UUID]) -> list[Subject]:
    """Parts of the strategy, as what commitments belong to."""
    version = get_current()
    if version is None or not rules.see_strategy.allowed(viewer):
        return []
    page = reverse("strategy:version", kwargs={"number": version.number})
    return [
        Subject("strategy.item", key, title, f"{page}#p-{title.split()[0]}")
        for key, title in name_items(keys).items()
    ]
