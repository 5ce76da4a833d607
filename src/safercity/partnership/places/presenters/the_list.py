"""The page of the list: finding, filters, rows, map, what each agency misses, how good it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from safercity.documents.edition_view import PARTS, part_of, read_capture
from safercity.documents.high_demand_places.quality import build_quality
from safercity.documents.names import STRIP
from safercity.documents.values import Section
from safercity.documents.words import write_count, write_ordinal
from safercity.partnership.common.in_words import write_quarter
from safercity.partnership.places.forms import Filters
from safercity.partnership.places.presenters import (
    changes,
    claim,
    drawing,
    findings,
    headlines,
    rows,
)
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.queries import (
    Place,
    Reading,
    list_places,
)

MOST_SQUARES = 40
ROWS, ORPHANS = 22, 5  # of one page: with its map it stays under 100 kB


@dataclass(frozen=True)
class Choice:
    """One filter: its name in the address, its label, and (value, words) pairs."""

    name: str
    label: str
    every: str
    options: Sequence[tuple[str, str]]

    @property
    def values(self) -> list[str]:
        return [value for value, _words in self.options]


@dataclass(frozen=True)
class Missed:
    """How many of the places one agency alone would have missed; a square for each place."""

    agency: str
    count: int
    squares: Sequence[bool]


@dataclass(frozen=True)
class Group:
    """Rows under one heading; the shared list has none, being the page's own."""

    id: str
    heading: str
    note: str
    rows: Sequence[rows.Row]
    ticks: Sequence[str]


@dataclass(frozen=True)
class ListPage:
    """Everything the template of the list shows."""

    heading: str
    lead: str
    choices: Sequence[tuple[Choice, str]]
    filters: Filters
    count: str
    groups: Sequence[Group]
    states: Sequence[tuple[str, str]]
    letters: Sequence[tuple[str, str]]
    turned: Page
    map: drawing.Drawing
    map_says: str
    missed_heading: str
    missed: Sequence[Missed]
    quality: Section
    limits: Sequence[str]
    weightings: str
    listed: int
    cells: str
    changes: changes.Changes | None
    headlines: headlines.Headlines | None
    findings: Sequence[findings.Part]


def present_list(reading: Reading, filters: Filters, *, number: str | int | None = 1) -> ListPage:
    """The page of this number for the places that the filters let through."""
    places = list_places(reading, filters)
    turned = Paginator(places, ROWS, orphans=ORPHANS).get_page(number)
    here = list(turned.object_list)
    shown = {place["id"] for place in here}
    rest = [place for place in places if place["id"] not in shown]
    groups = _groups(places, here)
    choices = list_choices(reading)
    settings = reading.manifest.get("settings", {})
    return ListPage(
        heading=claim.write_heading(reading.places),
        lead=claim.write_lead(reading),
        choices=[(choice, getattr(filters, choice.name)) for choice in choices],
        filters=filters,
        count=_count(places, reading.places),
        groups=groups,
        states=rows.describe_states([row for group in groups for row in group.rows]),
        letters=[(names().two_letters(slug), names().agency(slug)) for slug in STRIP],
        turned=turned,
        map=drawing.draw_places(reading, here, rest=rest),
        map_says=_say_map(here, places),
        missed_heading=_head_missed(reading),
        missed=list_missed(reading),
        quality=build_quality(reading)[0],
        limits=reading.manifest.get("limits", []),
        weightings=write_count(settings.get("weightings", 0)),
        listed=settings.get("listed", 0),
        cells=write_count(len(reading.table("cells")["cells"])),
        changes=changes.list_changes(reading),
        headlines=headlines.list_headlines(reading),
        findings=findings.list_parts(reading),
    )


def list_choices(reading: Reading) -> list[Choice]:
    """The filters, with the values that the edition's places have."""
    places = reading.places
    agencies = names().in_order({slug for place in places for slug in place["agencies"]})
    themes = sorted({slug for place in places for slug in place["themes"]}, key=names().theme)
    kinds = [k for k in KINDS if any(place["class"] == k for place in places)]
    sures = [s for s in SURES if any(place["sure"] == s for place in places)]
    sure_words = {"firm": _("Firm"), "fairly firm": _("Fairly firm"), "tentative": _("Tentative")}
    return [
        Choice("agency", _("Seen by"), _("Any agency"), [(s, names().agency(s)) for s in agencies]),
        Choice("theme", _("Theme"), _("All themes"), [(s, names().theme(s)) for s in themes]),
        Choice("kind", _("Kind"), _("All kinds"), [(k, rows.title_kind(k)) for k in kinds]),
        Choice(
            "sure", _("How sure"), _("All"), [(s.replace(" ", "-"), sure_words[s]) for s in sures]
        ),
        Choice("period", _("High in"), _("Any period"), list(_periods(places))),
    ]


KINDS = [kind for part in PARTS for kind in part]
SURES = ("firm", "fairly firm", "tentative")


def _periods(places: Iterable[Place]) -> Iterable[tuple[str, str]]:
    quarters = sorted({quarter for place in places for quarter in place["quarters"]}, reverse=True)
    year = ""
    for quarter in quarters:
        if quarter[:4] != year:
            year = quarter[:4]
            yield year, _("Any quarter of %(year)s") % {"year": year}
        yield quarter, write_quarter(quarter)


def _groups(places: Sequence[Place], here: Sequence[Place]) -> list[Group]:
    """Parts of the list that begin or go on here: their headings count what the others hold too."""
    parts = [[p for p in places if part_of(p) == k] for k in range(len(PARTS))]
    shown = [[p for p in here if part_of(p) == k] for k in range(len(PARTS))]
    return [
        _group(k, part, here=rows)
        for k, (part, rows) in enumerate(zip(parts, shown, strict=True))
        if rows
    ]


def _group(part: int, places: Sequence[Place], *, here: Sequence[Place]) -> Group:
    heading, note = claim.name_part(part, len(places))
    last = rows.last_rank(places)
    return Group(
        id=PARTS[part][0],
        heading=heading,
        note=note,
        rows=rows.list_rows(here, last=last),
        ticks=[write_ordinal(rank) for rank in (1, (1 + last) // 2, last)],
    )


def _count(places: Sequence[Place], every: Sequence[Place]) -> str:
    if len(places) == len(every):
        return claim.count_places(every)
    told = {"found": claim.count_places(places), "every": claim.count_places(every)}
    return _("%(found)s. Without filters, %(every)s.") % told


def _say_map(here: Sequence[Place], places: Sequence[Place]) -> str:
    told = {"places": claim.count_places(here)}
    said = _("Map of %(places)s. The list says all that the map shows.") % told
    if len(here) == len(places):
        return said
    return _("%(said)s Dots are the places on other pages of the list.") % {"said": said}


def list_missed(reading: Reading) -> list[Missed]:
    """Agencies by how many of the shared places they alone would have missed, fewest first."""
    of, missed = read_capture(reading)
    order = sorted(names().in_order(missed), key=lambda slug: missed[slug])
    return [
        Missed(
            names().agency(slug),
            missed[slug],
            [k < missed[slug] for k in range(of)] if of <= MOST_SQUARES else [],
        )
        for slug in order
        if of
    ]


def _head_missed(reading: Reading) -> str:
    of, missed = read_capture(reading)
    if not of:
        return ""
    slug = "police" if "police" in missed else names().in_order(missed)[0]
    return _("%(agency)s records alone would have found %(n)s of the %(of)s") % {
        "agency": names().agency(slug), "n": of - missed[slug], "of": of,
    }  # fmt: skip
