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

CELLS_AN_AREA = 96
FEWEST_CELLS, MOST_CELLS = 1 << 18, 1 << 23
FINEST_METRES = 5
# Products of two such differences are below 2**50, sums of four of those below 2**52.
EXACT_AS_FLOAT = 1 << 25


@dataclass(frozen=True)
class BorderCells:
    """Cells that borders pass. Each has groups (one an area, in order), each group some edges.

    `group_start`: (k + 1,) the first group of each border cell. `behind`: (k,) the area that holds
    the whole cell though its border is elsewhere, or -1. `group_begin`: (g + 1,) the first entry of
    each group in `entries`, which number its edges; `group_area` and `group_holds_anchor`: (g,).
    `edges`: (n, 4) x1, y1, x2, y2 in half-millimetres: float64 where every product of two
    differences is below 2**52 and so exact, else int64.
    """

    group_start: np.ndarray
    behind: np.ndarray
    group_area: np.ndarray
    group_begin: np.ndarray
    group_holds_anchor: np.ndarray
    entries: np.ndarray
    edges: np.ndarray

    def cross(
        self, entry: np.ndarray, *, way: np.ndarray, point: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Whether the way from the anchor to the point crosses an entry's edge, or ends on it.

        `way`: (2, m) from anchor to point; `point`: (2, m). Exact. The anchor is thought a hair
        further left, which decides every tie the same way.
        """
        # take: six times as fast here as indexing by an array.
        ends = self.edges.take(self.entries.take(entry), axis=0)
        (x, y), (at_x, at_y) = way, point
        x1, y1, x2, y2 = ends[:, 0] - at_x, ends[:, 1] - at_y, ends[:, 2] - at_x, ends[:, 3] - at_y
        # Twice the area of a triangle, with its sign: edge and point, way and each end.
        side = x1 * y2 - y1 * x2
        turn1, turn2 = x * y1 - y * x1, x * y2 - y * x2
        # Edge and anchor, without another product.
        anchor = side + turn2 - turn1
        beside = anchor > 0
        tie = np.flatnonzero(anchor == 0)
        beside[tie] = y2[tie] > y1[tie]
        left1, left2 = turn1 > 0, turn2 > 0
        for left, turn, end in ((left1, turn1, y1), (left2, turn2, y2)):
            tie = np.flatnonzero(turn == 0)
            left[tie] = end[tie] > 0
        touches = side == 0
        tie = np.flatnonzero(touches)
        touches[tie] = (x1[tie] * x2[tie] <= 0) & (y1[tie] * y2[tie] <= 0)
        return (left1 != left2) & ((side > 0) != beside), touches


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
    cell, edge = _sort_passages(edges, passages)
    area = edges.area[edge]
    group_begin = _starts((np.diff(cell) != 0) | (np.diff(area) != 0), len(cell))
    group_cell, group_area = cell[group_begin], area[group_begin]
    first_group = _starts(np.diff(group_cell) != 0, len(group_cell))
    cells = group_cell[first_group]
    # Where one area holds the anchor, the sum is its number; where several do, count crossings.
    on = count[group_cell]
    holds = (on == 1) & (total[group_cell] == group_area + 1)
    unsure = np.flatnonzero(on > 1)
    row, column = group_cell[unsure] // raster.columns, group_cell[unsure] % raster.columns
    sought = (group_area[unsure] * raster.rows + row) * raster.columns + column
    holds[unsure] = np.searchsorted(keys, sought) & 1 == 1
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
    borders = BorderCells(
        np.append(first_group, len(group_cell)), behind, group_area.astype(np.int32),
        np.append(group_begin, len(cell)), holds, edge.astype(np.int32), _table_of(edges, raster),
    )  # fmt: skip
    return numbers, borders


def _sort_passages(edges: Edges, passages: Passages) -> tuple[np.ndarray, np.ndarray]:
    """Cells and edges of the passages by cell, then area: one sort of packed numbers if it fits."""
    owner = passages.cell * (int(edges.area.max(initial=0)) + 1) + edges.area[passages.edge]
    bits = max(1, len(owner).bit_length())
    if int(owner.max(initial=0)).bit_length() + bits < 63:
        order = np.sort((owner << bits) | np.arange(len(owner))) & ((1 << bits) - 1)
    else:
        order = np.argsort(owner, kind="stable")
    return passages.cell[order], passages.edge[order]


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


def _table_of(edges: Edges, raster: Raster) -> np.ndarray:
    table = np.stack([edges.x1, edges.y1, edges.x2, edges.y2], axis=1)
    longest = int(np.abs(table[:, 2:] - table[:, :2]).max(initial=0))
    return table.astype(np.float64) if longest + raster.step < EXACT_AS_FLOAT else table
