"""The loops of the count models, compiled: one series after another, sums in one order."""

from __future__ import annotations

import math

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def solve_normal(matrix, right, out):  # pragma: no cover - compiled
    """out = matrix^-1 right for a symmetric positive matrix (k, k), by elimination with scaled
    pivots; a direction of which the data say nothing gets zero. `matrix` is used up."""
    k = right.size
    scale = np.empty(k)
    for i in range(k):
        scale[i] = math.sqrt(max(matrix[i, i], 1e-300))
        out[i] = right[i] / scale[i]
    for i in range(k):
        for j in range(k):
            matrix[i, j] = matrix[i, j] / scale[i] / scale[j]
    for i in range(k):
        factor = 1 / matrix[i, i] if matrix[i, i] > 1e-12 else 0.0
        for j in range(k):
            matrix[i, j] *= factor
        out[i] *= factor
        for row in range(k):
            if row == i:
                continue
            times = matrix[row, i]
            for j in range(k):
                matrix[row, j] -= times * matrix[i, j]
            out[row] -= times * out[i]
    for i in range(k):
        out[i] /= scale[i]


@njit(cache=True, nogil=True)
def climb(y, known, design, shift, alpha, limits):  # pragma: no cover - compiled
    """Iteratively reweighted least squares of every series (rows).

    `design` (1 or rows, n, k). `limits`: most steps, how close is close enough, and how far a
    predictor may go. Returns coefficients (rows, k) and whether each converged.
    """
    rows, n = y.shape
    k = design.shape[2]
    steps, close, farthest = int(limits[0]), limits[1], limits[2]
    coefficients, converged = np.zeros((rows, k)), np.zeros(rows, dtype=np.bool_)
    cross, right, new = np.empty((k, k)), np.empty(k), np.empty(k)
    for row in range(rows):
        x = design[row if design.shape[0] > 1 else 0]
        now = coefficients[row]
        for step in range(steps + 1):
            cross[:] = 0.0
            right[:] = 0.0
            for t in range(n):
                if not known[row, t]:
                    continue
                if step == 0:
                    weight, working = 1.0, math.log(y[row, t] + 0.5) - shift[row, t]
                else:
                    line = 0.0
                    for i in range(k):
                        line += x[t, i] * now[i]
                    mean = math.exp(min(max(line + shift[row, t], -farthest), farthest))
                    weight = mean / (1 + alpha[row] * mean)
                    working = line + (y[row, t] - mean) / max(mean, 1e-300)
                for i in range(k):
                    part = x[t, i] * weight
                    right[i] += part * working
                    for j in range(i, k):
                        cross[i, j] += part * x[t, j]
            for i in range(k):
                for j in range(i):
                    cross[i, j] = cross[j, i]
            solve_normal(cross, right, new)
            moved, most = 0.0, 0.0
            for i in range(k):
                moved = max(moved, abs(new[i] - now[i]))
                most = max(most, abs(new[i]))
                now[i] = new[i]
            if step > 0 and moved < close * (1 + most):
                converged[row] = True
                break
    return coefficients, converged
