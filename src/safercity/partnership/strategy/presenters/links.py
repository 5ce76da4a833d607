"""Which outcome serves which other strategy, seen from both sides, and where nothing meets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from safercity.documents.strategy import LinkedDocument, Strategy
from safercity.partnership.strategy.presenters.words import say


@dataclass(frozen=True)
class Link:
    """One end of a link: what is at the other end, why, and whether that is our inference."""

    code: str
    title: str
    why: str
    inferred: bool


@dataclass(frozen=True)
class Side:
    """A document, or a part of the strategy, with the links that lead from it."""

    code: str
    title: str
    holder: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class LinksPage:
    """Both directions, and what is marked: gaps (nothing meets) and overlaps (several meet)."""

    documents: tuple[Side, ...]
    leaned_on: tuple[Side, ...]
    own: tuple[Side, ...]
    parts: tuple[Side, ...]
    gaps: tuple[str, ...]
    overlaps: tuple[Side, ...]


def present_links(strategy: Strategy) -> LinksPage:
    """The page of linked strategies."""
    parts = tuple(
        _from_part(strategy, each)
        for each in (*strategy.priorities, *strategy.outcomes, *strategy.supporting)
    )
    linked, leaned_on, own = (
        tuple(_from_document(strategy, each) for each in strategy.documents if each.kind == kind)
        for kind in ("linked", "leaned_on", "own")
    )
    without = [side.title for side in linked if not side.links]
    unserved = [f"{side.code} {side.title}" for side in parts if not side.links]
    return LinksPage(
        linked,
        leaned_on,
        own,
        parts,
        (*without, *unserved),
        tuple(_find_overlaps(parts, {each.code for each in linked})),
    )


def _find_overlaps(parts: Iterable[Side], strategies: Collection[str]) -> Iterator[Side]:
    """Parts on which several other strategies bear, with those links alone: papers are none."""
    for side in parts:
        links = tuple(link for link in side.links if link.code in strategies)
        if len(links) > 1:
            yield replace(side, links=links)


def list_link_rows(page: LinksPage) -> Iterator[tuple[str, ...]]:
    """One row a link of a document; a document that bears on nothing has a row without one."""
    for side in (*page.documents, *page.leaned_on, *page.own):
        for link in side.links:
            whose = _("ours") if link.inferred else _("said by a text")
            yield side.title, side.holder, f"{link.code} {link.title}", link.why, whose
        if not side.links:
            yield side.title, side.holder, "", "", ""


def _from_document(strategy: Strategy, document: LinkedDocument) -> Side:
    links = tuple(
        Link(each.to, strategy.name(each.to), say(each.why), each.inferred)
        for each in document.relates
    )
    holder = strategy.name(document.holder) if document.holder else ""
    return Side(document.id, say(document.title), holder, links)


def _from_part(strategy: Strategy, part) -> Side:
    links = tuple(
        Link(document.id, say(document.title), say(relation.why), relation.inferred)
        for document in strategy.documents
        for relation in document.relates
        if relation.to == part.id
    )
    return Side(part.id, say(part.title), "", links)
