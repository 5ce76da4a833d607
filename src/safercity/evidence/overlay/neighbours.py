"""Sums over a unit and the units adjoining it."""

from __future__ import annotations

import numpy as np

from safercity.evidence.overlay.demand import Units


def sum_with_neighbours(values: np.ndarray, units: Units) -> np.ndarray:
    """For each unit (first axis), its value plus those of the adjoining units; same shape."""
    padded = np.concatenate([values, np.zeros((1, *values.shape[1:]), dtype=values.dtype)])
    total = values.copy()
    for column in range(units.adjoining.shape[1]):
        total += padded[units.adjoining[:, column]]
    return total
