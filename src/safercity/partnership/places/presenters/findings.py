"""What the edition says beside the places: an index by part, and a page a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.documents import edition_findings
from safercity.documents.edition_findings import Kept, group_rows, list_findings, name_part
from safercity.documents.export.plain import Cell
from safercity.documents.findings import Heading
from safercity.documents.values import Section
from safercity.partnership.places import queries
from safercity.partnership.places.presenters import charts
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.presenters.reach import name_sources
from safercity.partnership.places.queries import Reading
from safercity.partnership.sharing.queries import WAYS_KEPT, Marked

COLUMNS = ("part", "finding", "aspect", "address")


@dataclass(frozen=True)
class Entry:
    """A finding in the index, with those that tell another side of it: (id, title)."""

    id: str
    title: str
    aspects: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Part:
    """One part of the index; `unread`: what the records cannot answer yet."""

    id: str
    heading: str
    entries: Sequence[Entry]
    unread: Sequence[str]

    @property
    def alone(self) -> Entry | None:
        """Its one finding, where that is called as the part is: the heading leads to it."""
        first, *others = self.entries or (None,)
        return first if first and not others and first.title == self.heading else None


@dataclass(frozen=True)
class FindingPage:
    """One finding, the part of the index that it stands in, and what it carries by its records."""

    part: str
    section: Section
    marked: Marked


@lru_cache(maxsize=WAYS_KEPT)
def list_parts(reading: Reading) -> tuple[Part, ...]:
    """The index; empty where the edition keeps no more than its places."""
    return tuple(
        Part(part.id, part.heading, _enter(part.found), tuple(map(name_sources, part.unread)))
        for part in edition_findings.list_parts(reading, names())
    )


def _enter(found: Sequence[Kept]) -> list[Entry]:
    return [
        Entry(first.id, first.title, [(one.id, one.aspect) for one in others])
        for first, *others in group_rows(found)
    ]


@lru_cache(maxsize=256)
def present_finding(reading: Reading, name: str) -> FindingPage | None:
    """The page of one finding; None where the edition keeps none of that id."""
    kept = next((one for one in _list(reading) if one.id == name), None)
    if kept is None:
        return None
    heading = Heading(kept.id, kept.title, 1)
    section = charts.present_finding(reading, kept.values, heading=heading)
    marked = queries.mark(reading, kept.agencies, table=kept.part)
    return FindingPage(name_part(kept.part), section, marked)


@lru_cache(maxsize=WAYS_KEPT)
def _list(reading: Reading) -> tuple[Kept, ...]:
    return tuple(list_findings(reading, names()))


def write_rows(parts: Sequence[Part]) -> Iterator[list[Cell]]:
    """The index for a file: one row a finding, then what the records cannot answer yet."""
    for part in parts:
        for entry in part.entries:
            yield [part.heading, entry.title, "", _address(entry.id)]
            for key, aspect in entry.aspects:
                yield [part.heading, entry.title, aspect, _address(key)]
        for words in part.unread:
            yield [part.heading, words, _("Not to be answered yet"), ""]


def _address(finding: str) -> str:
    return reverse("places:finding", args=[finding])
