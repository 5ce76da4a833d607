"""The findings that an edition keeps, wherever in its tables they stand, each with a name.

Whatever has the plain values of a finding in a table of the edition is found: a new analysis needs
no word here to be on the pages, in the papers and in the exports. `PARTS` gives its part a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from safercity.documents.edition_view import Edition
from safercity.documents.findings import Heading, Values, write_finding
from safercity.documents.names import Names
from safercity.documents.values import Block, Paragraph, Points, Section
from safercity.documents.words import capitalise, spell_slug, write_plural

PARTS = {
    "watch": "What is new",
    "hot_spots": "Where each theme gathers",
    "seasons": "When: seasons and hours",
    "forecasts": "What to expect",
    "effects": "What was tried, and what it did",
    "indicators": "Indicators",
    "priorities": "Candidate priorities",
    "horizon": "What may come, beyond the data",
}
"""Tables with findings in the order in which they are read; others come after, by name."""

PLACES_TABLES = frozenset(
    "places cells small_areas geometry coverage capture score profiles place_trends".split()
)
"""Tables of the places, of themes and of their trends, which have sections of their own."""

ASPECTS = {"now": "", "reading": "", "over_time": "over time", "concentration": "how uneven"}
"""What a key within a row adds to the row's title; "" adds nothing."""

_WHOLE = {"statements", "limits", "text", "table", "chart"}


@dataclass(frozen=True)
class Kept:
    """A finding of an edition: an id of its own, its title, and the part it belongs to.

    `aspect`: what of the finding before it this one tells ("over time"); "" for one of its own.
    """

    id: str
    title: str
    part: str
    values: Values
    aspect: str = ""


def list_findings(edition: Edition, names: Names) -> list[Kept]:
    """Every finding of the edition beside those of places, themes and trends, part by part."""
    kept: list[Kept] = []
    for part in _list_parts(edition):
        empty = Kept(part.replace("_", "-"), "", part, {})
        kept += _walk(edition.table(part), empty, names=names)
    return kept


def name_part(part: str) -> str:
    """The heading of a part."""
    return PARTS.get(part) or capitalise(spell_slug(part))


def list_unread(edition: Edition) -> list[str]:
    """Indicators that the records cannot answer yet, each with what is lacking."""
    rows = edition.table("indicators") if "indicators" in edition.manifest["tables"] else {}
    return [
        f"{row['title']}: {row['not_read']}"
        for row in rows.get("indicators", ())
        if row.get("not_read")
    ]


def write_kept(kept: Kept, *, level: int, titles: Mapping[str, str]) -> Section:
    """One kept finding as a section. Raises `ChartNotDrawn`."""
    return write_finding(kept.values, Heading(kept.id, kept.title, level), titles=titles)


def write_parts(edition: Edition, names: Names) -> tuple[Section, ...]:
    """Every part of the edition's findings, for a paper: a part of one finding is one section,
    else a heading with a section for each. Aspects are told in words beside what they belong to.
    """
    sections: list[Section] = []
    for part, group in groupby(list_findings(edition, names), key=lambda one: one.part):
        found = list(group)
        if len(found) == 1 and found[0].title == name_part(part):
            sections.append(write_kept(found[0], level=2, titles=names.agencies))
            continue
        count = sum(not one.aspect for one in found)
        blocks: list[Block] = [Paragraph(f"{write_plural(count, 'finding')} in this part.")]
        unread = list_unread(edition) if part == "indicators" else []
        if unread:
            blocks += [Paragraph("Not to be answered yet:"), Points(tuple(unread))]
        sections.append(Section(f"part-{part}", name_part(part), tuple(blocks), starts_page=True))
        sections += _write_part(found, titles=names.agencies)
    return tuple(sections)


def _write_part(found: Sequence[Kept], *, titles: Mapping[str, str]) -> list[Section]:
    sections: list[Section] = []
    for one in found:
        if one.aspect and sections:
            words = Paragraph(f"{capitalise(one.aspect)}. {one.values['text']}")
            sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, words))
        else:
            sections.append(write_kept(one, level=3, titles=titles))
    return sections


def _list_parts(edition: Edition) -> list[str]:
    order = {part: at for at, part in enumerate(PARTS)}
    others = set(edition.manifest.get("tables", {})) - PLACES_TABLES
    return sorted(others, key=lambda part: (order.get(part, len(order)), part))


def _walk(value: Any, at: Kept, *, names: Names) -> Iterator[Kept]:
    if isinstance(value, Mapping) and value.keys() >= _WHOLE:
        yield replace(at, title=at.title or name_part(at.part), values=value)
    elif isinstance(value, Mapping):
        for key in sorted(value, key=lambda key: bool(ASPECTS.get(key, key))):
            yield from _walk(value[key], _add_aspect(at, key), names=names)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, row in enumerate(value, start=1):
            if isinstance(row, Mapping):
                yield from _walk(row, _add_row(at, row, number=number, names=names), names=names)


def _add_aspect(at: Kept, key: str) -> Kept:
    if not at.title:  # the list itself: "themes", "indicators"
        return at
    words = ASPECTS.get(key, spell_slug(key))
    if not words:
        return at
    return Kept(f"{at.id}-{_slug(key)}", f"{at.title}: {words}", at.part, {}, words)


def _add_row(at: Kept, row: Mapping[str, Any], *, number: int, names: Names) -> Kept:
    theme = row.get("theme")
    key = str(row.get("id") or theme or number)
    title = row.get("title") or (names.theme(theme) if theme else spell_slug(key))
    return Kept(f"{at.id}-{_slug(key)}", capitalise(str(title)), at.part, {})


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
