"""The partnership's grid: the national lattice's cells that meet its boundary, clipped to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import shapely

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.lattice import ROW_BITS, ROW_MASK, Lattice

# A cell that meets the boundary in less than this is a touch, not a part of the area.
LEAST_SQUARE_METRES = 1.0


@dataclass(frozen=True)
class Grid:
    """Cells over an area, in the order of their packed ids.

    `cells`: (n,) uint32 packed ids. `lattice`: the whole country's. Shapes are made when first
    asked for: loading records needs none.
    """

    lattice: Lattice
    cells: np.ndarray
    _shapes: Callable[[], np.ndarray] = field(repr=False)
    _table: np.ndarray = field(repr=False)
    _corner: tuple[int, int] = field(repr=False)

    @staticmethod
    def over(boundary: shapely.Geometry, *, kind: str = "hexagon", cell_metres: int = 250) -> Grid:
        """The grid of every cell of which at least a square metre lies in the boundary (metres)."""
        lattice = Lattice(kind, cell_metres)
        if boundary.is_empty or boundary.area < LEAST_SQUARE_METRES:
            raise GeographyError(
                "A grid cannot be laid over a boundary without an area.",
                advice="Check the boundary file of the partnership's area.",
            )
        candidates = _cells_in_bounds(lattice, boundary.bounds)
        whole = shapely.polygons(lattice.corners(candidates))
        shapely.prepare(boundary)
        meets = shapely.intersects(boundary, whole)
        candidates, whole = candidates[meets], whole[meets]
        crossed = ~shapely.contains_properly(boundary, whole)
        clipped = whole.copy()
        clipped[crossed] = _clip(whole[crossed], boundary)
        area = np.round(shapely.area(clipped), 2)
        kept = area >= LEAST_SQUARE_METRES
        polygons = clipped[kept]
        return Grid.of_cells(lattice, candidates[kept], shapes=lambda: polygons)

    @staticmethod
    def of_cells(lattice: Lattice, packed: np.ndarray, *, shapes: Callable[[], np.ndarray]) -> Grid:
        """A grid of given packed cells (sorted); `shapes` gives their clipped polygons."""
        column, row = packed >> ROW_BITS, packed & ROW_MASK
        corner = (int(column.min()), int(row.min()))
        table = np.full((np.ptp(column) + 1, np.ptp(row) + 1), -1, dtype=np.int32)
        table[column - corner[0], row - corner[1]] = np.arange(len(packed))
        return Grid(lattice, packed.astype(np.uint32), shapes, table, corner)

    @cached_property
    def polygons(self) -> np.ndarray:
        """Clipped cells (n,) in metres."""
        return self._shapes()

    @cached_property
    def area_m2(self) -> np.ndarray:
        """Areas (n,) of the clipped cells in square metres, to the square centimetre."""
        return np.round(shapely.area(self.polygons), 2)

    @cached_property
    def centroids(self) -> np.ndarray:
        """Middles (n, 2) of the clipped cells in metres, to the centimetre."""
        return np.round(shapely.get_coordinates(shapely.centroid(self.polygons)), 2)

    def __len__(self) -> int:
        return len(self.cells)

    @property
    def kind(self) -> str:
        """ "hexagon" or "square"."""
        return self.lattice.kind

    @property
    def cell_metres(self) -> int:
        """Width of a cell in metres: a hexagon's flat to flat."""
        return self.lattice.cell_metres

    def cell_of(self, easting: np.ndarray, northing: np.ndarray) -> np.ndarray:
        """Packed cells (int64, -1 none) of points in metres, also outside the boundary."""
        return self.lattice.cell_of(easting, northing)

    def index_of(self, packed: np.ndarray) -> np.ndarray:
        """Positions (int32, (n,)) of packed cells in this grid, -1 where it has no such cell."""
        packed = np.atleast_1d(np.asarray(packed, dtype=np.int64))
        column, row = (packed >> ROW_BITS) - self._corner[0], (packed & ROW_MASK) - self._corner[1]
        wide, high = self._table.shape
        inside = (packed >= 0) & (column >= 0) & (row >= 0) & (column < wide) & (row < high)
        return np.where(
            inside, self._table[np.where(inside, column, 0), np.where(inside, row, 0)], -1
        ).astype(np.int32)

    @cached_property
    def neighbours(self) -> tuple[np.ndarray, np.ndarray]:
        """Adjacent cells within the grid as (indptr, indices), positions ascending in each row."""
        around = self.lattice.neighbours(self.cells)
        positions = np.sort(self.index_of(around.ravel()).reshape(around.shape), axis=1)
        there = positions >= 0
        indptr = np.concatenate([[0], np.cumsum(there.sum(axis=1))]).astype(np.int64)
        return indptr, positions[there].astype(np.int64)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Text ids of all cells, in order."""
        return tuple(self.lattice.text_id(cell) for cell in self.cells)

    def text_id(self, packed: int) -> str:
        """The text id of a packed cell: "h250-1834-1402"."""
        return self.lattice.text_id(packed)

    def packed_id(self, text: str) -> int:
        """The packed cell of a text id; GeographyError if it is of another grid."""
        return self.lattice.packed_id(text)


def _cells_in_bounds(lattice: Lattice, bounds: tuple[float, float, float, float]) -> np.ndarray:
    west, south, east, north = (np.array([bound * 100]) for bound in bounds)
    first = (
        int(max(0, west[0] // lattice.width_cm - 1)),
        int(max(0, south[0] // lattice.row_cm - 1)),
    )
    last = int(east[0] // lattice.width_cm + 2), int(north[0] // lattice.row_cm + 2)
    columns = np.arange(first[0], last[0], dtype=np.int64)
    rows = np.arange(first[1], last[1], dtype=np.int64)
    return ((columns[:, None] << ROW_BITS) | rows[None, :]).ravel()


def _clip(cells: np.ndarray, boundary: shapely.Geometry) -> np.ndarray:
    """The cells' parts inside the boundary: polygons only, whatever lines a shared edge leaves."""
    clipped = shapely.intersection(cells, boundary)
    mixed = np.flatnonzero(shapely.get_type_id(clipped) == 7)
    for i in mixed:
        parts = shapely.get_parts(clipped[i])
        clipped[i] = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
    return clipped
