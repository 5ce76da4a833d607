"""What falls away, and for whom, when an agreement ends or a party leaves it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from safercity.evidence.extracts.shapes import load_shapes
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.queries import Agency, count_holders, list_agencies
from safercity.partnership.sharing.models import Agreement
from safercity.partnership.sharing.queries.agreements import list_bound
from safercity.partnership.sharing.queries.records import RECORDS
from safercity.partnership.sharing.queries.terms import list_in_force


@dataclass(frozen=True)
class Falling:
    """What one agency sees today and would not see any more, whole or in part, by ids; how many
    accounts it has, None where that is not the viewer's to know.
    """

    agency: str
    accounts: int | None
    sources: tuple[str, ...]
    products: tuple[str, ...]


def list_falling(
    agreement: Agreement, viewer: Viewer, *, leaving: UUID | None = None
) -> list[Falling]:
    """Parties to what is agreed that would see less today, by name. Without `leaving` the whole
    agreement ends.

    What another agreement in force lets an agency see stays, and so do open records and its own.
    Guests are told of no agreement but their own, and of no other agency's accounts.
    """
    mine = {str(one) for one in viewer.agencies}
    known = [one for one in list_in_force() if one.binds(mine) or not viewer.is_guest]
    held = [one.content for one in known if one.reference == agreement.reference]
    others = [one.content for one in known if one.reference != agreement.reference]
    if not held:
        return []
    bound = _list_bound(held[0])
    after = list(others)
    if leaving:
        after.append(_leave_out(held[0], leaving, sources=list_sent_alone(bound, leaving)))
    counted = [one.pk for one in bound if one.pk in viewer.agencies or not viewer.is_guest]
    accounts = dict.fromkeys(counted, 0) | count_holders(counted)
    told = [_compare(one, [held[0], *others], after=after) for one in bound]
    return [
        Falling(agency.name, accounts.get(agency.pk), sources, products)
        for agency, (sources, products) in zip(bound, told, strict=True)
        if sources or products
    ]


def is_lost_to_sight(agreement: Agreement, viewer: Viewer, *, leaving: UUID) -> bool:
    """Whether a viewer sees it no more once the agency has left: guests, with no other in it."""
    written = {one.agency_id for one in agreement.parties.all()}
    others = viewer.agencies - {leaving}
    return viewer.is_guest and not others & (written | list_bound(agreement).keys())


def _compare(
    agency: Agency, before: list[Mapping[str, Any]], *, after: list[Mapping[str, Any]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    shapes = load_shapes(find_own_content()).items()
    anyway = {one for one, shape in shapes if shape.sensitivity == "open"}
    anyway.update(_list_sources(agency.layers))
    lost = set(_see(agency, before)) - set(_see(agency, after))
    lost = {seen for seen in lost if seen[1] not in anyway}
    sources = {source for product, source, _part in lost if not product}
    return tuple(sorted(sources)), tuple(sorted({one[0] for one in lost if one[0]}))


def _see(agency: Agency, texts: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """What these texts let an agency see: (product, source, use), "" for the source's own counts;
    ("", source, field) for its single records.
    """
    for text in texts:
        if str(agency.pk) not in {one["agency"] for one in text["parties"]}:
            continue
        for data in text["data_sets"]:
            counts = [""] if data["shows_counts"] else []
            for use in text["uses"]:
                for product in (*counts, *text["products"]):
                    yield product, data["source"], use
            for field in data["fields"] if RECORDS in text["uses"] else ():
                yield "", data["source"], f"{RECORDS}.{field}"


def _list_bound(content: Mapping[str, Any]) -> list[Agency]:
    """The parties of an agreed text, by name: while it is in review others may be written in."""
    ids = [one["agency"] for one in content["parties"]]
    return list(list_agencies(with_ended=True).filter(pk__in=ids))


def list_sent_alone(parties: Iterable[Agency], agency: UUID) -> set[str]:
    """The sources that one of the parties sends and no other does: they leave with it."""
    mine: set[str] = set()
    others: set[str] = set()
    for one in parties:
        (mine if one.pk == agency else others).update(one.layers)
    return set(_list_sources(mine - others))


def _list_sources(layers: Collection[str]) -> Iterator[str]:
    shapes = load_shapes(find_own_content()).items()
    return (source for source, shape in shapes if shape.agency in layers)


def leave_out(content: Mapping[str, Any], agency: UUID) -> dict[str, Any]:
    """An agreed text without a party and the sources that, of its parties, it alone sends."""
    return _leave_out(content, agency, sources=list_sent_alone(_list_bound(content), agency))


def _leave_out(
    content: Mapping[str, Any], agency: UUID, *, sources: Collection[str]
) -> dict[str, Any]:
    return {
        **content,
        "parties": [one for one in content["parties"] if one["agency"] != str(agency)],
        "data_sets": [one for one in content["data_sets"] if one["source"] not in sources],
    }
