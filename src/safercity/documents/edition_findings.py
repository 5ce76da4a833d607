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
from safercity.documents.finding_words import say_limits
from safercity.documents.findings import Heading, Values, write_finding
from safercity.documents.names import Names
from safercity.documents.values import Block, Paragraph, Points, Section
from safercity.documents.words import capitalise, spell_slug, write_plural

PARTS = {
    "watch": "What is new",
    "details": "What each theme is made of",
    "risk": "Where risks meet",
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

WHOLES = {"seasons": "The year, and what rises when"}
"""Titles of findings of a whole part, where the part's heading does not name them."""

ASPECTS = {
    "year": "", "matrix": "harm and likelihood",
    "now": "", "reading": "", "season": "", "make_up": "",
    "week": "in the week", "repeats": "repeats", "wards": "by ward",
    "over_time": "over time", "concentration": "how uneven", "forecast": "what to expect",
    "effects": "days of the calendar", "calendar": "rises of the year",
}  # fmt: skip
"""What a key within a row adds to the row's title ("" nothing), in their order."""

_WHOLE = {"statements", "limits", "text", "table", "chart"}


@dataclass(frozen=True)
class Kept:
    """A finding of an edition: an id of its own, its title, and the part it belongs to.

    `row`: the id shared by findings on one thing (a theme); `aspect`: what of it this one tells
    ("over time"), "" where it is the thing itself.
    """

    id: str
    title: str
    part: str
    values: Values
    aspect: str = ""
    row: str = ""


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


def group_rows(found: Sequence[Kept]) -> list[list[Kept]]:
    """Findings on one thing together, each group in order: the first stands for it."""
    return [list(group) for _row, group in groupby(found, key=lambda one: one.row or one.id)]


def write_parts(edition: Edition, names: Names) -> tuple[Section, ...]:
    """Every part of the edition's findings, for a paper: a part of one finding is one section,
    else a heading with a section for each thing. Further aspects of a thing are told in words.
    """
    sections: list[Section] = []
    for part, group in groupby(list_findings(edition, names), key=lambda one: one.part):
        found = group_rows(list(group))
        if len(found) == 1 and found[0][0].title == name_part(part):
            first, *others = found[0]
            sections.append(write_kept(first, level=2, titles=names.agencies))
            sections += [write_kept(one, level=3, titles=names.agencies) for one in others]
            continue
        blocks: list[Block] = [Paragraph(f"{write_plural(len(found), 'finding')} in this part.")]
        unread = list_unread(edition) if part == "indicators" else []
        if unread:
            blocks += [Paragraph("Not to be answered yet:"), Points(tuple(unread))]
        sections.append(Section(f"part-{part}", name_part(part), tuple(blocks), starts_page=True))
        sections += [_write_row(row, titles=names.agencies) for row in found]
    return tuple(sections)


def _write_row(row: Sequence[Kept], *, titles: Mapping[str, str]) -> Section:
    """What stands for the row whole, the others in words, with the limits not said before."""
    section = write_kept(row[0], level=3, titles=titles)
    blocks = list(section.blocks)
    said = set(say_limits(row[0].values["limits"], titles=titles))
    for one in row[1:]:
        blocks.append(Paragraph(f"{capitalise(one.aspect)}. {one.values['text']}"))
        new = [each for each in say_limits(one.values["limits"], titles=titles) if each not in said]
        said.update(new)
        if new:
            blocks.append(Paragraph(" ".join(new), tone="small"))
    return replace(section, blocks=tuple(blocks))


def _list_parts(edition: Edition) -> list[str]:
    order = {part: at for at, part in enumerate(PARTS)}
    others = set(edition.manifest.get("tables", {})) - PLACES_TABLES
    return sorted(others, key=lambda part: (order.get(part, len(order)), part))


def _walk(value: Any, at: Kept, *, names: Names) -> Iterator[Kept]:
    if isinstance(value, Mapping) and value.keys() >= _WHOLE:
        at = replace(at, title=at.title or WHOLES.get(at.part) or name_part(at.part))
        yield replace(at, values=value)
        inside = {key: one for key, one in value.items() if key in ASPECTS}
        yield from _walk(inside, replace(at, row=at.row or at.id), names=names)
    elif isinstance(value, Mapping):
        for key in sorted(value, key=_order_aspects):
            yield from _walk(value[key], _add_aspect(at, key), names=names)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, row in enumerate(value, start=1):
            if isinstance(row, Mapping):
                yield from _walk(row, _add_row(at, row, number=number, names=names), names=names)


def _order_aspects(key: str) -> tuple[int, str]:
    return (list(ASPECTS).index(key) if key in ASPECTS else len(ASPECTS), key)


def _add_aspect(at: Kept, key: str) -> Kept:
    if not at.title:  # the list itself: "themes", "indicators"
        return at
    words = ASPECTS.get(key, spell_slug(key))
    if not words:
        return at
    return Kept(f"{at.id}-{_slug(key)}", f"{at.title}: {words}", at.part, {}, words, at.row)


def _add_row(at: Kept, row: Mapping[str, Any], *, number: int, names: Names) -> Kept:
    theme = row.get("theme")
    key = str(row.get("id") or theme or number)
    title = row.get("title") or (names.theme(theme) if theme else spell_slug(key))
    name = f"{at.id}-{_slug(key)}"
    return Kept(name, capitalise(str(title)), at.part, {}, row=name)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
