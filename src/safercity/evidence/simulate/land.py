"""Made-up land: an outline, towns, blocks, and wards and small areas grown from the blocks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from safercity.evidence.simulate.names import TOWNS

# Empty moorland in Great Britain's projection: the conversion to degrees works, and nobody
# lives there.
CENTRE = (385_500.0, 603_500.0)
AREA_M2 = 93.0e6
RESIDENTS = 258_000
BLOCK_METRES = 190.0
NEIGHBOUR_METRES = 5_000.0
_CENTIMETRE = 0.01


@dataclass(frozen=True, eq=False)
class Land:
    """Outline and blocks (polygons in metres), residents per block, town centres (6, 2)."""

    outline: shapely.Geometry
    towns: np.ndarray
    blocks: np.ndarray
    centres: np.ndarray
    residents: np.ndarray


def make_land(random: np.random.Generator) -> Land:
    """Draw the city's land. Distances are metres in British National Grid."""
    outline = _draw_outline(random)
    towns = _place_towns(outline, random=random)
    blocks = cut_blocks(outline, spacing=BLOCK_METRES, random=random)
    centres = shapely.get_coordinates(shapely.centroid(blocks))
    density = _density(centres, outline, towns=towns, random=random)
    weight = density * shapely.area(blocks)
    return Land(outline, towns, blocks, centres, RESIDENTS * weight / weight.sum())


def cut_blocks(
    region: shapely.Geometry, *, spacing: float, random: np.random.Generator
) -> np.ndarray:
    """Cut a region into irregular pieces of about `spacing` metres that fit without gaps."""
    west, south, east, north = shapely.bounds(region)
    columns, rows = np.meshgrid(
        np.arange(west - spacing, east + 2 * spacing, spacing),
        np.arange(south - spacing, north + 2 * spacing, spacing),
    )
    points = np.column_stack([columns.ravel(), rows.ravel()])
    points += random.uniform(-0.4, 0.4, points.shape) * spacing
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
    cells = cells[shapely.intersects(cells, region)]
    pieces = shapely.intersection(
        shapely.set_precision(cells, _CENTIMETRE), region, grid_size=_CENTIMETRE
    )
    pieces = shapely.get_parts(pieces)
    return pieces[(shapely.get_type_id(pieces) == 3) & (shapely.area(pieces) > 1.0)]


def divide(
    points: np.ndarray, weights: np.ndarray, *, parts: int, random: np.random.Generator
) -> np.ndarray:
    """Labels 0..parts-1 that cut the points into compact groups of equal weight.

    Neighbouring labels lie beside each other: each cut is a straight line across the longer side.
    """
    labels = np.zeros(len(points), dtype=np.int64)
    stack = [(np.arange(len(points)), parts, 0)]
    while stack:
        members, count, first = stack.pop()
        if count == 1:
            labels[members] = first
            continue
        left = count // 2
        along = points[members] @ _cut_direction(points[members], random)
        order = members[np.argsort(along, kind="stable")]
        reached = np.cumsum(weights[order]) / weights[order].sum()
        cut = int(np.searchsorted(reached, left / count)) + 1
        cut = min(max(cut, left), len(order) - (count - left))
        stack.append((order[:cut], left, first))
        stack.append((order[cut:], count - left, first + left))
    return labels


def join_blocks(blocks: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """One polygon for each label 0..max, the union of its blocks."""
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(labels.max() + 2))
    groups = [blocks[order[a:b]] for a, b in pairwise(starts)]
    return np.array([shapely.union_all(group, grid_size=_CENTIMETRE) for group in groups])


def _cut_direction(points: np.ndarray, random: np.random.Generator) -> np.ndarray:
    wide, high = np.ptp(points, axis=0)
    angle = (0.0 if wide >= high else np.pi / 2) + random.uniform(-0.35, 0.35)
    return np.array([np.cos(angle), np.sin(angle)])


def _draw_outline(random: np.random.Generator) -> shapely.Geometry:
    angles = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    radius = np.ones_like(angles)
    for wave, size in ((2, 0.16), (3, 0.09), (5, 0.05), (8, 0.03), (13, 0.02)):
        radius += size * np.cos(wave * angles + random.uniform(0, 2 * np.pi))
    radius += random.normal(0, 0.008, len(angles))
    ring = np.column_stack([radius * np.cos(angles), radius * np.sin(angles)])
    ring *= np.sqrt(AREA_M2 / shapely.area(shapely.polygons(ring)))
    return shapely.polygons(np.round(ring + CENTRE, 2))


def _place_towns(outline: shapely.Geometry, *, random: np.random.Generator) -> np.ndarray:
    """Six centres inside the outline, 1.3 km from its edge and as far apart as 400 draws allow."""
    west, south, east, north = shapely.bounds(outline)
    draws = random.uniform((west, south), (east, north), (400, 2))
    inner = shapely.buffer(outline, -1_300)
    draws = draws[shapely.contains_xy(inner, draws[:, 0], draws[:, 1])]
    chosen = [int(np.argmin(np.hypot(*(draws - CENTRE).T)))]
    nearest = np.full(len(draws), np.inf)
    for _ in TOWNS[1:]:
        nearest = np.minimum(nearest, np.hypot(*(draws - draws[chosen[-1]]).T))
        apart = np.where(nearest < 5_000, nearest, 0)
        chosen.append(int(np.argmax(apart)))
    return draws[chosen]


def _density(
    at: np.ndarray, outline: shapely.Geometry, *, towns: np.ndarray, random: np.random.Generator
) -> np.ndarray:
    """Relative residents per square metre: towns dense, edges green, parks empty."""
    density = np.full(len(at), 0.10)
    for town, size in zip(towns, (1.5, 1.1, 1.0, 0.9, 0.85, 0.75), strict=True):
        reach = random.uniform(1_050, 1_350)
        density += size * np.exp(-((np.hypot(*(at - town).T) / reach) ** 1.6))
    spots = at[random.integers(0, len(at), 60)]
    for spot, size in zip(spots, random.normal(0, 0.35, 60), strict=True):
        density *= np.exp(size * np.exp(-((np.hypot(*(at - spot).T) / 600) ** 2)))
    edge = shapely.distance(shapely.points(at), shapely.get_exterior_ring(outline))
    density *= 0.15 + 0.85 * np.clip(edge / 700, 0, 1)
    for park in at[random.integers(0, len(at), 7)]:
        density *= np.where(np.hypot(*(at - park).T) < 330, 0.12, 1.0)
    return density
