"""Places apart from the list, each kind with the reason it is not on it."""

from __future__ import annotations

from collections.abc import Sequence

from safercity.documents.edition_view import (
    APART,
    Edition,
    Row,
    list_class,
    list_counted_agencies,
)
from safercity.documents.high_demand_places.ranking import write_since
from safercity.documents.names import Names
from safercity.documents.values import Block, Cell, Column, Paragraph, Section, Table
from safercity.documents.words import capitalise, join_words, open_with, write_share

MOST_SHOWN = 20
CAPTIONS = {
    "undetermined": "Cannot be said yet",
    "few_agencies": "Seen by fewer agencies than the list needs",
    "single_agency": "Seen by one agency alone",
    "former": "No longer on the list",
}
HEADS = {
    "undetermined": ("place cannot be said yet", "places cannot be said yet"),
    "few_agencies": ("place is seen by too few agencies", "places are seen by too few agencies"),
    "single_agency": ("place is seen by one agency alone", "places are seen by one agency alone"),
    "former": ("place has left the list", "places have left the list"),
}


def build_others(edition: Edition, names: Names) -> tuple[Section, ...]:
    """A section for each kind there is, with its first twenty places and the reason."""
    found = [(kind, list_class(edition, kind)) for kind in APART]
    return tuple(
        _build_kind(edition, names, kind=kind, places=places) for kind, places in found if places
    )


def _build_kind(edition: Edition, names: Names, *, kind: str, places: Sequence[Row]) -> Section:
    one, many = HEADS[kind]
    heading = f"{open_with(len(places))} {one if len(places) == 1 else many}"
    why = _explain(edition, kind)
    if len(places) > MOST_SHOWN:
        why = f"The first {MOST_SHOWN} are shown; the exports hold all. {why}"
    table = _build_table(places[:MOST_SHOWN], names, caption=CAPTIONS[kind])
    blocks: tuple[Block, ...] = (table, Paragraph(why, tone="small"))
    return Section(kind.replace("_", "-"), heading, blocks)


def _explain(edition: Edition, kind: str) -> str:
    settings = edition.manifest.get("settings", {})
    needed = settings.get("agencies_needed") or settings.get("agencies_at_least", 3)
    rule = (
        f"The list asks for at least {needed} of the {len(list_counted_agencies(edition))} "
        "agencies counted. "
    )
    return {
        "undetermined": "Too few of the agencies have records for enough quarters to say whether "
        "several of them see lasting demand here. Missing is missing, never low.",
        "few_agencies": f"{rule}These have two or more, but fewer than that.",
        "single_agency": f"{rule}A place that one agency sees may be real demand that others do "
        "not meet, or a habit of recording: it is worth asking about.",
        "former": "Several agencies saw lasting demand here, and no longer do.",
    }[kind]


def _build_table(places: Sequence[Row], names: Names, *, caption: str) -> Table:
    columns = (
        Column("Place and ward", width=0.4), Column("Seen by", width=0.3),
        Column("Since", width=0.16), Column("Unplaced", "number", 0.14),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(place["name"], line=place.get("ward") or ""),
            Cell(join_words([names.agency(slug) for slug in place["agencies"]]) or "none yet"),
            Cell(capitalise(write_since(place).removeprefix("since ")) or "–"),
            Cell(write_share(place.get("unplaced_share"))),
        )
        for place in places
    )
    return Table(caption, columns, rows)
