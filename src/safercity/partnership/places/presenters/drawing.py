"""The map as values for an inline SVG: few short paths in whole drawing units, two to a pixel.

It shows first, without scripts, in print, and where a device cannot draw the other map.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

import shapely
from shapely.geometry import mapping, shape

from safercity.documents.edition_view import join_cells, read_layer
from safercity.documents.figures.labels import place_numbers
from safercity.documents.figures.projection import (
    Projection,
    choose_scale_bar,
    fit_projection,
    iterate_rings,
)
from safercity.partnership.places.queries import is_shared
from safercity.partnership.sharing.queries import WAYS_KEPT

WIDTH, MOST_HEIGHT = 880.0, 1300.0
FINER = 2.4  # drawing units here to one where documents.figures lays out numbers
SIMPLER_BY = 1.5  # drawing units: under a pixel


STEPS = range(6)
GRID = 1e-7  # degrees, a centimetre: cells that touch become one area

Town = tuple[str, int, int]
# The same map is drawn for everyone: its numbers are placed once.
_place_numbers = lru_cache(maxsize=256)(place_numbers)


@dataclass(frozen=True)
class Spot:
    """A place on the map: outline, how sure (as a class name), number, and where that stands.

    `is_shared`: it stands on the list itself; others are drawn lighter.
    """

    id: str
    mark: str
    name: str
    path: str
    sure: str
    is_shared: bool
    at: tuple[float, float]
    number: tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """Paths of a map. `steps`: (step, path); `scale`: (length in units, words)."""

    width: int
    height: int
    boundary: str
    wards: str
    steps: tuple[tuple[int, str], ...]
    towns: tuple[Town, ...]
    scale: tuple[int, str]
    spots: tuple[Spot, ...] = ()
    dots: str = ""


@lru_cache(maxsize=WAYS_KEPT)
def draw_city(edition: Any) -> tuple[Drawing, Projection]:
    """The whole city without its places. The lowest step is as good as the ground: not drawn."""
    boundary = read_layer(edition, "boundary")
    projection = fit_projection([boundary], width=WIDTH, most_height=MOST_HEIGHT, margin=30)
    return _draw(edition, projection, steps=STEPS[1:]), projection


def draw_places(edition: Any, places: Sequence[Any], *, rest: Sequence[Any] = ()) -> Drawing:
    """The city with places; the first to come choose first where their number stands.

    `rest`: those on other pages of the list, a dot each.
    """
    drawing, projection = draw_city(edition)
    middles = (projection.place(*place["centre"]) for place in rest)
    dots = "".join(f"M{round(x)} {round(y)}h0" for x, y in middles)
    spots = _spots(places, projection, towns=drawing.towns)
    return replace(drawing, spots=spots, dots=dots)


def draw_near(edition: Any, places: Sequence[Any], *, focus: Any) -> Drawing:
    """A close-up of one place among its neighbours."""
    projection = fit_projection([focus["geometry"]], width=WIDTH, most_height=560, margin=150)
    drawing = _draw(edition, projection, steps=STEPS)
    near = [place for place in places if _is_near(place, projection)]
    return replace(drawing, spots=_spots(near, projection, towns=drawing.towns))


def _draw(edition: Any, projection: Projection, *, steps: Iterable[int]) -> Drawing:
    frame = shapely.box(-60, -60, projection.width + 60, projection.height + 60)
    areas = _join_areas(edition)
    return Drawing(
        width=round(projection.width),
        height=round(projection.height),
        boundary=_simple_path(_join_borders(edition, "boundary"), projection, within=frame),
        wards=_simple_path(_join_borders(edition, "wards"), projection, within=frame),
        steps=tuple(
            (step, "".join(_shape_path(part, projection, within=frame) for part in areas[step]))
            for step in steps
        ),
        towns=tuple(_towns(read_layer(edition, "towns"), projection)),
        scale=_scale(projection),
    )


def _spots(
    places: Sequence[Any], projection: Projection, *, towns: Sequence[Town]
) -> tuple[Spot, ...]:
    middles = [projection.place(*place["centre"]) for place in places]
    numbers = _place_numbers(
        tuple((x / FINER, y / FINER) for x, y in middles),
        width=projection.width / FINER,
        height=projection.height / FINER,
        words=tuple(_word_box(town) for town in towns),
    )
    return tuple(
        Spot(
            id=place["id"],
            mark=str(place["rank"]),
            name=place["name"],
            path=_shape_path(place["geometry"], projection),
            sure=place["sure"].replace(" ", "-"),
            is_shared=is_shared(place),
            at=(round(x), round(y)),
            number=(round(FINER * number[0]), round(FINER * number[1])),
        )
        for place, (x, y), number in zip(places, middles, numbers, strict=True)
    )


def _shape_path(geometry: Any, projection: Projection, *, within: Any = None) -> str:
    rings = [[projection.place(*point[:2]) for point in ring] for ring in iterate_rings(geometry)]
    if within is not None:
        left, top, right, bottom = within.bounds
        points = chain.from_iterable(rings)
        if not any(left < x < right and top < y < bottom for x, y in points):
            return ""
    return "".join(write_ring(ring) for ring in rings)


@lru_cache(maxsize=WAYS_KEPT)
def _join_areas(edition: Any) -> Mapping[int, Sequence[Any]]:
    """The cells of each step of demand, joined where they touch: the pieces as GeoJSON."""
    cells: dict[int, list[Any]] = {step: [] for step in STEPS}
    for cell in join_cells(edition):
        if cell["geometry"]:
            cells[cell["step"]].append(shape(cell["geometry"]))
    joined = {step: shapely.union_all(found, grid_size=GRID) for step, found in cells.items()}
    return {step: [mapping(p) for p in shapely.get_parts(area)] for step, area in joined.items()}


@lru_cache(maxsize=2 * WAYS_KEPT)
def _join_borders(edition: Any, layer: str) -> Sequence[Any]:
    """The borders of a layer's areas as lines, each once however many areas share it."""
    features = read_layer(edition, layer)["features"]
    areas = [shape(f["geometry"]) for f in features if f.get("geometry")]
    borders = shapely.union_all([area.boundary for area in areas])
    return list(shapely.get_parts(shapely.line_merge(borders)))


