"""Each place of the list on a page of its own: facts, close-up, its quarters by agency, themes,
flags.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from safercity.documents.edition_view import (
    Edition,
    Row,
    is_in_part,
    list_shared_places,
    own_key,
    read_layer,
    read_table,
)
from safercity.documents.high_demand_places.map import draw_both, gather_map
from safercity.documents.high_demand_places.quarters import build_quarters
from safercity.documents.high_demand_places.ranking import write_since
from safercity.documents.high_demand_places.rules import build_rules
from safercity.documents.names import Names
from safercity.documents.values import Block, Fact, Facts, Figure, Paragraph, Section
from safercity.documents.words import (
    capitalise,
    join_words,
    lower_first,
    open_with,
    read_small,
    spell_slug,
    write_rank_range,
    write_share,
    write_small,
)

MOST_PAGES = 20


def build_one_by_one(edition: Edition, names: Names) -> tuple[Section, ...]:
    """A section for each of the first twenty places, and a heading before them."""
    places = list_shared_places(edition)
    shown = places[:MOST_PAGES]
    if not shown:
        return ()
    words = (
        "Counts are records in the place, a calendar quarter at a time (Q1 is January to March)."
    )
    if len(places) > len(shown):
        words += f" The first {len(shown)} of {len(places)} places are shown; the exports hold all."
    head = Section("places", "The places one by one", (Paragraph(words),), starts_page=True)
    return head, *(_build_place(edition, place, names=names) for place in shown)


def _build_place(edition: Edition, place: Row, *, names: Names) -> Section:
    blocks: list[Block] = [
        Paragraph(_write_claim(edition, place, names=names), tone="lead"),
        Facts(_list_facts(place)),
        *_draw_close_up(edition, place),
        build_quarters(edition, place, names=names),
        build_rules(edition, place),
        *_write_trend(edition, place, names=names),
        Paragraph(_write_missed(edition, place, names=names)),
        *_write_themes(place, names),
        *_write_flags(place),
    ]
    heading = f"{place['rank']}. {place['name']}"
    return Section(f"place-{place['id']}", heading, tuple(blocks), level=3, together=True)


def _write_claim(edition: Edition, place: Row, *, names: Names) -> str:
    agencies = [names.agency(slug) for slug in names.in_order(place["agencies"])]
    verb = "sees" if len(agencies) == 1 else "see"
    count = open_with(len(agencies))
    noun = "agency" if len(agencies) == 1 else "agencies"
    if is_in_part(edition):
        noun = "of the agencies shown"
    words = f"{count} {noun} {verb} lasting demand here: {join_words(agencies)}."
    missing = _list_in_state(place, names, state="missing")
    if missing:
        words += f" Cannot be said for {missing}: extracts are missing."
    hidden = _list_in_state(place, names, state="hidden")
    return f"{words} You may not see: {hidden}." if hidden else words


def _list_in_state(place: Row, names: Names, *, state: str) -> str:
    states = place.get("agency_states", {})
    found = names.in_order(slug for slug in states if states[slug] == state)
    return join_words([names.agency(slug) for slug in found])


def _write_missed(edition: Edition, place: Row, *, names: Names) -> str:
    missed = names.in_order(slug for slug, is_missed in place["missed_by"].items() if is_missed)
    if not place["missed_by"]:
        return "What each agency alone would have missed is not known here."
    if not missed:
        if is_in_part(edition):
            return "Each agency shown would have found this place in its own records."
        return "Every agency's own records would have found this place."
    listed = join_words([names.agency(slug) for slug in missed])
    return f"On their own records alone these would have missed it: {listed}."


def _write_trend(edition: Edition, place: Row, *, names: Names) -> tuple[Paragraph, ...]:
    """How the records of the agency with most have moved; nothing where the edition keeps none."""
    told = read_table(edition, "place_trends").get("places", {}).get(own_key(place))
    if not told:
        return ()
    agency = capitalise(names.agency(told["agency"]))
    words = (
        f"{agency}'s records here, which are the most: {told['text']} A place is listed because it "
        "is high now, so some rise before is to be expected."
    )
    return (Paragraph(words),)


def _list_facts(place: Row) -> tuple[Fact, ...]:
    facts = [
        Fact("Ranks it may have", write_rank_range(place["rank_low"], place["rank_high"])),
        Fact("How sure", f"{capitalise(place.get('sure', ''))}, {write_share(place['stability'])}"),
        Fact("Kind", f"{capitalise(place['class'])} {write_since(place)}".strip()),
        Fact("Ward", place.get("ward") or "not known"),
        Fact("Size", _write_size(place)),
        Fact("Unplaced", write_share(place.get("unplaced_share"))),
    ]
    return tuple(facts)


def _write_size(place: Row) -> str:
    cells = len(place.get("cells", []))
    unit = "cell" if place.get("unit", "cell") == "cell" else "small area"
    words = f"{cells} {unit}{'' if cells == 1 else 's'}"
    area = place.get("area_km2")
    return f"{words}, {area:.2f} km²" if area is not None else words


def _draw_close_up(edition: Edition, place: Row) -> tuple[Figure, ...]:
    if not read_layer(edition, "boundary")["features"]:
        return ()
    shown = gather_map(edition, list_shared_places(edition), focus=frozenset({place["id"]}))
    shown = replace(shown, most_height=300.0)
    alt = (
        f"Close-up of {place['name']}, {_write_size(place)}, "
        f"in {place.get('ward') or 'no known ward'}, with the demand around it."
    )
    return (draw_both(shown, alt=alt),)


def _write_themes(place: Row, names: Names) -> tuple[Paragraph, ...]:
    counts: dict[str, Any] = place.get("by_theme") or {}
    known = {slug: n for slug, n in counts.items() if n is not None}
    if not known:
        listed = [names.theme(slug) for slug in place.get("themes", [])]
        return (Paragraph(f"Themes: {join_words(listed)}."),) if listed else ()
    order = sorted(known, key=lambda slug: (-read_small(known[slug]), slug))[:5]
    parts = [f"{lower_first(names.theme(slug))} {write_small(known[slug])}" for slug in order]
    words = (
        "Records by theme over the quarters judged, from the agency that records most of each, "
        "never added over agencies"
    )
    return (Paragraph(f"{words}: {join_words(parts)}."),)


def _write_flags(place: Row) -> tuple[Paragraph, ...]:
    flags: Sequence[Any] = place.get("flags") or []
    if not flags:
        return ()
    words = join_words([_write_flag(flag) for flag in flags])
    return (Paragraph(
        f"Read with care: {words}. Records there may reflect where events are reported rather than "
        "where they happen."
    ),)  # fmt: skip


def _write_flag(flag: Any) -> str:
    if isinstance(flag, dict):
        return str(flag.get("text") or spell_slug(flag.get("id", "flag")))
    return spell_slug(flag)
