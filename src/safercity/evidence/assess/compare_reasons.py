"""Why two lists agree or differ, as a code and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from safercity.evidence.assess.compare_ground import Ground, OurPlace
from safercity.evidence.assess.partner_list import ListedPlace
from safercity.evidence.findings.statements import join_words

MANY_TIMES = 10
STEPS = (
    "in the lowest half", "in the upper half", "in the highest quarter", "in the highest 10%",
    "in the highest 5%", "in the highest 1%",
)  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """A verdict with its reason: a code for programs and a sentence for people."""

    verdict: str
    code: str
    sentence: str


def explain_agreement(place: OurPlace, ground: Ground, *, shape: shapely.Geometry | None) -> Reason:
    """Why the entry is our place: rank, who sees it, since when; and when theirs is far larger."""
    words = _describe(place, ground)
    if shape is None:
        words += " Matched by name alone."
    elif shape.area > MANY_TIMES * place.shape.area:
        words += f" Their area is {shape.area / place.shape.area:.0f} times ours."
    return Reason("agree", "same_place", words)


def explain_ours(
    place: OurPlace, ground: Ground, *, nearest: ListedPlace | None, metres: int | None
) -> Reason:
    """Why our place stands on our list though not on theirs."""
    words = _describe(place, ground)
    if nearest is not None and metres is not None:
        words += f" The nearest on their list, {nearest.name}, is {metres:,} m away."
    return Reason("ours_only", "not_on_their_list", words)


def explain_theirs(
    entry: ListedPlace,
    ground: Ground,
    *,
    shape: shapely.Geometry | None,
    matched: Sequence[OurPlace],
) -> Reason:
    """Why an entry is not on our list: the first reason that holds, from place to records."""
    if matched:
        return _explain_apart(matched[0], ground)
    if shape is None:
        return _explain_unplaced(entry)
    if not shape.intersects(ground.boundary):
        away = round(shape.distance(ground.boundary))
        return _differ("outside", f"It lies outside the area, {away:,} m from the boundary.")
    return _explain_below(shape, ground)


def _explain_unplaced(entry: ListedPlace) -> Reason:
    if entry.fault:
        return _differ("not_located", f"It could not be placed: {entry.fault}.")
    if entry.codes:
        codes = ", ".join(entry.codes[:3])
        return _differ("unknown_area", f"No small area here has the code {codes}.")
    return _differ(
        "not_located",
        "It has a name alone, which neither our places nor the gazetteer know. Add coordinates.",
    )


def _explain_apart(place: OurPlace, ground: Ground) -> Reason:
    kind = place.row["class"]
    if kind == "single_agency":
        seen = join_words([ground.title(agency) for agency in place.agencies])
        return _differ(
            "single_agency",
            f"We see it too, but by one agency alone ({seen}); the list needs {_needed(ground)}.",
        )
    if kind == "few_agencies":
        seen = join_words([ground.title(agency) for agency in place.agencies])
        words = f"We see it too, but by fewer agencies ({seen}) than the {_needed(ground)} needed."
        return _differ("few_agencies", words)
    if kind == "former":
        until = f" until {place.row['until']}" if place.row.get("until") else ""
        return _differ("former", f"It was a place of lasting demand{until}, and is no longer.")
    missing = [
        ground.title(agency)
        for agency, state in place.row.get("agency_states", {}).items()
        if state == "missing"
    ]
    seen = join_words([ground.title(agency) for agency in place.agencies])
    so_far = f"We see it too (so far by {seen})" if seen else "We see it too"
    why = f"extracts are missing from {join_words(missing)}" if missing else "too few sent records"
    words = f"{so_far}, but cannot say yet whether {_needed(ground)} agencies do: {why}."
    return _differ("undetermined", words)


def _explain_below(shape: shapely.Geometry, ground: Ground) -> Reason:
    units = ground.units_at(shape)
    if not units or max(unit["score"] for unit in units) <= 0:
        return _differ("not_enough_records", "There are not enough records there to say.")
    seeing = max(unit["agencies"] for unit in units)
    step = STEPS[max(int(unit["step"]) for unit in units)]
    if seeing == 0 and any(unit.get("class") == "undetermined" for unit in units):
        return _differ("undetermined", "It cannot be said yet: too few agencies sent records.")
    if seeing == 0:
        words = f"No agency sees lasting demand there. Its demand is {step} of the area's."
        return _differ("no_lasting_demand", words)
    verb = "agency sees" if seeing == 1 else "agencies see"
    words = f"{seeing} {verb} lasting demand there; the list needs {_needed(ground)}."
    return _differ("below_rule", f"{words} Its demand is {step} of the area's.")


def _needed(ground: Ground) -> int:
    settings = ground.manifest.get("settings", {})
    return int(settings.get("agencies_needed") or settings.get("agencies_at_least") or 3)


def _describe(place: OurPlace, ground: Ground) -> str:
    low, high = place.row["rank_low"], place.row["rank_high"]
    ranks = f" (it may be {low} to {high})" if low != high else ""
    seen = join_words([ground.title(agency) for agency in place.agencies])
    since = f" since {place.row['since']}" if place.row.get("since") else ""
    return f"Rank {place.rank}{ranks}; lasting demand seen by {seen}{since}."


def _differ(code: str, sentence: str) -> Reason:
    return Reason("theirs_only", code, sentence)
