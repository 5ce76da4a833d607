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
from safercity.documents.words import capitalise, spell_slug, write_labels, write_plural
from safercity.evidence.findings.statements import join_words

PARTS = {
    "watch": "What is new",
    "last_year": "Since the last assessment",
    "similar": "Beside similar areas",
    "details": "What each theme is made of",
    "risk": "Groups and areas at risk, and where risks meet",
    "hot_spots": "Where each theme gathers",
    "surfaces": "How the picture of each theme changed",
    "seasons": "When: seasons and hours",
    "forecasts": "What to expect",
    "effects": "What was tried, and what it did",
    "power": "Before spending: what could be seen",
    "frozen": "Areas frozen at the baseline, and the rolling list",
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
    "groups": "by deprivation", "meeting": "where it meets deprivation",
    "standardised": "wards as if deprived alike",
    "rolling": "the rolling list, apart",
    "effects": "days of the calendar", "calendar": "rises of the year",
}  # fmt: skip
"""What a key within a row adds to the row's title ("" nothing), in their order."""

_WHOLE = {"statements", "limits", "text", "table", "chart"}


@dataclass(frozen=True)
class Kept:
    """A finding of an edition: an id of its own, its title, and the part it belongs to.

    `row`: the id shared by findings on one thing (a theme); `aspect`: what of it this one tells
    ("over time"), "" where it is the thing itself. `agencies`: whose records it tells, as it says
    itself or its row does; empty where that is for its table to say.
    """

    id: str
    title: str
    part: str
    values: Values
    aspect: str = ""
    row: str = ""
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One part of the edition: its `found`, in order, and `unread`, what could not be answered."""

    id: str
    found: tuple[Kept, ...]
    unread: tuple[str, ...]

    @property
    def heading(self) -> str:
        """What the part is called."""
        return name_part(self.id)


def list_parts(edition: Edition, names: Names) -> list[Part]:
    """Every part that holds a finding, or says why it holds none, in the order of reading."""
    parts = []
    for part in _order_parts(edition):
        empty = Kept(part.replace("_", "-"), "", part, {})
        found = tuple(_walk(edition.table(part), empty, names=names))
        unread = tuple(list_unread(edition, part))
        if found or unread:
            parts.append(Part(part, found, unread))
    return parts


def list_findings(edition: Edition, names: Names) -> list[Kept]:
    """Every finding of the edition beside those of places, themes and trends, part by part."""
    return [one for part in list_parts(edition, names) for one in part.found]


def name_part(part: str) -> str:
    """The heading of a part."""
    return PARTS.get(part) or capitalise(spell_slug(part))


def list_unread(edition: Edition, part: str) -> list[str]:
    """What the records cannot answer yet of a part, each with what is lacking; things that lack the
    same are named together."""
    lacking: dict[str, list[str]] = {}
    if part in edition.manifest["tables"]:
        for title, why in _walk_unread(edition.table(part), ""):
            lacking.setdefault(why, []).append(title)
    return [
        f"{join_words([one for one in titles if one])}: {why}" if any(titles) else why
        for why, titles in lacking.items()
    ]


def _walk_unread(value: Any, title: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and not value.keys() >= _WHOLE:
        title = value.get("title") or title
        lacking = [*value.get("untold", ()), *filter(None, [value.get("not_read")])]
        yield from ((title, why) for why in lacking)
        for key in sorted(value, key=_order_aspects):
            yield from _walk_unread(value[key], title)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for row in value:
            yield from _walk_unread(row, title)


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
    for part in list_parts(edition, names):
        rows = group_rows(part.found)
        if len(rows) == 1 and rows[0][0].title == part.heading and not part.unread:
            first, *others = rows[0]
            sections.append(write_kept(first, level=2, titles=names.agencies))
            sections += [write_kept(one, level=3, titles=names.agencies) for one in others]
            continue
        told = f"{write_plural(len(rows), 'finding')} in this part."
        blocks: list[Block] = [Paragraph(told)] if rows else []
        if part.unread:
            blocks += [Paragraph("Not to be answered yet:"), Points(part.unread)]
        name = f"part-{part.id}"
        sections.append(Section(name, part.heading, tuple(blocks), starts_page=True))
        sections += [_write_row(row, titles=names.agencies) for row in rows]
    return tuple(sections)


def _write_row(row: Sequence[Kept], *, titles: Mapping[str, str]) -> Section:
    """What stands for the row whole, the others in words, with the limits not said before."""
    section = write_kept(row[0], level=3, titles=titles)
    blocks = list(section.blocks)
    said = set(say_limits(row[0].values["limits"], titles=titles))
    for one in row[1:]:
        blocks.append(Paragraph(f"{capitalise(one.aspect)}. {write_labels(one.values['text'])}"))
        new = [each for each in say_limits(one.values["limits"], titles=titles) if each not in said]
        said.update(new)
        if new:
            blocks.append(Paragraph(" ".join(new), tone="small"))
    return replace(section, blocks=tuple(blocks))


def _order_parts(edition: Edition) -> list[str]:
    order = {part: at for at, part in enumerate(PARTS)}
    others = set(edition.manifest.get("tables", {})) - PLACES_TABLES
    return sorted(others, key=lambda part: (order.get(part, len(order)), part))


def _walk(value: Any, at: Kept, *, names: Names) -> Iterator[Kept]:
    if isinstance(value, Mapping) and value.keys() >= _WHOLE:
        at = replace(at, title=at.title or WHOLES.get(at.part) or name_part(at.part))
        yield replace(at, values=value, agencies=_list_agencies(value) or at.agencies)
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
    named = f"{at.title}: {words}"
    return Kept(f"{at.id}-{_slug(key)}", named, at.part, {}, words, at.row, at.agencies)


def _add_row(at: Kept, row: Mapping[str, Any], *, number: int, names: Names) -> Kept:
    theme = row.get("theme")
    key = str(row.get("id") or theme or number)
    title = row.get("title") or (names.theme(theme) if theme else spell_slug(key))
    name = f"{at.id}-{_slug(key)}"
    agencies = _list_agencies(row) or at.agencies
    return Kept(name, capitalise(str(title)), at.part, {}, row=name, agencies=agencies)


def _list_agencies(row: Mapping[str, Any]) -> tuple[str, ...]:
    one, several = row.get("agency"), row.get("agencies")
    told = [one] if one else several if isinstance(several, list) else []
    return tuple(map(str, told))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
