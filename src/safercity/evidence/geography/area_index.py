"""Which area a point is in: a raster of area numbers, and an exact test only where a border passes.

**Border rule.** Points and vertices are taken to the nearest millimetre. A point belongs to the
first area, in code order, that it lies in or on the border of. So a point on a shared border
belongs to the area whose code comes first, and where areas overlap the first wins. Everything is
integer arithmetic: the same point gets the same area on any machine. Equal to asking
`shapely.intersects` of every area in turn, which the tests do.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.area_raster import BorderCells, choose_cell_metres, fill_raster
from safercity.evidence.geography.areas import Areas
from safercity.evidence.geography.border_edges import (
    Raster,
    list_edges,
    spread,
    to_half_millimetres,
)
from safercity.evidence.geography.whole_file import write_whole

FORMAT = 1
NONE = -1
POINTS_AT_ONCE = 1 << 17


@dataclass(frozen=True)
class AreaIndex:
    """Locates points among `n_areas` areas; the numbers it gives are positions in `Areas.codes`.

    `numbers`: the raster, flat int32: an area, -1 for none, or -2-k where border k passes.
    Build once (`AreaIndex.build`), keep on disk (`save`, `load`).
    """

    n_areas: int
    raster: Raster
    numbers: np.ndarray
    borders: BorderCells

    @staticmethod
    def build(areas: Areas, *, cell_metres: int | None = None) -> AreaIndex:
        """The index of some areas. Cells default to about 256 for each area, at least 5 m wide."""
        edges = list_edges(areas.polygons)
        metres = cell_metres or choose_cell_metres(areas.polygons)
        if metres != int(metres) or metres < 1:
            raise GeographyError(
                f"The raster's cells cannot be {metres} m wide.",
                advice="Choose whole metres, 1 or more.",
            )
        raster = Raster.over(edges, cell_metres=metres)
        numbers, borders = fill_raster(areas.polygons, edges, raster=raster)
        return AreaIndex(len(areas), raster, numbers, borders)

    def locate(self, easting: np.ndarray, northing: np.ndarray) -> np.ndarray:
        """Positions (int32, (n,)) of the areas of points in metres; -1 in none, or where a NaN
        stands.

        By the border rule above. Any length, also 0. About a million points a fifth of a second.
        """
        easting = np.atleast_1d(np.asarray(easting, dtype=np.float64))
        northing = np.atleast_1d(np.asarray(northing, dtype=np.float64))
        if len(easting) != len(northing):
            raise GeographyError(f"{len(easting)} eastings came with {len(northing)} northings.")
        found = np.empty(len(easting), dtype=np.int32)
        for start in range(0, len(easting), POINTS_AT_ONCE):
            part = slice(start, start + POINTS_AT_ONCE)
            found[part] = self._locate_some(easting[part], northing[part])
        return found

    def save(self, path: Path) -> None:
        """Write the index as .npz; a reader never sees half of it, and two writers do no harm."""
        raster = self.raster
        head = np.array(
            [FORMAT, self.n_areas, raster.x0, raster.y0, raster.step, raster.columns, raster.rows]
        )
        arrays = {item.name: getattr(self.borders, item.name) for item in fields(self.borders)}
        content = io.BytesIO()
        np.savez(content, head=head, numbers=self.numbers, **arrays)
        write_whole(path, content.getvalue())

    @staticmethod
    def load(path: Path) -> AreaIndex:
        """The index that `save` wrote. GeographyError if the file is damaged or another format."""
        try:
            with np.load(path, allow_pickle=False) as file:
                head = [int(value) for value in file["head"]]
                if head[0] != FORMAT:
                    raise ValueError(f"format {head[0]}")
                borders = BorderCells(
                    **{item.name: file[item.name] for item in fields(BorderCells)}
                )
                return AreaIndex(head[1], Raster(*head[2:]), file["numbers"], borders)
        except (OSError, ValueError, KeyError, EOFError, TypeError, zipfile.BadZipFile) as fault:
            raise GeographyError(
                f"The area index {path.name} cannot be read: {fault}.",
                advice="Delete it; it is built again from the areas.",
            ) from fault

    def _locate_some(self, easting: np.ndarray, northing: np.ndarray) -> np.ndarray:
        raster = self.raster
        known = np.isfinite(easting) & np.isfinite(northing)
        known &= (np.abs(easting) < 1e8) & (np.abs(northing) < 1e8)
        x = to_half_millimetres(np.where(known, easting, 0))
        y = to_half_millimetres(np.where(known, northing, 0))
        column, row = (x - raster.x0) // raster.step, (y - raster.y0) // raster.step
        known &= (column >= 0) & (row >= 0) & (column < raster.columns) & (row < raster.rows)
        cell = np.where(known, row * raster.columns + column, 0)
        found = np.where(known, self.numbers[cell], NONE)
        close = np.flatnonzero(found < NONE)
        if close.size:
            anchor_x = raster.x0 + column[close] * raster.step
            anchor_y = raster.y0 + row[close] * raster.step + raster.step // 2
            found[close] = self._test(
                -2 - found[close], x=x[close] - anchor_x, y=y[close] - anchor_y
            )
        return found

    def _test(self, border: np.ndarray, *, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Areas of points in border cells. x, y are relative to the cell's anchor, as the edges
        are.

        From the anchor, where it is known which areas hold it, to the point: each edge of an area
        crossed on the way flips whether the area holds the point.
        """
        borders = self.borders
        pairs = borders.pair_start[border + 1] - borders.pair_start[border]
        point, along = spread(pairs)
        pair = borders.pair_start[border][point] + along
        crossed, touched = borders.cross(pair, x=x[point], y=y[point])
        groups = borders.group_start[border + 1] - borders.group_start[border]
        owner, place = spread(groups)
        group = borders.group_start[border][owner] + place
        length = borders.group_end[group] - borders.group_begin[group]
        marks = crossed.astype(np.int32) + (touched.astype(np.int32) << 16)
        sums = np.add.reduceat(marks, np.cumsum(length) - length)
        holds = (((sums & 1) == 1) != borders.group_holds_anchor[group]) | (sums >> 16 > 0)
        beyond = np.int32(self.n_areas)
        first = np.where(holds, borders.group_area[group], beyond)
        found = np.minimum.reduceat(first, np.cumsum(groups) - groups)
        behind = borders.behind[border]
        found = np.minimum(found, np.where(behind >= 0, behind, beyond))
        return np.where(found == beyond, NONE, found)
