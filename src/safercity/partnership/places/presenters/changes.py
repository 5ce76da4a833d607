"""What rises and what falls: a sentence a theme, and one for a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.edition_view import own_key, read_table
from safercity.documents.high_demand_places.changes import (
    CLEAR,
    count_tried,
    list_clear,
    list_themes,
)
from safercity.documents.words import capitalise
from safercity.evidence.findings.statements import write_words
from safercity.partnership.common.in_words import write_share
from safercity.partnership.places.presenters import charts
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.queries import Place, Reading, mark
from safercity.partnership.sharing.queries import Marked


@dataclass(frozen=True)
class Change:
    """One theme: its title, whose records it is told from, what they say, a sketch of them, and
    what a page of it carries."""

    theme: str
    title: str
    agency: str
    text: str
    sketch: charts.Sketch
    marked: Marked


@dataclass(frozen=True)
class Changes:
    """The themes with a clear trend, the titles of those without one, and how many of all that
    were tried chance alone would show as clear.
    """

    clear: Sequence[Change]
    unclear: Sequence[str]
    by_chance: str


def list_changes(reading: Reading) -> Changes | None:
    """The themes of the edition; None where it was made without them (`safercity refresh`)."""
    themes = list_themes(reading)
    if not themes:
        return None
    return Changes(
        clear=_list_clear(reading),
        unclear=[one["title"] for one in themes if one["verdict"] not in CLEAR],
        by_chance=_say_chance(*count_tried(themes)),
    )


def find_theme(reading: Reading, theme: str) -> tuple[Change, charts.Shown] | None:
    """One theme with a clear trend, its chart and numbers; None where the edition tells none."""
    shown = charts.draw_theme(reading, theme)
    if shown is None:
        return None
    return next(one for one in _list_clear(reading) if one.theme == theme), shown


def _list_clear(reading: Reading) -> list[Change]:
    drawn = charts.sketch_themes(reading)
    return [
        Change(
            one["theme"],
            one["title"],
            _agency(one),
            _say_change(one),
            drawn[one["theme"]],
            mark(reading, (one["agency"], *one.get("others", ())), table="profiles"),
        )
        for one in list_clear(list_themes(reading))
    ]


@dataclass(frozen=True)
class PlaceChange:
    """The agency with most records in a place, what they say over the months, and their chart."""

    agency: str
    text: str
    shown: charts.Shown | None


def find_change(reading: Reading, place: Place) -> PlaceChange | None:
    """The trend of the records here of the agency that has most; None where there is none."""
    told = read_table(reading, "place_trends").get("places", {}).get(own_key(place))
    if not told:
        return None
    return PlaceChange(_agency(told), told["text"], charts.draw_place(reading, place))


def _say_chance(tried: int, few: int) -> str:
    if not tried:
        return _("Of no theme were enough months sent to tell a trend.")
    return ngettext(
        "Of %(tried)s themes tried, about %(few)s would look so by chance alone.",
        "Of %(tried)s themes tried, about %(few)s would look so by chance alone.",
        tried,
    ) % {"tried": tried, "few": write_words(few)}


def _agency(row: Mapping[str, Any]) -> str:
    return capitalise(names().agency(row["agency"]))


def _say_change(row: Mapping[str, Any]) -> str:
    """A sentence to read aloud; the months it is about stand once above the list."""
    rises = row["verdict"] == "rising"
    ends = sorted(abs(row[end]) for end in ("low", "high"))
    told = (
        _("Rising by about %(change)s a year (likely %(low)s to %(high)s).")
        if rises
        else (_("Falling by about %(change)s a year (likely %(low)s to %(high)s)."))
    )
    low, high = (write_share(end) for end in ends)
    return told % {"change": write_share(abs(row["change"])), "low": low, "high": high}
