"""Findings as message ids with values, and the one place where they become English."""

from __future__ import annotations

from collections.abc import Mapping

from safercity.evidence.findings import Statement
from safercity.evidence.findings.statements import join_words, write_month

FIRM, FAIRLY_FIRM, TENTATIVE = "firm", "fairly firm", "tentative"
FIRM_AT, FAIRLY_FIRM_AT = 0.95, 0.80
SMALL_NUMBERS = "No One Two Three Four Five Six Seven Eight Nine Ten".split()

MESSAGES: dict[str, str] = {
    "places.persistent": "{Number} {places} stand high for {need} or more of {counted} agencies, "
    "in at least {quarters_at_least} of the last {of_last} quarters.",
    "places.none_persistent": "No place stands high for {need} or more of {counted} agencies in at "
    "least {quarters_at_least} of the last {of_last} quarters.",
    "places.undetermined": "We cannot tell yet which places stand high for several agencies: "
    "{able} of {counted} sent at least {quarters_at_least} of the last {of_last} quarters, and "
    "two are needed.",
    "places.undetermined_list": "{Number} {places} stand high in the quarters we have.",
    "places.single": "{Number} {places} stand high for one agency alone.",
    "place.persistent": "High for {agencies} since {since}.",
    "place.seasonal": "High for {agencies} at the same time of year since {since}.",
    "place.emerging": "High for {agencies} since {since}; quiet before.",
    "place.former": "High for {agencies} from {since} to {until}; no longer.",
    "place.undetermined": "High for {agencies} in the quarters we have, since {since}. "
    "Too few quarters to tell whether it lasts.",
    "place.few_agencies": "High for {agencies} since {since}; {need} agencies are needed.",
    "place.single_agency": "High for {agencies} alone since {since}.",
    "place.sure": "How sure: {sure}. It stays among the first {listed} in {stability} of "
    "{weightings} weightings of the agencies. Rank {rank}, likely {rank_low} to {rank_high}.",
    "place.since_start": "There are no records from just before {since}, so it may be older.",
    "place.missed": "Alone, {agencies} would have missed it.",
    "place.missed_by_none": "Each agency alone would have seen it.",
    "place.unplaced": "Up to {share} of an agency's records here have no place and are not in it.",
    "limit.chance": "About {false_discovery} of what one agency sees may be chance.",
    "limit.missing": "{agency} sent {sent} of the last {of_last} quarters; elsewhere it is "
    "missing, not low.",
    "limit.context": "{agency} records small areas alone: context here, not one of the agencies "
    "counted.",
    "limit.floor": "Units with few {exposure} are counted as if they had {floor_share} of the "
    "mean; town centres hold visitors that residents do not show.",
    "limit.area": "Residents are unknown, so demand is set against area: busy and densely built "
    "places look high.",
    "limit.events": "Agencies' numbers are never added: one event may be told to several.",
}


def render(statement: Statement, titles: Mapping[str, str] | None = None) -> str:
    """The statement in English. `titles`: names of agencies by slug; the slug where missing."""
    values = {key: _say(key, value, titles=titles or {}) for key, value in statement.values.items()}
    number = statement.values.get("number")
    if isinstance(number, int):
        values["Number"] = SMALL_NUMBERS[number] if number <= 10 else f"{number:,}"
        values["places"] = "place" if number == 1 else "places"
    text = MESSAGES[statement.id].format(**values)
    if number == 1:
        text = text.replace(" stand ", " stands ", 1)
    return text[0].upper() + text[1:]


def word_for(stability: float) -> str:
    """Firm from 0.95, fairly firm from 0.80, else tentative."""
    if stability >= FIRM_AT:
        return FIRM
    return FAIRLY_FIRM if stability >= FAIRLY_FIRM_AT else TENTATIVE


def _say(key: str, value: object, *, titles: Mapping[str, str]) -> str:
    if key == "agencies" and isinstance(value, (list, tuple)):
        return join_words([titles.get(one, one) for one in value])
    if key == "agency":
        return titles.get(str(value), str(value))
    if key in ("since", "until") and value:
        return write_month(str(value))
    if isinstance(value, float):
        return f"{100 * value:.0f}%"
    return f"{value:,}" if isinstance(value, int) else str(value)
