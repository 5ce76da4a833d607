"""Filling the raster of an area index: one sweep over the borders, no test of any polygon.

Along the middle of each row of cells, every crossing of an area's border switches the area on or
off; running sums of what is on give the area of every cell that no border passes. A cell that a
border passes keeps its edges, and which of their areas hold its *anchor*: the middle of its left
side.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely

from safercity.evidence.geography.border_edges import (
    HALF_MILLIMETRES,
    Edges,
    Passages,
    Raster,
    find_passages,
)

CELLS_AN_AREA = 256
FEWEST_CELLS, MOST_CELLS = 1 << 18, 1 << 23
FINEST_METRES = 5


@dataclass(frozen=True)
class BorderCells:
    """Cells that borders pass. Each has groups (one an area, in order), each group pairs (its
    edges).

    `pair_start`, `group_start`: (k + 1,) first pair and group of each border cell. `behind`: (k,)
    the area that holds the whole cell though its border is elsewhere, or -1. `group_area`,
    `group_begin`, `group_end`, `group_holds_anchor`: of each group. `x1` ... `y2`: (pairs,) ends of
    the edges from the cell's anchor in half-millimetres. `anchor_side`: on which side of the edge
    the anchor lies.
    """

    pair_start: np.ndarray
    group_start: np.ndarray
    behind: np.ndarray
    group_area: np.ndarray
    group_begin: np.ndarray
    group_end: np.ndarray
    group_holds_anchor: np.ndarray
    x1: np.ndarray
    y1: np.ndarray
    x2: np.ndarray
    y2: np.ndarray
    anchor_side: np.ndarray

    def cross(
        self, pair: np.ndarray, *, x: np.ndarray, y: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Whether the way from the anchor (0, 0) to (x, y) crosses each edge, and whether it ends
        on it.

        Exact. The anchor is thought a hair further left, which decides every tie the same way.
        """
        x1, y1, x2, y2 = self.x1[pair], self.y1[pair], self.x2[pair], self.y2[pair]
        side = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        touches = side == 0
        if touches.any():
            touches &= (y1 <= y) & (y <= y2)
            touches &= (np.minimum(x1, x2) <= x) & (x <= np.maximum(x1, x2))
        turn1, turn2 = x * y1 - y * x1, x * y2 - y * x2
        left1 = (turn1 > 0) | ((turn1 == 0) & (y1 > y))
        left2 = (turn2 > 0) | ((turn2 == 0) & (y2 > y))
        return (left1 != left2) & ((side > 0) != self.anchor_side[pair]), touches


def choose_cell_metres(polygons: np.ndarray) -> int:
    """Whole metres for the raster's cells: enough cells that few are crossed by a border."""
    if not len(polygons):
        return FINEST_METRES
    west, south, east, north = shapely.total_bounds(polygons)
    wanted = min(max(CELLS_AN_AREA * len(polygons), FEWEST_CELLS), MOST_CELLS)
    metres = math.sqrt(max(1.0, (east - west) * (north - south)) / wanted)
    longest = max(east - west, north - south) / MOST_CELLS
    return max(FINEST_METRES, math.ceil(metres), math.ceil(longest))


def fill_raster(
    polygons: np.ndarray, edges: Edges, *, raster: Raster
) -> tuple[np.ndarray, BorderCells]:
    """The raster's numbers (see `AreaIndex`) and its border cells."""
    passages = find_passages(edges, raster)
    keys = _sort_crossings(edges, passages, raster=raster)
    total, count = _sum_rows(keys, raster)
    order = np.argsort(passages.cell * (edges.area.max(initial=0) + 1) + edges.area[passages.edge],
                       kind="stable")  # fmt: skip
    cell, edge = passages.cell[order], passages.edge[order]
    area = edges.area[edge]
    group_begin = _starts((np.diff(cell) != 0) | (np.diff(area) != 0), len(cell))
    group_cell, group_area = cell[group_begin], area[group_begin]
    first_group = _starts(np.diff(group_cell) != 0, len(group_cell))
    cells = group_cell[first_group]
    row, column = group_cell // raster.columns, group_cell % raster.columns
    sought = (group_area * raster.rows + row) * raster.columns + column
    holds = (np.searchsorted(keys, sought) & 1).astype(bool)
    numbers = np.where(count == 1, total - 1, -1).astype(np.int32)
    behind = _find_behind(total, count, cells=cells, first_group=first_group,
                          held=np.where(holds, group_area + 1, 0))  # fmt: skip
    tangled = np.flatnonzero(count >= 2)
    numbers[tangled] = _first_of_several(polygons, raster, cells=tangled)
    numbers[cells] = -2 - np.arange(len(cells), dtype=np.int32)
    several = np.flatnonzero(behind < -1)
    behind[several] = _first_of_several(
        polygons, raster, cells=cells[several], but=group_cell * len(polygons) + group_area
    )
    group_end = np.append(group_begin[1:], len(cell)).astype(np.int64)
    borders = _gather(edges, edge, raster=raster, cell=cell, parts={
        "pair_start": np.append(group_begin[first_group], len(cell)),
        "group_start": np.append(first_group, len(group_cell)), "behind": behind,
        "group_area": group_area.astype(np.int32), "group_begin": group_begin,
        "group_end": group_end, "group_holds_anchor": holds})  # fmt: skip
    return numbers, borders


