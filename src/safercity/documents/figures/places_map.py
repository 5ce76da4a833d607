"""The map of places: boundary, wards, cells in six steps, outlined and numbered places, a scale
bar.

Shade is demand and outline is certainty (thick firm, thin fairly firm, dashed tentative), so that
it survives grey print. No base map, script or outside file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from safercity.documents.figures.colours import FOCUS, FONT, GROUND, INK, INK_2, PAPER, STEPS
from safercity.documents.figures.labels import RADIUS, Box, place_numbers
from safercity.documents.figures.projection import (
    Geometry,
    Point,
    Projection,
    choose_scale_bar,
    fit_projection,
    iterate_points,
)
from safercity.documents.figures.svg import drawing, element, text_of

WARD_LINE = "#A9B2B8"
OUTLINES: dict[str, dict[str, object]] = {
    "firm": {"stroke_width": 3.2},
    "fairly firm": {"stroke_width": 1.6},
    "tentative": {"stroke_width": 1.6, "stroke_dasharray": "3.5 2.5"},
}


@dataclass(frozen=True)
class MapCell:
    """A cell: its polygon (degrees), its step of demand 0 to 5, and whether it must be hatched."""

    geometry: Geometry
    step: int
    is_hatched: bool = False


@dataclass(frozen=True)
class MapPlace:
    """A place: its polygon (degrees), the number shown, its id and name, and how sure we are of
    it.
    """

    id: str
    number: str
    name: str
    geometry: Geometry
    sure: str = "firm"


@dataclass(frozen=True)
class PlacesMap:
    """What a map shows. `focus`: ids of places to fit it to and ring; empty fits the boundary.

    `towns`: (name, longitude, latitude). `width` and `most_height` in drawing units (px at full
    size).
    """

    boundary: Geometry
    wards: Sequence[Geometry] = ()
    cells: Sequence[MapCell] = ()
    places: Sequence[MapPlace] = ()
    towns: Sequence[tuple[str, float, float]] = ()
    focus: frozenset[str] = field(default_factory=frozenset)
    width: float = 640
    most_height: float = 860


def draw_places_map(shown: PlacesMap) -> str:
    """SVG text of the map; the caller gives it a text alternative. Same values, same text."""
    projection = _fit(shown)
    seen = _seen_cells(shown, projection) if shown.focus else shown.cells
    layers = (
        _draw_boundary(shown.boundary, projection, fill=GROUND),
        _draw_cells(seen, projection),
        _draw_wards(_seen(shown.wards, projection), projection),
        _draw_boundary(shown.boundary, projection, fill="none"),
        _draw_places(shown, projection),
        _draw_towns(shown.towns, projection),
        _draw_numbers(shown, projection),
        _draw_foot(projection) if shown.focus else "",
        _draw_scale_bar(projection),
    )
    height = projection.height + 26
    ground = element("rect", width=projection.width, height=height, fill=PAPER)
    return drawing(ground, *layers, width=projection.width, height=height, class_="map")


def _fit(shown: PlacesMap) -> Projection:
    if not shown.focus:
        return fit_projection([shown.boundary], width=shown.width, most_height=shown.most_height)
    focused = [place.geometry for place in shown.places if place.id in shown.focus]
    margin = 0.3 * min(shown.width, shown.most_height)
    return fit_projection(focused, width=shown.width, most_height=shown.most_height, margin=margin)


def _seen_cells(shown: PlacesMap, projection: Projection) -> list[MapCell]:
    return [cell for cell in shown.cells if _is_inside(cell.geometry, projection)]


def _seen(geometries: Sequence[Geometry], projection: Projection) -> list[Geometry]:
    return [geometry for geometry in geometries if _is_inside(geometry, projection)]


def _is_inside(geometry: Geometry, projection: Projection) -> bool:
    left, top, right, bottom = _box(geometry, projection)
    return right > 0 and bottom > 0 and left < projection.width and top < projection.height


def _draw_boundary(boundary: Geometry, projection: Projection, *, fill: str) -> str:
    stroke = None if fill != "none" else INK
    return element(
        "path", d=projection.path(boundary), fill=fill, stroke=stroke, stroke_width=1.4,
        stroke_linejoin="round", fill_rule="evenodd", class_="boundary",
    )  # fmt: skip


def _draw_wards(wards: Sequence[Geometry], projection: Projection) -> str:
    path = "".join(projection.path(ward) for ward in wards)
    return element("path", d=path, fill="none", stroke=WARD_LINE, stroke_width=0.7, class_="wards")


def _draw_cells(cells: Sequence[MapCell], projection: Projection) -> str:
    layers = []
    for step, colour in enumerate(STEPS):
        path = "".join(projection.path(cell.geometry) for cell in cells if cell.step == step)
        if path:
            layers.append(element("path", d=path, fill=colour, stroke=PAPER, stroke_width=0.35,
                                  class_=f"step-{step}"))  # fmt: skip
    layers.append(_draw_hatched([cell for cell in cells if cell.is_hatched], projection))
    return "".join(layers)


def _draw_hatched(cells: Sequence[MapCell], projection: Projection) -> str:
    path = "".join(_hatch(_box(cell.geometry, projection)) for cell in cells)
    return element("path", d=path, stroke=INK_2, stroke_width=0.8, fill="none", class_="hatched")


def _hatch(box: tuple[float, float, float, float]) -> str:
    """Two diagonals, well inside a hexagon."""
    left, top, right, bottom = box
    half, path = (bottom - top) / 4, ""
    for offset in (-(right - left) / 8, (right - left) / 8):
        x, y = (left + right) / 2 + offset - half, (top + bottom) / 2 + half
        path += f"M{x:.1f} {y:.1f}l{2 * half:.1f} {-2 * half:.1f}"
    return path


def _draw_places(shown: PlacesMap, projection: Projection) -> str:
    return "".join(
        _draw_place(place, projection, is_focused=place.id in shown.focus)
        for place in reversed(shown.places)
    )


def _draw_place(place: MapPlace, projection: Projection, *, is_focused: bool) -> str:
    path = projection.path(place.geometry)
    outline = OUTLINES.get(place.sure, OUTLINES["tentative"])
    ring = element("path", d=path, fill="none", stroke=FOCUS if is_focused else PAPER,
                   stroke_width=8 if is_focused else 5.5, stroke_linejoin="round")  # fmt: skip
    line = element("path", d=path, fill="none", stroke=INK, stroke_linejoin="round", **outline)
    return element("g", ring, line, class_="place", data_place=place.id)


def _draw_numbers(shown: PlacesMap, projection: Projection) -> str:
    centres = [_centre(place.geometry, projection) for place in shown.places]
    inside = [
        (place, centre)
        for place, centre in zip(shown.places, centres, strict=True)
        if 0 < centre[0] < projection.width and 0 < centre[1] < projection.height
    ]
    points = place_numbers(
        [centre for _, centre in inside],
        width=projection.width,
        height=projection.height,
        words=[_word_box(town, projection) for town in shown.towns],
    )
    pairs = list(zip(inside, points, strict=True))
    leaders = "".join(
        element("path", d=f"M{centre[0]:.1f} {centre[1]:.1f}L{point[0]:.1f} {point[1]:.1f}",
                stroke=INK, stroke_width=1)
        for (_, centre), point in pairs
    )  # fmt: skip
    return leaders + "".join(_draw_number(place, at=point) for (place, _), point in pairs)


def _draw_number(place: MapPlace, *, at: Point) -> str:
    disc = element("circle", cx=at[0], cy=at[1], r=RADIUS, fill=PAPER, stroke=INK, stroke_width=1.2)
    size = 13 if len(place.number) < 3 else 10.5
    number = element(
        "text", text_of(place.number), x=at[0], y=at[1] + size * 0.35, font_size=size,
        font_weight=600, text_anchor="middle", fill=INK, font_family=FONT,
    )  # fmt: skip
    return element("g", disc, number, class_="number", data_place=place.id)


def _draw_towns(towns: Sequence[tuple[str, float, float]], projection: Projection) -> str:
    drawn = []
    for name, longitude, latitude in towns:
        x, y = projection.place(longitude, latitude)
        common = {
            "x": x, "y": y, "font_size": 12.5, "letter_spacing": 1.5, "font_weight": 600,
            "text_anchor": "middle", "font_family": FONT,
        }  # fmt: skip
        word = text_of(name.upper())
        drawn.append(element("text", word, stroke=PAPER, stroke_width=4, fill=PAPER,
                             stroke_linejoin="round", **common))  # fmt: skip
        drawn.append(element("text", word, fill=INK, **common))
    return "".join(drawn)


def _draw_foot(projection: Projection) -> str:
    """White under the scale bar of a close-up, whose cells run past the frame."""
    return element("rect", y=projection.height, width=projection.width, height=26, fill=PAPER)


def _word_box(town: tuple[str, float, float], projection: Projection) -> Box:
    x, y = projection.place(town[1], town[2])
    half = 5.0 * len(town[0])  # half the letters' and spaces' width at this size, about
    return x - half, y - 11, x + half, y + 2


def _draw_scale_bar(projection: Projection) -> str:
    metres = choose_scale_bar(projection.units_per_metre, longest=projection.width / 4)
    length = metres * projection.units_per_metre
    y = projection.height + 10
    bar = element("path", d=f"M8 {y - 5:.1f}V{y:.1f}H{8 + length:.1f}V{y - 5:.1f}", fill="none",
                  stroke=INK, stroke_width=1.2)  # fmt: skip
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres} m"
    label = element("text", words, x=14 + length, y=y + 2, font_size=13, fill=INK,
                    font_family=FONT)  # fmt: skip
    north = element("text", "North is up", x=projection.width - 8, y=y + 2, font_size=13,
                    text_anchor="end", fill=INK_2, font_family=FONT)  # fmt: skip
    return bar + label + north


def _box(geometry: Geometry, projection: Projection) -> tuple[float, float, float, float]:
    placed = [projection.place(*point) for point in iterate_points(geometry)]
    xs, ys = [x for x, _ in placed], [y for _, y in placed]
    return min(xs), min(ys), max(xs), max(ys)


def _centre(geometry: Geometry, projection: Projection) -> Point:
    left, top, right, bottom = _box(geometry, projection)
    return (left + right) / 2, (top + bottom) / 2
