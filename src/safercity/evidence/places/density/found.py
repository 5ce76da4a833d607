"""Surfaces as findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from safercity.evidence.findings import Caption, Column, Statement, Table, draw_heat, say_all
from safercity.evidence.places.density.points import SquareGrid
from safercity.evidence.places.density.settings import CompareSettings, DensitySettings
from safercity.evidence.places.density.words import MESSAGES
from safercity.evidence.statistics import round_significant

LISTED = 1000
DRAWN = 40  # blocks a side in a chart
COLUMNS = (
    Column("easting", "Easting", "figure", "m"),
    Column("northing", "Northing", "figure", "m"),
)
Where = SquareGrid | np.ndarray


@dataclass(frozen=True)
class DensitySurface:
    """`values`: per square kilometre, (rows, columns) on a grid or (m,) at the centres `where`.
    `total`: what was spread, `distinct`: on how many distinct points it lay."""

    where: Where
    values: np.ndarray
    settings: DensitySettings
    total: float
    distinct: int
    statements: tuple[Statement, ...] = field(default=())
    limits: tuple[Statement, ...] = field(default=())

    @property
    def place_text(self) -> str:
        """Where it was drawn, for a person."""
        if isinstance(self.where, SquareGrid):
            grid = self.where
            return f"{grid.columns} by {grid.rows} squares of {grid.cell_metres:g} metres"
        return f"{len(self.where)} centres"

    def peak(self) -> tuple[float, float, float]:
        """Value, easting and northing of the highest cell; the first of equal ones."""
        return _listed(self.where, self.values, number=1)[0]

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """The highest cells (1,000 at most), highest first."""
        column = Column("density", "Records per square kilometre", "figure", "per km2")
        return _table(self.where, self.values, name="density", column=column)

    def chart(self) -> dict[str, Any]:
        """Means of blocks of cells, 40 a side at most."""
        title = f"Density with a bandwidth of {self.settings.bandwidth_metres:g} metres"
        return _chart(self.where, self.values, title=title)


@dataclass(frozen=True)
class SurfaceComparison:
    """`values`: of the surfaces' shape, NaN where not told; a rate per `settings.per`, or a change
    per square kilometre and period. `drawn`: the settings of both surfaces."""

    where: Where
    values: np.ndarray
    settings: CompareSettings
    drawn: DensitySettings
    statements: tuple[Statement, ...] = field(default=())
    limits: tuple[Statement, ...] = field(default=())

    def extremes(self) -> tuple[tuple[float, float, float], tuple[float, float, float]] | None:
        """(value, easting, northing) of the highest and the lowest cell; None if none is told."""
        if np.isnan(self.values).all():
            return None
        lowest = _listed(self.where, -self.values, number=1)[0]
        return _listed(self.where, self.values, number=1)[0], (-lowest[0], *lowest[1:])

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """The highest cells (1,000 at most), highest first."""
        how = self.settings.how
        title = "Rate" if how == "rate" else "Change per square kilometre and period"
        column = Column(how, title, "figure")
        return _table(self.where, self.values, name=f"density_{how}", column=column)

    def chart(self) -> dict[str, Any]:
        """Means of blocks of cells, 40 a side at most; blocks without a value are left out."""
        return _chart(self.where, self.values, title=f"{self.settings.how.capitalize()} surface")


def _table(where: Where, values: np.ndarray, *, name: str, column: Column) -> Table:
    rows = tuple((e, n, value) for value, e, n in _listed(where, values, number=LISTED))
    return Table(name, (*COLUMNS, column), rows)


def _listed(where: Where, values: np.ndarray, *, number: int) -> list[tuple[float, float, float]]:
    """(value, easting, northing) of the highest cells told, ties by position; values rounded."""
    flat = round_significant(values).ravel()
    told = np.flatnonzero(~np.isnan(flat))
    best = told[np.argsort(-flat[told], kind="stable")[:number]]
    if isinstance(where, SquareGrid):
        row, column = np.divmod(best, where.columns)
        spots = np.column_stack([where.x[column], where.y[row]])
    else:
        spots = np.asarray(where)[best]
    spots = np.rint(spots * 100) / 100  # centimetres
    return [(float(flat[at]), float(e), float(n)) for at, (e, n) in zip(best, spots, strict=True)]


def _chart(where: Where, values: np.ndarray, *, title: str) -> dict[str, Any]:
    if isinstance(where, SquareGrid):
        blocks = _blocks_of_grid(where, values)
    else:
        blocks = _blocks_of_centres(where, values)
    rows = [
        {"easting": round(e), "northing": round(n), "value": float(round_significant(value))}
        for e, n, value in blocks
    ]
    about = "A map of squares, north at the top; darker squares are higher."
    drawn = draw_heat(rows, Caption(title, about), across="easting", down="northing")
    # By position and not as they come: a crooked area begins further east in some rows.
    drawn["encoding"]["x"]["sort"], drawn["encoding"]["y"]["sort"] = "ascending", "descending"
    return drawn


def _blocks_of_grid(grid: SquareGrid, values: np.ndarray) -> list[tuple[float, float, float]]:
    side = int(np.ceil(max(grid.rows, grid.columns) / DRAWN))
    blocks = []
    for top in range(0, grid.rows, side)[::-1]:
        for left in range(0, grid.columns, side):
            block = values[top : top + side, left : left + side]
            if not np.isnan(block).all():
                easting = float(grid.x[left : left + side].mean())
                northing = float(grid.y[top : top + side].mean())
                blocks.append((easting, northing, float(np.nanmean(block))))
    return blocks


def _blocks_of_centres(centres: np.ndarray, values: np.ndarray) -> list[tuple[float, float, float]]:
    """Centres of cells gathered into squares, 40 along the longer side."""
    told = ~np.isnan(values)
    centres, values = centres[told], values[told]
    if not len(values):
        return []
    lowest = centres.min(axis=0)
    side = max(float(np.ptp(centres, axis=0).max()) / DRAWN, 1.0)
    square = np.minimum(((centres - lowest) / side).astype(int), DRAWN - 1)
    keys, back = np.unique(square[:, ::-1] * [-1, 1], axis=0, return_inverse=True)
    total, number = (
        np.bincount(back.ravel(), weights=one) for one in (values, np.ones(len(values)))
    )
    return [
        (
            float(lowest[0] + (column + 0.5) * side),
            float(lowest[1] + (0.5 - row) * side),
            float(mean),
        )
        for (row, column), mean in zip(keys, total / number, strict=True)
    ]
