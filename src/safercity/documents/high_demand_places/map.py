"""The map of the list, and the close-up of one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from safercity.documents.edition_view import (
    Edition,
    Row,
    join_cells,
    list_places,
    list_shared_places,
    name_unit,
    read_layer,
)
from safercity.documents.figures.map_key import draw_map_key
from safercity.documents.figures.places_map import MapCell, MapPlace, PlacesMap, draw_places_map
from safercity.documents.high_demand_places.claim import write_sureness
from safercity.documents.values import Block, Figure, Paragraph, Section
from safercity.documents.words import write_plural

KEY = (
    "Key to the map: six shades run from the lowest half of the area to the highest 1%; a thick "
    "outline is firm, a thin one fairly firm, a dashed one tentative."
)
# On paper the claim, how it is to be handled, the map and its key share the first page.
MOST_OUTLINED = 20
WIDE, TALL, TALL_UNDER_HANDLING = 640.0, 500.0, 420.0
PHONE_WIDE, PHONE_TALL = 343.0, 470.0


def build_map(edition: Edition) -> tuple[Section, ...]:
    """The map with its key. Its alternative in words points to the list, which says all it
    shows.
    """
    places = list_shared_places(edition)
    if not read_layer(edition, "boundary")["features"]:
        return ()
    heading = write_sureness(edition) if places else "Where demand is"
    shown = gather_map(edition, places or list_places(edition)[:MOST_OUTLINED])
    if edition.manifest.get("handling"):
        shown = replace(shown, most_height=TALL_UNDER_HANDLING)
    blocks: tuple[Block, ...] = (
        draw_both(shown, alt=_describe(edition, places)),
        Figure(draw_map_key(), KEY, narrow=draw_map_key(is_narrow=True)),
        Paragraph(_explain(edition), tone="small"),
    )
    return (Section("map", heading, blocks, together=True),)


def draw_both(shown: PlacesMap, *, alt: str) -> Figure:
    """A figure of the map as given, and drawn again for a phone, its numbers at the same size."""
    narrow = replace(shown, width=PHONE_WIDE, most_height=min(PHONE_TALL, shown.most_height))
    return Figure(draw_places_map(shown), alt, narrow=draw_places_map(narrow))


def gather_map(
    edition: Edition, places: Sequence[Row], *, focus: frozenset[str] = frozenset()
) -> PlacesMap:
    """The map's values from the edition; `focus` fits it to those places."""
    towns = [
        (f["properties"]["name"], *f["geometry"]["coordinates"][:2])
        for f in read_layer(edition, "towns")["features"]
        if f["geometry"]["type"] == "Point"
    ]
    return PlacesMap(
        boundary=read_layer(edition, "boundary"),
        wards=[f["geometry"] for f in read_layer(edition, "wards")["features"] if f["geometry"]],
        cells=[
            MapCell(cell["geometry"], int(cell.get("step", 0)), _is_hatched(cell))
            for cell in join_cells(edition)
            if cell["geometry"]
        ],
        places=[
            MapPlace(p["id"], str(p.get("rank", "")), p["name"], p["geometry"], p.get("sure", ""))
            for p in places
        ],
        towns=() if focus else towns,
        focus=focus,
        width=WIDE,
        most_height=TALL,
    )


def _is_hatched(cell: Row) -> bool:
    return bool(cell.get("missing") or cell.get("hidden"))


def _describe(edition: Edition, places: Sequence[Row]) -> str:
    owner = edition.manifest.get("title", "the area")
    wards = sorted({place.get("ward") or "no ward" for place in places})
    return (
        f"Map of {owner}: demand by {name_unit(edition)} in six steps and "
        f"{write_plural(len(places), 'outlined place')}, numbered by rank, in these wards: "
        f"{', '.join(wards) or 'none'}. The list that follows gives every place with its ward."
    )


def _explain(edition: Edition) -> str:
    settings = edition.manifest.get("settings", {})
    weightings = settings.get("weightings")
    words = "Demand is balanced, so that no agency's volume swamps the others. "
    words += "Numbers are ranks, as in the list. "
    if weightings:
        words += (
            f"How sure: the share of {weightings:,} ways to weigh the agencies in which the place "
            "stays on the list. Firm is 95% or more, fairly firm 80% to 94%, tentative under 80%."
        )
    return words
