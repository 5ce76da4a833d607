"""Sums over a unit and the units adjoining it."""

from __future__ import annotations

import numpy as np

from safercity.evidence.overlay.demand import Units


def sum_with_neighbours(values: np.ndarray, units: Units) -> np.ndarray:
    """For each unit (first axis), its value plus those of the adjoining units; same shape."""
    table = neighbour_table(units)
    padded = np.concatenate([values, np.zeros((1, *values.shape[1:]), dtype=values.dtype)])
    total = values.copy()
    for column in range(table.shape[1]):
        total += padded[table[:, column]]
    return total


def neighbour_table(units: Units) -> np.ndarray:
    """Adjoining units as an (n, most neighbours) table of positions, filled up with n."""
    indptr = np.asarray(units.indptr, dtype=np.int64)
    degree = np.diff(indptr)
    n = degree.size
    table = np.full((n, int(degree.max(initial=0))), n, dtype=np.int64)
    row = np.repeat(np.arange(n), degree)
    column = np.arange(indptr[-1]) - np.repeat(indptr[:-1], degree)
    table[row, column] = np.asarray(units.indices, dtype=np.int64)[: int(indptr[-1])]
    return table
