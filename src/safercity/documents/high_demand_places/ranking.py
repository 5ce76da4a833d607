"""The ranked list, and the places that stand apart from it: seen by one agency, or undetermined."""

from __future__ import annotations

from safercity.documents.edition_view import (
    Edition,
    Row,
    is_in_part,
    list_shared_places,
)
from safercity.documents.figures.rank_interval import HEIGHT, WIDTH, draw_rank_interval
from safercity.documents.high_demand_places.strips import KEY, build_strip, list_letters
from safercity.documents.names import STRIP, Names
from safercity.documents.values import Cell, Column, Mark, Section, Table
from safercity.documents.words import (
    capitalise,
    write_month,
    write_ordinal,
    write_rank_range,
)


def build_ranking(edition: Edition, names: Names) -> tuple[Section, ...]:
    """The list: rank, place and ward, kind and since, who sees it, rank interval and how sure."""
    places = list_shared_places(edition)
    if not places:
        return ()
    in_part = is_in_part(edition)
    most = max(int(place["rank_high"]) for place in places)
    columns = (
        Column("Rank", "number", 0.06), Column("Place and ward", width=0.33),
        Column("Kind and since", width=0.15), Column("Who sees it", width=0.27),
        Column("How sure, and its ranks", width=0.19),
    )  # fmt: skip
    rows = tuple(_build_row(place, names, last=most, in_part=in_part) for place in places)
    seen = {slug for place in places for slug in place.get("agency_states") or place["agencies"]}
    lettered = names.in_order(seen) if in_part else STRIP
    note = (
        "Ranks are estimates: the line runs over the ranks that the records allow (95% interval), "
        f"from 1st to {write_ordinal(most)}. {KEY} {list_letters(names, lettered)}."
    )
    table = Table("Places by rank", columns, rows, note=note, row_head=1)
    return (Section("list", "The list, with who sees each place", (table,)),)


def _build_row(place: Row, names: Names, *, last: int, in_part: bool) -> tuple[Cell, ...]:
    ward = ", ".join(part for part in (place.get("ward"), place.get("town")) if part)
    return (
        Cell(str(place["rank"])),
        Cell(place["name"], line=ward),
        Cell(capitalise(place["class"]), line=write_since(place)),
        build_strip(place, names, in_part=in_part),
        _build_interval(place, last=last),
    )


def write_since(place: Row) -> str:
    """A line such as "since Jan 2024", or from when to when; "" where the edition is silent."""
    if not place.get("since"):
        return ""
    since = write_month(place["since"], short=True)
    if place["class"] == "former" and place.get("until"):
        return f"{since} to {write_month(place['until'], short=True)}"
    return f"since {since}{' or earlier' if place.get('is_since_start') else ''}"


def _build_interval(place: Row, *, last: int) -> Cell:
    low, high, sure = place["rank_low"], place["rank_high"], place.get("sure", "tentative")
    svg = draw_rank_interval(place["rank"], (low, high), last=last, sure=sure)
    words = f"{capitalise(sure)}, {write_rank_range(low, high)}"
    return Cell(words, mark=Mark(svg, "", WIDTH, HEIGHT))
