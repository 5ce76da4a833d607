"""Items of the strategy: what keeps its identity through all versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse

from safercity.documents.strategy import Outcome, Priority
from safercity.partnership.commitments.queries import Wanted, list_commitments
from safercity.partnership.common.subjects import Subject, subject
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


def name_items(ids: Iterable[UUID]) -> dict[UUID, str]:
    """ "1.3 Review the seasonality framework" of each id.

    What the current strategy does not hold: a priority that the Board took on, or a part that went,
    by the newest version that has it.
    """
    rows = dict(Item.objects.filter(id__in=set(ids)).values_list("id", "code"))
    version = get_current()
    titles = _name_parts(version, rows.values()) if version else {}
    if lacking := set(rows.values()) - titles.keys():
        titles |= dict(list_subjects().filter(code__in=lacking).values_list("code", "title"))
    if lacking := lacking - titles.keys():
        for earlier in StrategyVersion.objects.all():
            titles = _name_parts(earlier, lacking) | titles
    return {key: f"{code} {titles[code]}" for key, code in rows.items() if code in titles}


def _name_parts(version: StrategyVersion, codes: Iterable[str]) -> dict[str, str]:
    strategy = read_content(version)
    return {code: strategy.name(code) for code in codes if code in strategy.by_id}


@subject(SUBJECT)
def find_parts(viewer: Viewer, keys: Collection[UUID]) -> list[Subject]:
    """Parts of the strategy, as what commitments belong to: those that the current one holds."""
    version = get_current()
    if version is None or not rules.see_version.allowed(viewer, version.step):
        return []
    page = reverse("strategy:version", kwargs={"number": version.number})
    return [
        Subject(SUBJECT, key, title, f"{page}#p-{title.split()[0]}")
        for key, title in name_items(keys).items()
    ]
