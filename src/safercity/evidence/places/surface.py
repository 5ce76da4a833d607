"""A quartic kernel surface at the units' centres: the simpler map that lists are held against."""

from __future__ import annotations

import numpy as np

from safercity.evidence.places.density import (
    DensitySettings,
    Points,
    find_distinct,
    sum_at_centres,
)
from safercity.evidence.statistics import round_significant


def spread_kernel(counts: np.ndarray, centroids: np.ndarray, *, bandwidth: float) -> np.ndarray:
    """Density at every unit's centre from all units' counts (n,), per square metre.

    Quartic kernel: 3 / (pi b^2) x (1 - d^2 / b^2)^2 within `bandwidth` b metres, else 0. Counts
    are taken to lie at the unit's centre. Not a test of anything; no correction at the edge.
    """
    centroids = np.asarray(centroids, dtype=float)
    points = find_distinct(Points(centroids[:, 0], centroids[:, 1], np.asarray(counts)))
    return round_significant(sum_at_centres(points, centroids, settings=DensitySettings(bandwidth)))
