"""The page of the list: finding, filters, rows, map, what each agency misses, how good it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.edition_view import read_capture
from safercity.documents.high_demand_places.claim import write_claim, write_lead
from safercity.documents.high_demand_places.quality import build_quality
from safercity.documents.values import Section
from safercity.documents.words import write_quarter
from safercity.partnership.places.forms import Filters
from safercity.partnership.places.presenters import drawing, rows
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.queries import (
    Place,
    is_shared,
    list_every_place,
    matches,
)

MOST_SQUARES = 40


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
    ticks: Sequence[str]
    map: drawing.Drawing
    map_says: str
    missed_heading: str
    missed: Sequence[Missed]
    quality: Section
    limits: Sequence[str]
    settings: dict[str, Any]
    cells: int


def present_list(edition: Any, filters: Filters) -> ListPage:
    """The page for the places that the filters let through."""
    every = list_every_place(edition)
    marked = [pair for pair in rows.mark_places(every) if matches(pair[1], filters)]
    last = rows.last_rank(every)
    groups = _groups(marked, last=last)
    shown = [row for group in groups for row in group.rows]
    choices = list_choices(edition)
    missed = list_missed(edition)
    return ListPage(
        heading=write_claim(edition),
        lead=write_lead(edition),
        choices=[(choice, getattr(filters, choice.name)) for choice in choices],
        filters=filters,
        count=_count(marked, every),
        groups=groups,
        states=rows.describe_states(shown),
        ticks=[_ordinal(rank) for rank in (1, (1 + last) // 2, last)],
        map=drawing.draw_places(edition, marked),
        map_says=_say_map(marked),
        missed_heading=_head_missed(edition),
        missed=missed,
        quality=build_quality(edition)[0],
        limits=edition.manifest.get("limits", []),
        settings=edition.manifest.get("settings", {}),
        cells=len(edition.table("cells").get("cells", [])),
    )


def list_choices(edition: Any) -> list[Choice]:
    """The filters, with the values that the edition's places have."""
    places = list_every_place(edition)
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


KINDS = ("persistent", "emerging", "seasonal", "former", "single_agency", "undetermined")
SURES = ("firm", "fairly firm", "tentative")


def _periods(places: Iterable[Place]) -> Iterable[tuple[str, str]]:
    quarters = sorted({quarter for place in places for quarter in place["quarters"]}, reverse=True)
    year = ""
    for quarter in quarters:
        if quarter[:4] != year:
            year = quarter[:4]
            yield year, _("Any quarter of %(year)s") % {"year": year}
        yield quarter, write_quarter(quarter)


def _groups(marked: Sequence[tuple[str, Place]], *, last: int) -> list[Group]:
    shared = [pair for pair in marked if is_shared(pair[1])]
    single = [pair for pair in marked if pair[1]["class"] == "single_agency"]
    unsure = [pair for pair in marked if pair[1]["class"] == "undetermined"]
    found = [
        Group("shared", "", "", rows.list_rows(shared, last=last)),
        Group(
            "single",
            ngettext("%(n)s more place is seen by one agency alone",
                     "%(n)s more places are seen by one agency alone", len(single))
            % {"n": len(single)},
            _("Ranked within that agency’s own records."),
            rows.list_rows(single, last=last),
        ),
        Group(
            "undetermined",
            ngettext("%(n)s place cannot be told yet", "%(n)s places cannot be told yet", len(unsure))
            % {"n": len(unsure)},
            _("Too few agencies sent enough quarters to say."),
            rows.list_rows(unsure, last=last),
        ),
    ]  # fmt: skip
    return [group for group in found if group.rows]


def _count(marked: Sequence[tuple[str, Place]], every: Sequence[Place]) -> str:
    return ngettext("%(n)s of %(of)s place", "%(n)s of %(of)s places", len(every)) % {
        "n": len(marked), "of": len(every),
    }  # fmt: skip


def _ordinal(rank: int) -> str:
    tail = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{tail}"


def _say_map(marked: Sequence[tuple[str, Place]]) -> str:
    return ngettext(
        "Map of the %(n)s place in the list. The list says all that the map shows.",
        "Map of the %(n)s places in the list. The list says all that the map shows.",
        len(marked),
    ) % {"n": len(marked)}


def list_missed(edition: Any) -> list[Missed]:
    """Agencies by how many of the shared places they alone would have missed, fewest first."""
    of, missed = read_capture(edition)
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


def _head_missed(edition: Any) -> str:
    of, missed = read_capture(edition)
    if not of:
        return ""
    slug = "police" if "police" in missed else names().in_order(missed)[0]
    return _("%(agency)s records alone would have found %(n)s of the %(of)s") % {
        "agency": names().agency(slug), "n": of - missed[slug], "of": of,
    }  # fmt: skip
