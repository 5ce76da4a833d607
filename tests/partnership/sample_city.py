"""Where the sample edition's city lies, its outline, wards and cells: drawn, not surveyed."""

from __future__ import annotations

import math
import random

import shapely
from shapely import Point, Polygon

LONGITUDE, LATITUDE = -1.9, 54.3
METRES_NORTH = 111_320.0
METRES_EAST = METRES_NORTH * math.cos(math.radians(LATITUDE))
CELL = 250.0

WARDS = "Ashlar Bellwether Castlegate Dunmoor Elmstead Fairmile Greywater Hollinside".split()


def to_degrees(polygon):
    return shapely.transform(
        polygon,
        lambda xy: (xy / [METRES_EAST, METRES_NORTH] + [LONGITUDE, LATITUDE]).round(6),
    )


def draw_city(chance: random.Random):
    turns = [math.tau * k / 28 for k in range(28)]
    radii = [3150 + chance.uniform(-420, 420) for _ in turns]
    boundary = Polygon(
        (r * math.cos(t), 1.1 * r * math.sin(t)) for r, t in zip(radii, turns, strict=True)
    )
    around = [math.tau * k / 7 for k in range(7)]
    seeds = [Point(0, 200), *(Point(2000 * math.cos(t), 2100 * math.sin(t)) for t in around)]
    tiles = shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=boundary).geoms
    clipped = [tile.intersection(boundary) for tile in tiles]
    wards = dict(zip(WARDS, clipped, strict=True))
    return boundary, wards, draw_cells(boundary)


def draw_cells(boundary: Polygon) -> dict[str, Polygon]:
    side, cells = CELL / math.sqrt(3), {}
    corners = [math.radians(60 * k + 30) for k in range(6)]
    for row in range(-18, 19):
        for column in range(-16, 17):
            x, y = CELL * (column + row % 2 / 2), 1.5 * side * row
            hexagon = Polygon((x + side * math.cos(a), y + side * math.sin(a)) for a in corners)
            if hexagon.intersects(boundary):
                cells[f"h250-{1834 + column}-{1402 + row}"] = hexagon.intersection(boundary)
    return {label: cell for label, cell in cells.items() if cell.area > 500}
