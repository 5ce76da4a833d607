"""A quartic kernel surface at the units' centres: the simpler map that lists are held against."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from safercity.evidence.statistics import round_significant


def spread_kernel(counts: np.ndarray, centroids: np.ndarray, *, bandwidth: float) -> np.ndarray:
    """Density at every unit's centre from all units' counts (n,), per square metre.

    Quartic kernel: 3 / (pi b^2) x (1 - d^2 / b^2)^2 within `bandwidth` b metres, else 0. Counts
    are taken to lie at the unit's centre. Not a test of anything; no correction at the edge.
    """
    centroids = np.asarray(centroids, dtype=float)
    near = cKDTree(centroids).query_ball_point(centroids, bandwidth, return_sorted=True)
    density = np.zeros(len(centroids))
    for unit, others in enumerate(near):
        squared = ((centroids[others] - centroids[unit]) ** 2).sum(axis=1) / bandwidth**2
        density[unit] = (np.maximum(1 - squared, 0.0) ** 2 * counts[others]).sum()
    return round_significant(density * 3 / (np.pi * bandwidth**2))
