"""What is new and what the time of year brings, each in a sentence to be read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from safercity.documents.edition_view import own_key, read_table
from safercity.partnership.common.in_words import write_share
from safercity.partnership.places.queries import Place, Reading

# What spans more small areas than this is news of the city, not of one of its places.
LOCAL_AREAS = 12
TOLD = 3


@dataclass(frozen=True)
class Headlines:
    """`news`: of the watch list, the number first; `season`: the next rise of the year, "" where
    none is known."""

    news: Sequence[str]
    season: str


def list_headlines(reading: Reading) -> Headlines | None:
    """The whole area's; None where the edition was made without them (`safercity refresh`)."""
    watch = read_table(reading, "watch")
    if not watch:
        return None
    number = watch["statements"][0]["text"] if watch["statements"] else ""
    return Headlines([number, *watch.get("says", [])[:TOLD]], _say_next(reading))


def _say_next(reading: Reading) -> str:
    rises = [one for one in read_table(reading, "seasons").get("rises", []) if not one["ward"]]
    if not rises:
        return ""
    first = min(rises, key=lambda one: (one["weeks"], -one["change"]))
    told = {
        "theme": first["title"],
        "when": first["months"],
        "change": write_share(first["change"]),
        "above": first["above"],
        "years": first["years"],
        "weeks": first["weeks"],
    }
    if first["weeks"] == 0:
        return (
            _(
                "%(theme)s is in its high season or about to be, %(when)s: about %(change)s above "
                "an average month, in %(above)s of %(years)s years."
            )
            % told
        )
    return (
        _(
            "Next to rise is %(theme)s, in %(when)s, about %(change)s above an average month, in "
            "%(above)s of %(years)s years; that is %(weeks)s weeks away."
        )
        % told
    )


@dataclass(frozen=True)
class PlaceHeadlines:
    """A place's season in a sentence ("" where none is known), and the news that lie in it."""

    season: str
    news: Sequence[str]


def find_headlines(reading: Reading, place: Place) -> PlaceHeadlines | None:
    """What the time of year brings here, and what is new; None where the edition has neither."""
    told = read_table(reading, "place_trends").get("places", {}).get(own_key(place)) or {}
    if "year" not in told:
        return None
    areas, watch = set(told.get("areas", ())), read_table(reading, "watch")
    news = [
        text
        for text, where in zip(watch.get("says", ()), watch.get("areas", ()), strict=True)
        if len(where) <= LOCAL_AREAS and areas & set(where)
    ]
    year = told["year"]["statements"]
    return PlaceHeadlines(year[0]["text"] if year else "", news)
