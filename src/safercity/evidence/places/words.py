"""Findings as message ids with values, and the one place where they become English."""

from __future__ import annotations

from collections.abc import Mapping

from safercity.evidence.findings import Statement, say

PLACES_STAND = "{number:words} {number:plural place places} {number:plural stands stand} high"
MESSAGES: dict[str, str] = {
    "places.persistent": PLACES_STAND + " for {need} or more of {counted} agencies, in at least "
    "{quarters_at_least} of the last {of_last} quarters.",
    "places.none_persistent": "No place stands high for {need} or more of {counted} agencies in at "
    "least {quarters_at_least} of the last {of_last} quarters.",
    "places.undetermined": "We cannot tell yet which places stand high for several agencies: "
    "{able} of {counted} sent at least {quarters_at_least} of the last {of_last} quarters, and "
    "two are needed.",
    "places.undetermined_list": PLACES_STAND + " in the quarters we have.",
    "places.single": PLACES_STAND + " for one agency alone.",
    "place.persistent": "High for {agencies:list} since {since:month}.",
    "place.seasonal": "High for {agencies:list} at the same time of year since {since:month}.",
    "place.emerging": "High for {agencies:list} since {since:month}; quiet before.",
    "place.former": "High for {agencies:list} from {since:month} to {until:month}; no longer.",
    "place.undetermined": "High for {agencies:list} in the quarters we have, since {since:month}. "
    "Too few quarters to tell whether it lasts.",
    "place.few_agencies": "High for {agencies:list} since {since:month}; {need} agencies are "
    "needed.",
    "place.single_agency": "High for {agencies:list} alone since {since:month}.",
    "place.sure": "How sure: {sure}. It stays among the first {listed:count} in {stability:share} "
    "of {weightings:count} weightings of the agencies. Rank {rank}, likely {rank_low} to "
    "{rank_high}.",
    "place.since_start": "There are no records from just before {since:month}, so it may be older.",
    "place.missed": "Alone, {agencies:list} would have missed it.",
    "place.missed_by_none": "Each agency alone would have seen it.",
    "place.unplaced": "Up to {share:share} of an agency's records here have no place and are not "
    "in it.",
    "limit.chance": "About {false_discovery:share} of what one agency sees may be chance.",
    "limit.missing": "{agency:title} sent {sent} of the last {of_last} quarters; elsewhere it is "
    "missing, not low.",
    "limit.context": "{agency:title} records small areas alone: context here, not one of the "
    "agencies counted.",
    "limit.floor": "Units with few {exposure} are counted as if they had {floor_share:share} of "
    "the mean; town centres hold visitors that residents do not show.",
    "limit.area": "Residents are unknown, so demand is set against area: busy and densely built "
    "places look high.",
    "limit.events": "Agencies' numbers are never added: one event may be told to several.",
}


def render(statement: Statement, titles: Mapping[str, str] | None = None) -> str:
    """The statement in English. `titles`: names of agencies by slug; the slug where missing."""
    return say(statement, MESSAGES, titles=titles)
