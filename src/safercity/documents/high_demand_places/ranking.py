"""The ranked list, and the places that stand apart from it: seen by one agency, or undetermined."""

from __future__ import annotations

from collections.abc import Sequence

from safercity.documents.edition_view import (
    Edition,
    Row,
    list_class,
    list_counted_agencies,
    list_shared_places,
)
from safercity.documents.figures.rank_interval import HEIGHT, WIDTH, draw_rank_interval
from safercity.documents.high_demand_places.strips import KEY, build_strip, list_letters
from safercity.documents.names import Names
from safercity.documents.values import Block, Cell, Column, Mark, Paragraph, Section, Table
from safercity.documents.words import (
    capitalise,
    join_words,
    open_with,
    write_month,
    write_ordinal,
    write_rank_range,
    write_share,
)


def build_ranking(edition: Edition, names: Names) -> tuple[Section, ...]:
    """The list: rank, place and ward, kind and since, who sees it, rank interval and how sure."""
    places = list_shared_places(edition)
    if not places:
        return ()
    most = max(int(place["rank_high"]) for place in places)
    columns = (
        Column("Rank", "number", 0.06), Column("Place and ward", width=0.33),
        Column("Kind and since", width=0.15), Column("Who sees it", width=0.27),
        Column("How sure, and its ranks", width=0.19),
    )  # fmt: skip
    rows = tuple(_build_row(place, names, last=most) for place in places)
    note = (
        "Ranks are estimates: the line runs over the ranks that the records allow (95% interval), "
        f"from 1st to {write_ordinal(most)}. {KEY} {list_letters(names)}."
    )
    table = Table("Places by rank", columns, rows, note=note, row_head=1)
    return (Section("list", "The list, with who sees each place", (table,)),)


def _build_row(place: Row, names: Names, *, last: int) -> tuple[Cell, ...]:
    ward = ", ".join(part for part in (place.get("ward"), place.get("town")) if part)
    return (
        Cell(str(place["rank"])),
        Cell(place["name"], line=ward),
        Cell(capitalise(place["class"]), line=write_since(place)),
        build_strip(place, names),
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


def build_others(edition: Edition, names: Names) -> tuple[Section, ...]:
    """Places apart from the list, each with the reason it is not on it."""
    single, unsure = list_class(edition, "single_agency"), list_class(edition, "undetermined")
    blocks: list[Block] = []
    if single:
        blocks.append(_build_apart(single, names, caption="Seen by one agency alone"))
        blocks.append(Paragraph(_why_single(edition), tone="small"))
    if unsure:
        blocks.append(_build_apart(unsure, names, caption="Cannot be said yet"))
        blocks.append(Paragraph(
            "In these places too few of the agencies have records for enough quarters to say "
            "whether several of them see lasting demand. Missing is missing, never low.",
            tone="small",
        ))  # fmt: skip
    return (Section("apart", _head_apart(single, unsure), tuple(blocks)),)


def _head_apart(single: Sequence[Row], unsure: Sequence[Row]) -> str:
    parts = []
    if single:
        verb = "place is" if len(single) == 1 else "places are"
        parts.append(f"{open_with(len(single))} more {verb} seen by one agency alone")
    if unsure:
        words = "cannot be said yet"
        parts.append(f"{len(unsure)} {words}" if parts else f"{open_with(len(unsure))} {words}")
    return join_words(parts)


def _why_single(edition: Edition) -> str:
    settings = edition.manifest.get("settings", {})
    needed = settings.get("agencies_at_least", 3)
    counted = len(list_counted_agencies(edition))
    return (
        f"The list asks for at least {needed} of the {counted} agencies counted. A place that one "
        "agency sees may be real demand that others do not meet, or a habit of recording: it is "
        "worth asking about, and is not on the list."
    )


def _build_apart(places: Sequence[Row], names: Names, *, caption: str) -> Table:
    columns = (
        Column("Place and ward", width=0.42), Column("Seen by", width=0.34),
        Column("Since", width=0.12), Column("Unplaced", "number", 0.12),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(place["name"], line=place.get("ward") or ""),
            Cell(join_words([names.agency(slug) for slug in place["agencies"]]) or "none yet"),
            Cell(write_month(place["since"], short=True) if place.get("since") else "–"),
            Cell(write_share(place.get("unplaced_share"))),
        )
        for place in places
    )
    return Table(caption, columns, rows)
