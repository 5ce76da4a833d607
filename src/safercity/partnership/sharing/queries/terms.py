"""What agreements allow a viewer for a purpose, as one frozen value: the key of every cache."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, JSONField, Value, When
from django.utils import timezone

from safercity.partnership.common.asking import once_a_page
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.sharing.models import SMALLEST_SHOWN, AgreedText, State

IN_FORCE = (State.AGREED, State.IN_REVIEW)


@dataclass(frozen=True)
class Terms:
    """What a viewer may see for a purpose.

    `own`: the evidence's agencies that the viewer's posts answer for. `counts`: sources of which
    the counts may be seen. `products`: (combined product, source that agreed to it). `fields`:
    (source, field) that may be seen of single records. `thresholds`: (source, least count
    shown). `markings`: (source, marking), `handling`: (source, handling instruction).
    `is_guest`: the viewer may not read the register of agreements. `everything`: the system itself,
    for jobs and the command line. `agreements`: references of those in force that the viewer's
    agencies are parties to, for whatever purpose.
    """

    own: frozenset[str] = frozenset()
    counts: frozenset[str] = frozenset()
    products: frozenset[tuple[str, str]] = frozenset()
    fields: frozenset[tuple[str, str]] = frozenset()
    thresholds: frozenset[tuple[str, int]] = frozenset()
    markings: frozenset[tuple[str, str]] = frozenset()
    handling: frozenset[tuple[str, str]] = frozenset()
    agreements: frozenset[str] = frozenset()
    is_guest: bool = False
    everything: bool = False

    def threshold_of(self, sources: Iterable[str]) -> int:
        """The smallest count of these sources that is written out: the strictest that holds."""
        told = dict(self.thresholds)
        return max((told.get(source, SMALLEST_SHOWN) for source in sources), default=1)


@dataclass(frozen=True)
class InForce:
    """An agreement that holds today, as it was agreed."""

    reference: str
    title: str
    content: Mapping[str, Any]

    def binds(self, agencies: Iterable[str]) -> bool:
        """Whether one of the agencies (ids as text) is a party."""
        return bool({party["agency"] for party in self.content["parties"]}.intersection(agencies))

    def covers(self, source: str) -> bool:
        """Whether the source is one of its data sets."""
        return any(one["source"] == source for one in self.content["data_sets"])


_KEPT: dict[UUID, InForce] = {}  # texts that this process has read: one is added, never changed


@once_a_page
def list_in_force(day: date | None = None) -> tuple[InForce, ...]:
    """The agreements that hold on a day (today). One query, whether the process has read their
    texts or not.
    """
    held_on = day or timezone.localdate()
    newest: dict[str, InForce] = {}
    for one in _read_texts():
        newest.setdefault(one.reference, one)
    return tuple(one for one in newest.values() if _holds_on(one.content, held_on))


def _read_texts() -> Iterable[InForce]:
    """Every text of the agreements in force, the newest of each first."""
    known = dict(_KEPT)
    is_known = When(pk__in=list(known), then=Value(None, JSONField()))
    rows = (
        AgreedText.objects.filter(agreement__state__in=IN_FORCE)
        .order_by("agreement__reference", "-number")
        .values_list("pk", "agreement__reference", Case(is_known, default="content"))
    )
    texts = {
        key: known.get(key) or InForce(reference, content["title"], content)
        for key, reference, content in rows
    }
    _KEPT.update(texts)
    return texts.values()


def _holds_on(content: Mapping[str, Any], day: date) -> bool:
    until = content["until_day"]
    return content["from_day"] <= day.isoformat() and (not until or day.isoformat() < until)


@once_a_page
def find_terms(viewer: Viewer, *, purpose: str) -> Terms:
    """What the viewer's agencies agreed to see for this purpose."""
    if viewer is SYSTEM:
        return Terms(everything=True)
    ids = {str(agency) for agency in viewer.agencies}
    bound = [one for one in list_in_force() if one.binds(ids)]
    terms = _add_up([one for one in bound if purpose in one.content["uses"]], own=viewer.layers)
    joined = frozenset(one.reference for one in bound)
    return replace(terms, agreements=joined, is_guest=viewer.is_guest)


def _add_up(binding: list[InForce], *, own: frozenset[str]) -> Terms:
    counts, products, fields = set(), set(), set()
    markings, handling = set(), set()
    thresholds: dict[str, int] = {}
    for one in binding:
        for data in one.content["data_sets"]:
            source = data["source"]
            thresholds[source] = max(data["threshold"], thresholds.get(source, 0))
            products |= {(product, source) for product in one.content["products"]}
            fields |= {(source, name) for name in data["fields"]}
            if data["shows_counts"]:
                counts.add(source)
            markings.add((source, one.content["marking"]))
            if one.content["handling"]:
                handling.add((source, one.content["handling"]))
    return Terms(
        own=own,
        counts=frozenset(counts),
        products=frozenset(products),
        fields=frozenset(fields),
        thresholds=frozenset(thresholds.items()),
        markings=frozenset(markings),
        handling=frozenset(handling),
    )


def find_covering(source: str, *, day: date | None = None) -> InForce | None:
    """The agreement in force that covers a source, the first by reference; None without one."""
    return next((one for one in list_in_force(day) if one.covers(source)), None)


def list_covering(source: str, *, but_not_for: Viewer | None = None) -> list[InForce]:
    """Agreements in force that cover a source; `but_not_for`: those this viewer is no party to."""
    ids = {str(agency) for agency in but_not_for.agencies} if but_not_for else set()
    return [one for one in list_in_force() if one.covers(source) and not one.binds(ids)]
