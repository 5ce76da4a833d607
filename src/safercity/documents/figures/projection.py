"""From longitude and latitude to a drawing: true to shape at a city's size, fitted into a box."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from safercity.documents.figures.svg import write_number

METRES_PER_DEGREE = 111_320.0
Geometry = Mapping[str, Any]
Point = tuple[float, float]


@dataclass(frozen=True)
class Projection:
    """Degrees to drawing units: equirectangular about the middle of the box, north up.

    Over 30 km the scale differs by under 0.3% between edges: right for a drawing, never for
    measuring.
    """

    west: float
    north: float
    cos_latitude: float
    units_per_metre: float
    width: float
    height: float

    def place(self, longitude: float, latitude: float) -> Point:
        """The drawing's x (right) and y (down) of a point in degrees."""
        metres_per_unit = METRES_PER_DEGREE * self.units_per_metre
        x = (longitude - self.west) * self.cos_latitude * metres_per_unit
        return x, (self.north - latitude) * metres_per_unit

    def path(self, geometry: Geometry) -> str:
        """The `d` of a GeoJSON Polygon or MultiPolygon (or line); points nearer than 0.1 are
        dropped.
        """
        return "".join(self._ring(ring) for ring in iterate_rings(geometry))

    def _ring(self, ring: Iterable[Iterable[float]]) -> str:
        written: list[str] = []
        for point in ring:
            x, y = self.place(*list(point)[:2])
            pair = f"{write_number(x)} {write_number(y)}"
            if not written or written[-1] != pair:
                written.append(pair)
        if len(written) > 1 and written[0] == written[-1]:
            written.pop()
            return "M" + "L".join(written) + "Z"
        return "M" + "L".join(written)


def fit_projection(
    geometries: Iterable[Geometry], *, width: float, most_height: float, margin: float = 14
) -> Projection:
    """The projection that fits all geometries into `width` by at most `most_height` drawing
    units.
    """
    points = [point for geometry in geometries for point in iterate_points(geometry)]
    if not points:
        points = [(0.0, 0.0), (0.01, 0.01)]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    cosine = math.cos(math.radians((south + north) / 2))
    wide = max((east - west) * cosine * METRES_PER_DEGREE, 50.0)
    tall = max((north - south) * METRES_PER_DEGREE, 50.0)
    scale = min((width - 2 * margin) / wide, (most_height - 2 * margin) / tall)
    spare = (width - wide * scale) / 2 / scale / METRES_PER_DEGREE / cosine
    return Projection(
        west=west - spare,
        north=north + margin / scale / METRES_PER_DEGREE,
        cos_latitude=cosine,
        units_per_metre=scale,
        width=width,
        height=tall * scale + 2 * margin,
    )


def iterate_rings(geometry: Geometry) -> Iterator[Any]:
    """Every ring (or line) of a GeoJSON geometry, of a Feature or of a FeatureCollection."""
    kind = geometry.get("type")
    if kind == "FeatureCollection":
        for feature in geometry["features"]:
            yield from iterate_rings(feature)
    elif kind == "Feature":
        yield from iterate_rings(geometry["geometry"] or {})
    elif kind == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from iterate_rings(part)
    elif kind == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon
    elif kind in ("Polygon", "MultiLineString"):
        yield from geometry["coordinates"]
    elif kind == "LineString":
        yield geometry["coordinates"]


def iterate_points(geometry: Geometry) -> Iterator[Point]:
    """Every corner of a GeoJSON geometry as (longitude, latitude)."""
    for ring in iterate_rings(geometry):
        for point in ring:
            yield float(point[0]), float(point[1])


def choose_scale_bar(units_per_metre: float, *, longest: float) -> int:
    """The longest round number of metres (1, 2 or 5 times a power of ten) that fits `longest`
    units.
    """
    metres = longest / units_per_metre
    power = 10 ** math.floor(math.log10(metres))
    return int(max(power * factor for factor in (1, 2, 5) if power * factor <= metres) or 1)
