"""What was found and what it cannot tell, as statements."""

from __future__ import annotations

from collections.abc import Sequence

from safercity.evidence.findings import Statement
from safercity.evidence.overlay import Overlay
from safercity.evidence.places.classes import (
    AGENCIES_ABLE_AT_LEAST,
    PERSISTENT,
    SINGLE,
    UNDETERMINED,
)
from safercity.evidence.places.found import FoundPlace, PlacesFound
from safercity.evidence.places.timeline import Timeline


def state_findings(
    overlay: Overlay, places: Sequence[FoundPlace], *, able: int, need: int
) -> tuple[Statement, ...]:
    """The finding of the whole list, most important first."""
    settings = overlay.settings
    shared = {
        "counted": len(overlay.views),
        "able": able,
        "need": need,
        "quarters_at_least": settings.quarters_at_least,
        "of_last": settings.of_last,
    }
    number = dict.fromkeys((PERSISTENT, UNDETERMINED, SINGLE), 0)
    for place in places:
        number[place.class_] = number.get(place.class_, 0) + 1
    if able < AGENCIES_ABLE_AT_LEAST:
        listed = Statement("places.undetermined_list", {"number": number[UNDETERMINED]})
        return (Statement("places.undetermined", shared), listed)
    found = "places.persistent" if number[PERSISTENT] else "places.none_persistent"
    single = Statement("places.single", {"number": number[SINGLE]})
    return (Statement(found, {**shared, "number": number[PERSISTENT]}), single)


def state_limits(overlay: Overlay, timeline: Timeline) -> tuple[Statement, ...]:
    """What the list does not tell, printed wherever it is shown."""
    settings, window = overlay.settings, timeline.window()
    limits = [Statement("limit.events"), _chance(settings.false_discovery)]
    for view in overlay.views:
        sent = int((view.present & window).sum())
        if sent < settings.of_last:
            values = {"agency": view.agency, "sent": sent, "of_last": settings.of_last}
            limits.append(Statement("limit.missing", values))
    limits += [Statement("limit.context", {"agency": agency}) for agency in overlay.context]
    if overlay.units.exposure_kind == "residents":
        values = {"exposure": "residents", "floor_share": settings.exposure_floor}
        limits.append(Statement("limit.floor", values))
    else:
        limits.append(Statement("limit.area"))
    return tuple(limits)


def explain_place(place: FoundPlace, found: PlacesFound) -> tuple[Statement, ...]:
    """Why a place is on the list, since when, how sure, and who would have missed it."""
    when = {"agencies": place.agencies, "since": place.since, "until": place.until}
    said = [Statement(f"place.{place.class_}", {**when, "need": found.agencies_needed})]
    if place.is_since_start:
        said.append(Statement("place.since_start", {"since": place.since}))
    said.append(Statement("place.sure", _sure(place, found)))
    missed = tuple(agency for agency, is_missed in place.missed_by.items() if is_missed)
    if missed:
        said.append(Statement("place.missed", {"agencies": missed}))
    elif place.missed_by:
        said.append(Statement("place.missed_by_none"))
    if place.unplaced_share > 0:
        said.append(Statement("place.unplaced", {"share": place.unplaced_share}))
    return tuple(said)


def _sure(place: FoundPlace, found: PlacesFound) -> dict[str, object]:
    return {
        "sure": place.sure,
        "stability": place.stability,
        "listed": found.settings.listed,
        "weightings": found.settings.weightings,
        "rank": place.rank,
        "rank_low": place.rank_low,
        "rank_high": place.rank_high,
    }


def _chance(share: float) -> Statement:
    return Statement("limit.chance", {"false_discovery": share})
