"""What a surface is drawn from, and where: weighted points and a grid of squares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.places.density.errors import SurfaceUnusable


@dataclass(frozen=True)
class Points:
    """Points in metres: `x`, `y` (n,), and what each counts for (`weights`, (n,), None for one
    each). A denominator is points too: residents at their addresses' or small areas' centres."""

    x: np.ndarray
    y: np.ndarray
    weights: np.ndarray | None = None


@dataclass(frozen=True)
class SquareGrid:
    """Squares of `cell_metres`; (`left`, `bottom`) is the corner of the first one in metres.

    Values on it have shape (rows, columns), row 0 the southernmost; they hold for cells' centres.
    """

    left: float
    bottom: float
    cell_metres: float
    columns: int
    rows: int

    def __post_init__(self) -> None:
        if not (self.cell_metres > 0 and self.columns > 0 and self.rows > 0):
            raise SurfaceUnusable(
                f"A grid has squares; this one has {self.columns} by {self.rows} "
                f"of {self.cell_metres} metres."
            )

    @property
    def x(self) -> np.ndarray:
        """Centres of the columns, metres."""
        return self.left + (np.arange(self.columns) + 0.5) * self.cell_metres

    @property
    def y(self) -> np.ndarray:
        """Centres of the rows, metres."""
        return self.bottom + (np.arange(self.rows) + 0.5) * self.cell_metres


@dataclass(frozen=True)
class DistinctPoints:
    """Points that differ, in order of y, then x, with the `weights` that fall on each."""

    x: np.ndarray
    y: np.ndarray
    weights: np.ndarray


def find_distinct(points: Points) -> DistinctPoints:
    """Add up what falls on the same point; weights are added in the order of the points.

    A million records of a city lie on some tens of thousands of snap points.
    Errors: `SurfaceUnusable` for arrays that differ in length or hold what is not finite, and for
    negative weights.
    """
    from safercity.evidence.places.density._kernels import gather_points

    x, y = (np.ascontiguousarray(one, dtype=float) + 0.0 for one in (points.x, points.y))
    weights = np.ones(x.size) if points.weights is None else np.asarray(points.weights, dtype=float)
    if not (x.ndim == 1 and x.shape == y.shape == weights.shape):
        raise SurfaceUnusable(
            f"Points need one x, y and weight each; there are {x.shape}, {y.shape} and "
            f"{weights.shape}."
        )
    if not (np.isfinite(x).all() and np.isfinite(y).all() and np.isfinite(weights).all()):
        raise SurfaceUnusable("A point's x, y or weight is not a finite number.")
    if (weights < 0).any():
        raise SurfaceUnusable(f"{int((weights < 0).sum())} points have a weight below zero.")
    first, totals = gather_points(x.view(np.int64), y.view(np.int64), weights)
    order = np.lexsort((x[first], y[first]))
    return DistinctPoints(x[first][order], y[first][order], totals[order])
