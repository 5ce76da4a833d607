"""The heading states the finding; the lead says how sure it is, and what stands beside the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.edition_view import PARTS
from safercity.partnership.common.in_words import join_words, open_with
from safercity.partnership.places.queries import Place, Reading, is_shared

SURES = ("firm", "fairly firm", "tentative")


def write_heading(places: Sequence[Place]) -> str:
    """The finding of the whole list, whatever the filters."""
    shared = sum(map(is_shared, places))
    if not shared:
        return _("No place can be called high demand for several agencies")
    return ngettext(
        "%(n)s place where several agencies see lasting demand",
        "%(n)s places where several agencies see lasting demand",
        shared,
    ) % {"n": shared if shared > 9 else open_with(shared)}


def write_lead(reading: Reading) -> str:
    """How sure, or where the list is empty, what the edition states."""
    shared = [place for place in reading.places if is_shared(place)]
    if not shared:
        told = reading.manifest.get("statement", [])
        return " ".join(each["text"] for each in told if each.get("text"))
    counts = Counter(place["sure"] for place in shared)
    parts = [f"{open_with(counts[sure]).lower()} {_sure(sure)}" for sure in SURES if counts[sure]]
    first = next(sure for sure in SURES if counts[sure])
    verb = _("is") if counts[first] == 1 else _("are")
    parts[0] = f"{open_with(counts[first])} {verb} {_sure(first)}"
    return f"{join_words(parts)}. {_first(shared[0])}"


def _sure(sure: str) -> str:
    return {"firm": _("firm"), "fairly firm": _("fairly firm")}.get(sure, _("tentative"))


def _first(place: Place) -> str:
    return ngettext(
        "First on the list: %(name)s, which %(n)s agency sees.",
        "First on the list: %(name)s, which %(n)s agencies see.",
        len(place["agencies"]),
    ) % {"name": place["name"], "n": len(place["agencies"])}


def count_places(places: Sequence[Place]) -> str:
    """How many places, and how many of them the heading speaks of: the list, map and place's page
    say it alike.
    """
    shared = sum(map(is_shared, places))
    apart = len(places) - shared
    told = ngettext("%(n)s place", "%(n)s places", len(places)) % {"n": len(places)}
    if not places:
        return told
    if not apart:
        return _("%(places)s that several agencies see") % {"places": told}
    if not shared:
        return _("%(places)s, not one that several agencies see") % {"places": told}
    return ngettext(
        "%(places)s: %(shared)s that several agencies see, and %(n)s other",
        "%(places)s: %(shared)s that several agencies see, and %(n)s others",
        apart,
    ) % {"places": told, "shared": shared, "n": apart}


def name_part(part: int, count: int) -> tuple[str, str]:
    """Heading and note of a part of the list; the first part is the page's own and needs none."""
    n = {"n": open_with(count)}
    kind = PARTS[part][0]
    if kind == "undetermined":
        heading = ngettext(
            "%(n)s place cannot be told yet", "%(n)s places cannot be told yet", count
        )
        return heading % n, _("Too few agencies sent enough quarters to say.")
    if kind == "few_agencies":
        heading = ngettext(
            "%(n)s place is seen by fewer agencies than the list needs",
            "%(n)s places are seen by fewer agencies than the list needs",
            count,
        )
        return heading % n, _("Ranked by the agencies that see them.")
    if kind == "single_agency":
        heading = ngettext(
            "%(n)s place is seen by one agency alone",
            "%(n)s places are seen by one agency alone",
            count,
        )
        return heading % n, _("Ranked within that agency’s own records.")
    if kind == "former":
        heading = ngettext(
            "%(n)s place was on such a list before",
            "%(n)s places were on such a list before",
            count,
        )
        return heading % n, _("Several agencies saw lasting demand here, and no longer do.")
    return "", ""
