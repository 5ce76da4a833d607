"""Which area a point is in: a raster of area numbers, and an exact test only where a border passes.

**Border rule.** Points and vertices are taken to the nearest millimetre. A point belongs to the
first area, in code order, that it lies in or on the border of. So a point on a shared border
belongs to the area whose code comes first, and where areas overlap the first wins. Everything is
integer arithmetic: the same point gets the same area on any machine. Equal to asking
`shapely.intersects` of every area in turn, which the tests do.
"""

from __future__ import annotations

import io
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.area_raster import BorderCells, choose_cell_metres, fill_raster
from safercity.evidence.geography.areas import Areas
from safercity.evidence.geography.border_edges import (
    Raster,
    list_edges,
    repeat_runs,
    to_half_millimetres,
)
from safercity.evidence.geography.whole_file import write_whole

FORMAT = 1
NONE = -1
POINTS_AT_ONCE = 1 << 17
THREADS = max(1, min(4, os.cpu_count() or 1))


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
        """The index of some areas. Cells default to about 96 for each area, at least 5 m wide."""
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

    def locate(
        self, easting: np.ndarray, northing: np.ndarray, *, threads: int = THREADS
    ) -> np.ndarray:
        """Positions (int32, (n,)) of the areas of points in metres; -1 in none, or where a NaN
        stands.

        By the border rule above. Any length, also 0. A million points among 35,000 areas take about
        a quarter of a second of one core.
        """
        easting = np.atleast_1d(np.asarray(easting, dtype=np.float64))
        northing = np.atleast_1d(np.asarray(northing, dtype=np.float64))
        if len(easting) != len(northing):
            raise GeographyError(f"{len(easting)} eastings came with {len(northing)} northings.")
        found = np.empty(len(easting), dtype=np.int32)

        def locate_from(start: int) -> None:
            part = slice(start, start + POINTS_AT_ONCE)
            found[part] = self._locate_some(easting[part], northing[part])

        starts = range(0, len(easting), POINTS_AT_ONCE)
        if len(starts) < 2 or threads < 2:
            for start in starts:
                locate_from(start)
        else:
            with ThreadPoolExecutor(min(threads, len(starts))) as pool:
                list(pool.map(locate_from, starts))
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
        found = np.where(known, self.numbers.take(cell), NONE)
        close = np.flatnonzero(found < NONE)
        if close.size:
            way_x = x[close] - raster.x0 - column[close] * raster.step
            way_y = y[close] - raster.y0 - raster.step // 2 - row[close] * raster.step
            found[close] = self._test(
                -2 - found[close],
                way=np.stack([way_x, way_y]),
                point=np.stack([x[close], y[close]]),
            )
        return found

    def _test(self, border: np.ndarray, *, way: np.ndarray, point: np.ndarray) -> np.ndarray:
        """Areas of points (2, m) in border cells; `way` (2, m) leads to each from its anchor.

        From the anchor, where it is known which areas hold it, to the point: each edge of an area
        crossed on the way flips whether the area holds the point.
        """
        borders = self.borders
        start = borders.group_start.take(border)
        groups = borders.group_start.take(border + 1) - start
        group = repeat_runs(start, groups)
        begin = borders.group_begin.take(group)
        length = borders.group_begin.take(group + 1) - begin
        kind = borders.edges.dtype
        crossed, touched = borders.cross(
            repeat_runs(begin, length),
            way=np.repeat(np.repeat(way.astype(kind), groups, axis=1), length, axis=1),
            point=np.repeat(np.repeat(point.astype(kind), groups, axis=1), length, axis=1),
        )
        marks = crossed.astype(np.int32)
        marks[touched] += 1 << 16
        sums = np.add.reduceat(marks, np.cumsum(length) - length)
        holds = ((sums & 1) == 1) != borders.group_holds_anchor.take(group)
        holds |= sums >> 16 > 0
        beyond = np.int32(self.n_areas)
        first = np.where(holds, borders.group_area.take(group), beyond)
        found = np.minimum.reduceat(first, np.cumsum(groups) - groups)
        behind = borders.behind.take(border)
        found = np.minimum(found, np.where(behind >= 0, behind, beyond))
        return np.where(found == beyond, NONE, found)
