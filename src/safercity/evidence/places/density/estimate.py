"""A smooth picture of where records lie. It tests nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safercity.evidence.findings import Basis, refuse_activity, require_location
from safercity.evidence.places.density.errors import SurfaceUnusable
from safercity.evidence.places.density.found import DensitySurface
from safercity.evidence.places.density.points import Points, SquareGrid, find_distinct
from safercity.evidence.places.density.settings import DensitySettings
from safercity.evidence.places.density.summing import sum_at_centres, sum_on_grid
from safercity.evidence.places.density.telling import state_density, state_limits
from safercity.evidence.runs import Run
from safercity.evidence.statistics import round_significant
from safercity.evidence.types import SUPPORTS_CELLS

METHOD = "A map of kernel density"
SQUARE_METRES_PER_SQUARE_KM = 1e6


def estimate_density(
    points: Points, where: SquareGrid | np.ndarray, *, settings: DensitySettings, basis: Basis,
    run: Run,
) -> DensitySurface:  # fmt: skip
    """Kernel density of points, per square kilometre, on a grid or at any centres (m, 2) metres.

    By direct summation over distinct points, within 1e-12 of the peak. Quartic: Silverman (1986),
    p. 76; Gaussian: the same, p. 15. Errors: `TooCoarse`, `ActivityAsked`; `SurfaceUnusable` for
    no bandwidth, no grid, or points that are not finite.
    Limits: a picture, not a test; the bandwidth decides what is seen; what lies beyond the edge of
    the records is unknown, so densities there are too low.
    """
    refuse_activity(basis, METHOD)
    require_location(basis, SUPPORTS_CELLS, method=METHOD)
    run.step("density", 0, 1)
    distinct = find_distinct(points)
    if isinstance(where, SquareGrid):
        values = sum_on_grid(distinct, where, settings=settings)
    else:
        where = _check_centres(where)
        values = sum_at_centres(distinct, where, settings=settings)
    run.step("density", 1, 1)
    total = float(round_significant(distinct.weights.sum()))
    found = DensitySurface(
        where, values * SQUARE_METRES_PER_SQUARE_KM, settings, total, len(distinct.x)
    )
    return replace(found, statements=state_density(found), limits=state_limits(found, basis))


def _check_centres(where: np.ndarray) -> np.ndarray:
    centres = np.asarray(where, dtype=float)
    if centres.ndim != 2 or centres.shape[1] != 2 or not np.isfinite(centres).all():
        raise SurfaceUnusable(
            f"Centres have shape (m, 2) and are finite; these have shape {centres.shape}."
        )
    return centres