def _starts(changes: np.ndarray, length: int) -> np.ndarray:
    if not length:
        return np.empty(0, dtype=np.int64)
    return np.concatenate([[0], np.flatnonzero(changes) + 1])


def _sort_crossings(edges: Edges, passages: Passages, *, raster: Raster) -> np.ndarray:
    """Crossings of the rows' middles as sorted (area, row, column) keys: in and out by turns."""
    area = edges.area[passages.crossing_edge]
    line = area * raster.rows + passages.crossing_row
    return np.sort(line * raster.columns + passages.crossing_column)


def _sum_rows(keys: np.ndarray, raster: Raster) -> tuple[np.ndarray, np.ndarray]:
    """For each cell (flat), of the areas that hold its anchor: sum of 1 + number, and count."""
    size = raster.rows * raster.columns
    area = keys // size
    cell = keys - area * size
    sign = 1 - 2 * (np.arange(len(keys), dtype=np.int32) & 1)
    sums = []
    for change in ((area + 1).astype(np.int32) * sign, sign):
        running = np.zeros(size + 1, dtype=np.int32)
        np.add.at(running, cell + 1, change)
        # What is on in a row is off again at its end, so one sum may run through all rows.
        sums.append(np.cumsum(running, dtype=np.int32)[:-1])
    return sums[0], sums[1]


def _find_behind(
    total: np.ndarray, count: np.ndarray, *, cells: np.ndarray, first_group: np.ndarray,
    held: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """The one area that holds a border cell's anchor without an edge in it; -1 none, -2 several."""
    if not len(cells):
        return np.empty(0, dtype=np.int32)
    left = count[cells] - np.add.reduceat((held > 0).astype(np.int32), first_group)
    which = total[cells] - np.add.reduceat(held, first_group)
    return np.where(left == 1, which - 1, np.where(left > 1, -2, -1)).astype(np.int32)


def _first_of_several(
    polygons: np.ndarray, raster: Raster, *, cells: np.ndarray, but: np.ndarray | None = None
) -> np.ndarray:
    """The first of overlapping areas to hold each cell's anchor, without (cell, area) `but`."""
    first = np.full(len(cells), len(polygons), dtype=np.int32)
    if len(cells):
        x = (raster.x0 + cells % raster.columns * raster.step) / HALF_MILLIMETRES
        y = raster.y0 + cells // raster.columns * raster.step + raster.step // 2
        anchors = shapely.points(x, y / HALF_MILLIMETRES)
        at, area = shapely.STRtree(polygons).query(anchors, predicate="intersects")
        if but is not None:
            keep = ~np.isin(cells[at] * len(polygons) + area, but)
            at, area = at[keep], area[keep]
        np.minimum.at(first, at, area.astype(np.int32))
    return np.where(first == len(polygons), -1, first)


def _gather(
    edges: Edges,
    edge: np.ndarray,
    *,
    raster: Raster,
    cell: np.ndarray,
    parts: dict[str, np.ndarray],
) -> BorderCells:
    anchor_x = raster.x0 + cell % raster.columns * raster.step
    anchor_y = raster.y0 + cell // raster.columns * raster.step + raster.step // 2
    x1, y1 = edges.x1[edge] - anchor_x, edges.y1[edge] - anchor_y
    x2, y2 = edges.x2[edge] - anchor_x, edges.y2[edge] - anchor_y
    side = (y2 - y1) * x1 - (x2 - x1) * y1
    anchor_side = (side > 0) | ((side == 0) & (y2 > y1))
    return BorderCells(**parts, x1=x1, y1=y1, x2=x2, y2=y2, anchor_side=anchor_side)
