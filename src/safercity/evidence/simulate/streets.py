"""Streets as lists of points: where records can happen, with a street name and a made-up
postcode."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from safercity.evidence.simulate.layout import City
from safercity.evidence.simulate.names import invent_streets

STREETS = 1_500
STEP_METRES = 55.0
# No postcode area begins ZY: it reads like a postcode and can never be one.
_POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True, eq=False)
class Streets:
    """Points in whole metres, sorted by cell. `first[c]:first[c + 1]` are the points of cell c.

    `share` is how a cell's records fall on its points (it adds up to 1 in each cell);
    `small_area` and `small_area_2011` are positions in the city's areas; `street` is a
    position in `names`.
    """

    easting: np.ndarray
    northing: np.ndarray
    cell: np.ndarray
    first: np.ndarray
    share: np.ndarray
    small_area: np.ndarray
    small_area_2011: np.ndarray
    street: np.ndarray
    names: tuple[str, ...]
    postcodes: np.ndarray


def lay_streets(city: City) -> Streets:
    """The street network of a city; every cell has at least one point."""
    random = np.random.default_rng([city.seed, 2])
    points, street = _draw_lines(city, random)
    spare, cells = _spare_points(city, points)
    street = np.concatenate([street, STREETS + np.arange(len(spare))])
    points = np.concatenate([points, spare])
    cell = np.concatenate([_cells_of(city, points[: len(points) - len(spare)]), cells])
    order = np.lexsort((points[:, 1], points[:, 0], cell))
    points, cell, street = points[order], cell[order], street[order]
    first = np.searchsorted(cell, np.arange(len(city.grid.cells) + 1))
    weight = random.gamma(0.9, size=len(points)) + 0.05
    share = weight / np.add.reduceat(weight, first[:-1])[cell]
    return Streets(
        easting=points[:, 0].astype(np.int64), northing=points[:, 1].astype(np.int64),
        cell=cell, first=first, share=share,
        small_area=locate(points, city.small_areas.polygons),
        small_area_2011=locate(points, city.small_areas_2011.polygons),
        street=street, names=invent_streets(int(street.max()) + 1, random=random),
        postcodes=invent_postcodes(np.arange(len(points))),
    )  # fmt: skip


def locate(points: np.ndarray, polygons: np.ndarray) -> np.ndarray:
    """Position of the polygon that holds each point, or of the nearest one."""
    tree = shapely.STRtree(polygons)
    found = tree.query_nearest(shapely.points(points), all_matches=False)
    holder = np.zeros(len(points), dtype=np.int64)
    holder[found[0]] = found[1]
    return holder


def _draw_lines(city: City, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    land = city.land
    chance = land.residents / land.residents.sum()
    starts = land.centres[random.choice(len(chance), STREETS, p=chance)]
    starts = starts + random.uniform(-80, 80, starts.shape)
    lean = random.uniform(0, np.pi / 2, len(city.wards.codes))
    ward = locate(starts, city.wards.polygons)
    angle = lean[ward] + random.integers(0, 4, STREETS) * np.pi / 2
    length = random.integers(4, 10, STREETS)
    street = np.repeat(np.arange(STREETS), length)
    along = np.arange(len(street)) - np.repeat(np.cumsum(length) - length, length)
    turned = np.repeat(angle, length) + along * np.repeat(random.normal(0, 0.05, STREETS), length)
    steps = np.column_stack([np.cos(turned), np.sin(turned)]) * along[:, None] * STEP_METRES
    points = np.round(np.repeat(starts, length, axis=0) + steps)
    inside = _cells_of(city, points) >= 0
    inside &= shapely.contains_xy(shapely.buffer(land.outline, -3), points[:, 0], points[:, 1])
    return points[inside], street[inside]


def _spare_points(city: City, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One point in each cell that no street reaches: a farm track, a lay-by."""
    empty = np.setdiff1d(np.arange(len(city.grid.cells)), _cells_of(city, points))
    inside = shapely.point_on_surface(city.grid.polygons[empty])
    return np.round(shapely.get_coordinates(inside)), empty


def _cells_of(city: City, points: np.ndarray) -> np.ndarray:
    return np.asarray(city.grid.index_of(city.grid.cell_of(points[:, 0], points[:, 1])))


def invent_postcodes(number: np.ndarray) -> np.ndarray:
    """The made-up postcodes of these numbers, 3,600 to a district ("ZY1 1AA" is number 0)."""
    letters = np.array(list(_POSTCODE_LETTERS))
    unit = np.char.add(letters[number % 20], letters[number // 20 % 20])
    sector = (number // 400 % 9 + 1).astype(str)
    district = (number // 3_600 + 1).astype(str)
    outward = np.char.add("ZY", district)
    return np.char.add(np.char.add(np.char.add(outward, " "), sector), unit)
