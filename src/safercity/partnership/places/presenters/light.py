"""A finding's page stays light: large drawings are files of their own, long tables pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from safercity.documents.rendering.lettering import embed_font
from safercity.documents.values import Block, Figure, Section, Table

INLINE = 12_000  # characters of a drawing that stands in the page itself
ROWS = 40  # of a folded table that stands in the page itself, and of one page of a longer one


@dataclass(frozen=True)
class File:
    """A drawing to be fetched: for wide screens, and for phones where it has one for them."""

    src: str
    narrow_src: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Elsewhere:
    """A table that has a page of its own."""

    address: str
    words: str


def lighten(name: str, blocks: Iterable[Block]) -> list[Block | File | Elsewhere]:
    """The blocks of a finding's page, what is heavy by its address."""
    return [_lighten(name, at, block=block) for at, block in enumerate(blocks)]


def _lighten(name: str, at: int, *, block: Block) -> Block | File | Elsewhere:
    if isinstance(block, Figure) and len(block.svg) + len(block.narrow or "") > INLINE:
        wide = {"name": name, "at": at, "width": "wide"}
        return File(
            reverse("places:figure", kwargs=wide),
            reverse("places:figure", kwargs=wide | {"width": "narrow"}) if block.narrow else "",
            block.alt,
            block.caption,
        )
    if isinstance(block, Table) and block.folded and len(block.rows) > ROWS:
        address = reverse("places:numbers", kwargs={"name": name, "at": at})
        return Elsewhere(address, block.counted)
    return block


def find_drawing(section: Section, at: int, *, width: str) -> str | None:
    """The SVG of the block at a position, with its letters; None where there is no such drawing."""
    block = section.blocks[at] if at < len(section.blocks) else None
    if not isinstance(block, Figure):
        return None
    drawn = {"wide": block.svg, "narrow": block.narrow}.get(width)
    return _letter(drawn) if drawn else None


def _letter(svg: str) -> str:
    """A picture of a page has none of the page's fonts, and in wider ones words are cut off."""
    opening, _sign, rest = svg.partition(">")
    return f"{opening}><style>{embed_font(400)}</style>{rest}"


def find_table(section: Section, at: int) -> Table | None:
    """The table at a position; None where there is none."""
    block = section.blocks[at] if at < len(section.blocks) else None
    return block if isinstance(block, Table) else None
