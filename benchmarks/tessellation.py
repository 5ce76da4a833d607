"""A made-up country for benchmarks: areas without gaps or overlaps, small in towns, large between.

As many areas as asked, on 300 km by 400 km of the National Grid where OSTN15 reaches everywhere.
All coordinates are eighths of a metre: exact both in binary and in millimetres, so that a rival's
answers can be asked to be identical, on borders too.
"""

from __future__ import annotations

import numpy as np
import shapely

from safercity.evidence.geography import Areas, make_areas

WEST, SOUTH = 300_000.0, 150_000.0
WIDE, HIGH = 300_000.0, 400_000.0
SIDE_POINTS = 3
TOWNS = 25


def make_tessellation(seed: int, *, count: int = 35_000) -> Areas:
    """About `count` areas (the nearest rows times columns) of 17 corner points each, by code."""
    random = np.random.default_rng([seed, count])
    rows = round(np.sqrt(count * 8 / 7))
    columns = round(count / rows)
    lines = np.arange(columns + 1.0), np.arange(rows + 1.0)
    corners = np.stack(np.meshgrid(*lines, indexing="ij"), -1)
    inner = random.uniform(-0.22, 0.22, (columns - 1, rows - 1, 2))
    corners[1:-1, 1:-1] += inner
    along_x = _roughen(corners[:-1], corners[1:], random=random)
    along_y = _roughen(corners[:, :-1], corners[:, 1:], random=random)
    along_x[:, 0, :, 1], along_x[:, -1, :, 1] = 0.0, rows
    along_y[0, :, :, 0], along_y[-1, :, :, 0] = 0.0, columns
    rings = np.concatenate(
        [
            along_x[:, :-1, :-1],
            along_y[1:, :, :-1],
            along_x[:, 1:, :0:-1],
            along_y[:-1, :, :0:-1],
        ],
        axis=2,
    ).reshape(columns * rows, -1, 2)
    east = WEST + _crowd(rings[:, :, 0] / columns, random) * WIDE
    north = SOUTH + _crowd(rings[:, :, 1] / rows, random) * HIGH
    polygons = shapely.polygons(np.round(np.stack([east, north], -1) * 8) / 8)
    assert shapely.is_valid(polygons).all()
    return make_areas("lsoa", {f"E01{i:06d}": polygon for i, polygon in enumerate(polygons)})


def scatter_points(areas: Areas, seed: int, *, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Points in metres, as many in a small area as in a large one: where people are."""
    random = np.random.default_rng([seed, count, 1])
    bounds = shapely.bounds(areas.polygons)[random.integers(0, len(areas), count)]
    x = bounds[:, 0] + random.random(count) * (bounds[:, 2] - bounds[:, 0])
    y = bounds[:, 1] + random.random(count) * (bounds[:, 3] - bounds[:, 1])
    return np.round(x * 8) / 8, np.round(y * 8) / 8


def _roughen(start: np.ndarray, end: np.ndarray, *, random: np.random.Generator) -> np.ndarray:
    """Each side as points from its start to before its end, a little off the straight line."""
    share = np.arange(SIDE_POINTS + 1) / (SIDE_POINTS + 1)
    points = start[..., None, :] + share[:, None] * (end - start)[..., None, :]
    points[..., 1:, :] += random.uniform(-0.06, 0.06, points[..., 1:, :].shape)
    return np.concatenate([points, end[..., None, :]], axis=-2)


def _crowd(share: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A rising curve from 0 to 1 that is flat where towns are: there areas come out small."""
    middles, at = random.random(TOWNS), np.linspace(0, 1, 2_001)
    density = 1 + 5 * np.exp(-0.5 * ((at[:, None] - middles) / 0.008) ** 2).sum(axis=1)
    room = np.concatenate([[0], np.cumsum(1 / (density[1:] + density[:-1]))])
    return np.interp(share, at, room / room[-1])
