"""Areas' borders as edges in whole half-millimetres, and the raster cells that each edge passes.

Half-millimetres because vertices and points (whole millimetres) are then even, and the raster's
lines and anchors odd: no vertex and no point ever lies on a line of the raster, so no rule is
needed for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

HALF_MILLIMETRES = 2000


def to_half_millimetres(metres: np.ndarray) -> np.ndarray:
    """Even int64 half-millimetres of finite metres, taken to the nearest millimetre."""
    return np.rint(metres * 1000).astype(np.int64) * 2


@dataclass(frozen=True)
class Edges:
    """Border edges in int64 half-millimetres, lower end (x1, y1) first, and each edge's area."""

    x1: np.ndarray
    y1: np.ndarray
    x2: np.ndarray
    y2: np.ndarray
    area: np.ndarray

    def __len__(self) -> int:
        return len(self.area)


@dataclass(frozen=True)
class Raster:
    """Square cells: odd origin and step (a multiple of 4) in half-millimetres, and their number."""

    x0: int
    y0: int
    step: int
    columns: int
    rows: int

    @staticmethod
    def over(edges: Edges, *, cell_metres: int) -> Raster:
        """The raster of whole-metre cells that holds every edge."""
        step = int(cell_metres) * HALF_MILLIMETRES
        if not len(edges):
            return Raster(1, 1, step, 1, 1)
        x0 = int(min(edges.x1.min(), edges.x2.min())) - 1
        y0 = int(edges.y1.min()) - 1
        east, north = int(max(edges.x1.max(), edges.x2.max())), int(edges.y2.max())
        return Raster(x0, y0, step, (east - x0) // step + 1, (north - y0) // step + 1)

    def crossed_column(self, edges: Edges, *, which: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The column in which edge `which` crosses the level line y, exactly (integer division)."""
        x1, y1 = edges.x1[which], edges.y1[which]
        across, up = edges.x2[which] - x1, edges.y2[which] - y1
        up = np.where(up == 0, 1, up)
        return ((x1 - self.x0) * up + (y - y1) * across) // (up * self.step)


def list_edges(polygons: np.ndarray) -> Edges:
    """The edges of all rings of the polygons (metres), numbered by the polygon's position."""
    parts, part_of = shapely.get_parts(polygons, return_index=True)
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    points, point_of = shapely.get_coordinates(rings, return_index=True)
    whole = to_half_millimetres(points)
    is_edge = (point_of[1:] == point_of[:-1]) & (whole[1:] != whole[:-1]).any(axis=1)
    start, end = whole[:-1][is_edge], whole[1:][is_edge]
    area = part_of[ring_of[point_of[:-1][is_edge]]]
    falls = (start[:, 1] > end[:, 1])[:, None]
    lower, upper = np.where(falls, end, start), np.where(falls, start, end)
    x1, y1, x2, y2 = (np.ascontiguousarray(column) for column in (*lower.T, *upper.T))
    return Edges(x1, y1, x2, y2, area.astype(np.int64))


@dataclass(frozen=True)
class Passages:
    """(cell, edge) pairs, and (row, column, edge) where edges cross a row's middle."""

    cell: np.ndarray
    edge: np.ndarray
    crossing_edge: np.ndarray
    crossing_row: np.ndarray
    crossing_column: np.ndarray


def find_passages(edges: Edges, raster: Raster) -> Passages:
    """Every raster cell that each edge passes, row by row, in exact integer arithmetic."""
    first = (edges.y1 - raster.y0) // raster.step
    last = (edges.y2 - raster.y0) // raster.step
    edge, offset = spread(last - first + 1)
    row = first[edge] + offset
    line = raster.y0 + row * raster.step
    is_first, is_last = offset == 0, row == last[edge]
    start = (edges.x1[edge] - raster.x0) // raster.step
    end = (edges.x2[edge] - raster.x0) // raster.step
    later, earlier = np.flatnonzero(~is_first), np.flatnonzero(~is_last)
    start[later] = raster.crossed_column(edges, which=edge[later], y=line[later])
    end[earlier] = raster.crossed_column(edges, which=edge[earlier], y=line[earlier] + raster.step)
    left = np.minimum(start, end)
    piece, along = spread(np.maximum(start, end) - left + 1)
    middle = line + raster.step // 2
    crosses = np.flatnonzero((edges.y1[edge] < middle) & (middle < edges.y2[edge]))
    return Passages(
        cell=row[piece] * raster.columns + left[piece] + along,
        edge=edge[piece],
        crossing_edge=edge[crosses],
        crossing_row=row[crosses],
        crossing_column=raster.crossed_column(edges, which=edge[crosses], y=middle[crosses]),
    )


def spread(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For counts 2, 1, 3: the owners 0 0 1 2 2 2 and the places within each 0 1 0 0 1 2."""
    owner = np.repeat(np.arange(len(counts)), counts)
    starts = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) - starts[owner]


def repeat_runs(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """For starts 5, 9 and lengths 3, 2: the runs 5 6 7 9 10."""
    ends = np.cumsum(lengths)
    whole = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - ends + lengths, lengths) + np.arange(whole)
