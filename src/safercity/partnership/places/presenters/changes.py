"""What rises and what falls: a sentence a theme, and one for a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.words import capitalise, write_share
from safercity.evidence.findings.statements import write_words
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.queries import Place, Reading

CLEAR = ("rising", "falling")
BY_CHANCE = 0.05  # what intervals of 95% leave out


@dataclass(frozen=True)
class Change:
    """One theme: its title, whose records it is told from, and what they say."""

    title: str
    agency: str
    text: str


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
    if "profiles" not in reading.manifest["tables"]:
        return None
    themes = reading.table("profiles")["themes"]
    clear = [one for one in themes if one["verdict"] in CLEAR]
    return Changes(
        clear=[
            Change(one["title"], _agency(one), _say_change(one))
            for one in sorted(clear, key=_by_size)
        ],
        unclear=[one["title"] for one in themes if one["verdict"] not in CLEAR],
        by_chance=_say_chance(sum(one["change"] is not None for one in themes)),
    )


def find_change(reading: Reading, place: Place) -> Change | None:
    """The trend of the records here of the agency that has most; None where there is none."""
    if "place_trends" not in reading.manifest["tables"]:
        return None
    told = reading.table("place_trends")["places"].get(place["id"])
    return Change("", _agency(told), told["text"]) if told else None


def _say_chance(tried: int) -> str:
    few = max(1, round(tried * BY_CHANCE))
    return ngettext(
        "Of %(tried)s themes tried, about %(few)s would look so by chance alone.",
        "Of %(tried)s themes tried, about %(few)s would look so by chance alone.",
        tried,
    ) % {"tried": tried, "few": write_words(few)}


def _by_size(row: dict) -> float:
    return -abs(row["change"])


def _agency(row: dict) -> str:
    return capitalise(names().agency(row["agency"]))


def _say_change(row: dict) -> str:
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
