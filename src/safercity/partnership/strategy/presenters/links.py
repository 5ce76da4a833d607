"""Which outcome serves which other strategy, seen from both sides, and where nothing meets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from safercity.documents.strategy import LinkedDocument, Strategy
from safercity.partnership.strategy.presenters.whole import say


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
    parts: tuple[Side, ...]
    gaps: tuple[str, ...]
    overlaps: tuple[Side, ...]


def present_links(strategy: Strategy) -> LinksPage:
    """The page of linked strategies."""
    parts = tuple(
        _from_part(strategy, each)
        for each in (*strategy.priorities, *strategy.outcomes, *strategy.supporting)
    )
    linked = tuple(_from_document(strategy, each) for each in strategy.linked_documents)
    others = [each for each in strategy.documents if each.kind == "leaned_on"]
    without = [side.title for side in linked if not side.links]
    unserved = [f"{side.code} {side.title}" for side in parts if not side.links]
    return LinksPage(
        linked,
        tuple(_from_document(strategy, each) for each in others),
        parts,
        (*without, *unserved),
        tuple(side for side in parts if len(side.links) > 1),
    )


def list_link_rows(page: LinksPage) -> Iterator[tuple[str, ...]]:
    """One row a link of a document; a document that bears on nothing has a row without one."""
    for side in (*page.documents, *page.leaned_on):
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
