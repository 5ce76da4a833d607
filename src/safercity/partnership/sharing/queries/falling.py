"""What falls away, and for whom, when an agreement ends or a party leaves it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from safercity.evidence.extracts.shapes import load_shapes
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.queries import count_holders
from safercity.partnership.sharing.models import Agreement, Party
from safercity.partnership.sharing.queries.terms import list_in_force


@dataclass(frozen=True)
class Falling:
    """What one agency sees today and would not see any more, by ids; how many accounts it has."""

    agency: str
    accounts: int
    sources: tuple[str, ...]
    products: tuple[str, ...]


def list_falling(
    agreement: Agreement, viewer: Viewer, *, leaving: UUID | None = None
) -> list[Falling]:
    """Parties that would see less today, by name. Without `leaving` the whole agreement ends.

    What another agreement in force lets an agency see stays, and its own records do. Guests are
    told of no agreement but their own.
    """
    mine = {str(one) for one in viewer.agencies}
    known = [one for one in list_in_force() if one.binds(mine) or not viewer.is_guest]
    held = [one.content for one in known if one.reference == agreement.reference]
    others = [one.content for one in known if one.reference != agreement.reference]
    if not held:
        return []
    after = list(others)
    if leaving:
        after.append(leave_out(held[0], leaving, sources=list_sent_alone(agreement, leaving)))
    parties = list(agreement.parties.all())
    accounts = count_holders(one.agency_id for one in parties)
    told = (_compare(one, [held[0], *others], after=after) for one in parties)
    return [
        Falling(party.agency.name, accounts.get(party.agency_id, 0), sources, products)
        for party, (sources, products) in zip(parties, told, strict=True)
        if sources or products
    ]


def _compare(
    party: Party, before: list[Mapping[str, Any]], *, after: list[Mapping[str, Any]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    own = set(_list_sources(party.agency.layers))
    lost = {
        seen for seen in set(_see(party, before)) - set(_see(party, after)) if seen[1] not in own
    }
    sources = {source for product, source, _use in lost if not product}
    return tuple(sorted(sources)), tuple(sorted({one[0] for one in lost if one[0]}))


def _see(party: Party, texts: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """What these texts let a party see: (product, source, use); "" for a source's own records."""
    agency = str(party.agency_id)
    for text in texts:
        if agency not in {one["agency"] for one in text["parties"]}:
            continue
        for data in text["data_sets"]:
            shown = [""] if data["shows_counts"] or data["fields"] else []
            for use in text["uses"]:
                for product in (*shown, *text["products"]):
                    yield product, data["source"], use


def list_sent_alone(agreement: Agreement, agency: UUID) -> set[str]:
    """The sources that an agency sends and no other party does: they leave with it."""
    parties = agreement.parties.all()
    mine = {layer for one in parties if one.agency_id == agency for layer in one.agency.layers}
    others = {layer for one in parties if one.agency_id != agency for layer in one.agency.layers}
    return set(_list_sources(mine - others))


def _list_sources(layers: Collection[str]) -> Iterator[str]:
    shapes = load_shapes(find_own_content()).items()
    return (source for source, shape in shapes if shape.agency in layers)


def leave_out(
    content: Mapping[str, Any], agency: UUID, *, sources: Collection[str]
) -> dict[str, Any]:
    """An agreed text without a party and these sources."""
    return {
        **content,
        "parties": [one for one in content["parties"] if one["agency"] != str(agency)],
        "data_sets": [one for one in content["data_sets"] if one["source"] not in sources],
    }