def _simple_path(lines: Sequence[Any], projection: Projection, *, within: Any) -> str:
    """Lines within the frame, simpler by under a pixel."""
    drawn = [
        shapely.simplify(
            shapely.LineString([projection.place(*p) for p in line.coords]), SIMPLER_BY
        )
        for line in lines
    ]
    return "".join(write_ring(line.coords) for line in drawn if line.intersects(within))


def write_ring(points: Iterable[Sequence[float]]) -> str:
    """A line or ring as a relative path in whole units: "m10 20l5 3-5 3z"."""
    whole = [(round(x), round(y)) for x, y in points]
    kept = [p for k, p in enumerate(whole) if k == 0 or p != whole[k - 1]]
    is_closed = len(kept) > 3 and kept[0] == kept[-1]
    moves = [
        f"{b[0] - a[0]} {b[1] - a[1]}"
        for a, b in zip(kept, kept[1:-1] if is_closed else kept[1:], strict=False)
    ]
    if not moves:
        return ""
    lines = " ".join(moves).replace(" -", "-")
    return f"M{kept[0][0]} {kept[0][1]}l{lines}{'z' if is_closed else ''}"


def _towns(layer: Any, projection: Projection) -> Iterable[Town]:
    for feature in layer["features"]:
        x, y = projection.place(*feature["geometry"]["coordinates"][:2])
        if 0 < x < projection.width and 0 < y < projection.height:
            yield feature["properties"]["name"], round(x), round(y)


def _scale(projection: Projection) -> tuple[int, str]:
    metres = choose_scale_bar(projection.units_per_metre, longest=projection.width / 4)
    words = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    return round(metres * projection.units_per_metre), words


def _is_near(place: Any, projection: Projection) -> bool:
    x, y = projection.place(*place["centre"])
    return -20 < x < projection.width + 20 and -20 < y < projection.height + 20


def _word_box(town: Town) -> tuple[float, float, float, float]:
    """As large as phones write it (32 units high, `.town` of site.css): there is one layout."""
    name, x, y = town
    half = 12.5 * len(name) + 4
    return (x - half) / FINER, (y - 28) / FINER, (x + half) / FINER, (y + 10) / FINER
