"""Residents by small area: choosing the table, and spreading people over cells as a denominator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from safercity.evidence.geography.areas import Areas
from safercity.evidence.geography.grid import Grid
from safercity.evidence.geography.tables import Table, read_count, read_table

MOSTLY = 0.9


@dataclass(frozen=True)
class Residents:
    """Residents of the partnership's small areas by code, the file they are from, and why it."""

    path: Path
    vintage: str
    counts: dict[str, int]
    why: str


def choose_residents(
    tables: Sequence[Table], small_areas: Mapping[str, Mapping[str, str]]
) -> Residents | None:
    """The table of residents for the newest small areas that one has, or None.

    A table serves with one row for each area and nine in ten of the partnership's areas. Of several
    the one with most areas, then the first by name.
    """
    best: tuple[tuple[str, int], Residents] | None = None
    for table in sorted(tables, key=lambda one: one.path.name):
        heading, columns = table.residents_heading, table.find("lsoa")
        vintages = [column.vintage or "" for column in columns]
        if heading is None or len(columns) != 1 or vintages[0] not in small_areas:
            continue
        counts = _read_counts(table, columns[0].heading, heading=heading)
        members = small_areas[vintages[0]]
        here = {code: count for code, count in counts.items() if code in members}
        rank = (vintages[0], len(here))
        if len(here) >= MOSTLY * len(members) and (best is None or rank > best[0]):
            why = f"{heading} of {len(here)} of the {len(members)} small areas of {vintages[0]}."
            best = (rank, Residents(table.path, vintages[0], here, why))
    return best[1] if best else None


def spread_residents(areas: Areas, residents: Mapping[str, int], *, grid: Grid) -> np.ndarray:
    """Residents of each cell (float64, (cells,)): each area's spread evenly over its clipped cells.

    A denominator only: people do not live evenly. Areas without a count add none; the sum over
    cells is the sum over areas that any cell meets. To 1e-6 of a person.
    """
    area, cell = shapely.STRtree(grid.polygons).query(areas.polygons, predicate="intersects")
    shared = shapely.area(shapely.intersection(areas.polygons[area], grid.polygons[cell]))
    whole = np.bincount(area, shared, len(areas))
    counts = np.array([residents.get(code, 0) for code in areas.codes], dtype=np.float64)
    share = shared / np.where(whole > 0, whole, 1)[area]
    return np.round(np.bincount(cell, share * counts[area], len(grid)), 6)


def _read_counts(table: Table, code_heading: str, *, heading: str) -> dict[str, int]:
    """Counts by code, or none at all where a code stands twice (a breakdown, not a total)."""
    full = read_table(table.path)
    codes = full.values(code_heading)
    counts = [read_count(text) for text in full.values(heading)]
    if len(set(codes)) != len(codes):
        return {}
    return {code: count for code, count in zip(codes, counts, strict=True) if count is not None}
