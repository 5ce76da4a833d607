"""Kernel sums by direct summation over distinct points: exact, however many records there are."""

from __future__ import annotations

import numpy as np

from safercity.evidence.places.density.points import DistinctPoints, SquareGrid
from safercity.evidence.places.density.settings import QUARTIC, DensitySettings

# exp(-9^2 / 2) is 3e-18 of a kernel's peak: a thousand peaks left out stay below 1e-14 of one.
REACH = 9.0
# A Gaussian at least four cells wide is drawn in two steps: a narrow one from the points, and the
# rest from cell to cell. Sums over a grid stand for integrals with an error of exp(-2 pi^2 s^2),
# s^2 = 1.5^2 x (4^2 - 1.5^2) / 4^2 = 1.93 cells^2 or more: 3e-17 (Trefethen & Weideman 2014).
WIDE, NARROW = 4.0, 1.5


def sum_on_grid(
    points: DistinctPoints, grid: SquareGrid, *, settings: DensitySettings
) -> np.ndarray:
    """Density at the centres of the cells, (rows, columns), in weight per square metre.

    Quartic: 3 / (pi b^2) (1 - d^2 / b^2)^2 nearer than b; Gaussian: 1 / (2 pi b^2) exp(-d^2 / 2
    b^2). Within 1e-12 of the peak of the sum over all points. No correction at the edge.
    """
    from safercity.evidence.places.density import _kernels as kernels

    column = (points.x - grid.left) / grid.cell_metres - 0.5
    row = (points.y - grid.bottom) / grid.cell_metres - 0.5
    wide = settings.bandwidth_metres / grid.cell_metres
    out = np.zeros((grid.rows, grid.columns))
    if settings.kernel == QUARTIC:
        kernels.spread_quartic(column, row, points.weights, wide, out)
    elif wide < WIDE:
        kernels.spread_gaussian(column, row, points.weights, wide, REACH * wide, out)
    else:
        _spread_wide(column, row, weights=points.weights, wide=wide, out=out)
    return out * _height(settings)


def sum_at_centres(
    points: DistinctPoints, centres: np.ndarray, *, settings: DensitySettings
) -> np.ndarray:
    """As `sum_on_grid`, at any (m, 2) points: centres of hexagons, say. Returns (m,)."""
    from safercity.evidence.places.density._kernels import sum_at

    centres = np.ascontiguousarray(centres, dtype=float)
    bandwidth, quartic = settings.bandwidth_metres, settings.kernel == QUARTIC
    reach = bandwidth * (1.0 if quartic else REACH)
    total = sum_at(points.x, points.y, points.weights, centres, bandwidth, quartic, reach)
    return total * _height(settings)


def _spread_wide(column, row, *, weights, wide: float, out: np.ndarray) -> None:
    """A wide Gaussian on the grid, as a narrow one around the points blurred by another."""
    from safercity.evidence.places.density import _kernels as kernels

    rest = float(np.sqrt(wide**2 - NARROW**2))
    reach = int(np.ceil(REACH * rest))
    (left, columns), (bottom, rows) = (
        _stretch(place, number, reach=reach)
        for place, number in ((column, out.shape[1]), (row, out.shape[0]))
    )
    near = np.zeros((rows, columns))
    kernels.spread_gaussian(column - left, row - bottom, weights, NARROW, REACH * NARROW, near)
    profile = np.exp(-0.5 * (np.arange(-reach, reach + 1) / rest) ** 2)
    turned = np.zeros((out.shape[1], rows))
    kernels.blur_down(np.ascontiguousarray(near.T), left, profile, turned)
    kernels.blur_down(np.ascontiguousarray(turned.T), bottom, profile, out)
    # The product of the two peaks, 1/(2 pi NARROW^2) and 1/(2 pi rest^2), over that of the whole.
    out *= wide**2 / (2 * np.pi * NARROW**2 * rest**2)


def _stretch(place: np.ndarray, number: int, *, reach: int) -> tuple[int, int]:
    """First cell and number of cells of the grid between: as far as both points and grid reach."""
    around = REACH * NARROW
    lowest, highest = float(place.min(initial=np.inf)), float(place.max(initial=-np.inf))
    first = max(-reach, int(np.floor(min(lowest - around, number + reach))))
    last = min(number - 1 + reach, int(np.ceil(max(highest + around, -reach))))
    return first, max(0, last - first + 1)


def _height(settings: DensitySettings) -> float:
    """The peak of one kernel, per square metre."""
    return (3 if settings.kernel == QUARTIC else 0.5) / (np.pi * settings.bandwidth_metres**2)
