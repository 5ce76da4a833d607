"""Compiled: least squares with weights that are zero or more and add up to one."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True)
def fit_simplex(gram, target, allowed, rounds, close_enough):
    """Weights (n,) on the simplex that make w' gram w - 2 w' target least.

    Pairwise steps with exact line search: weight moves from the unit with the steepest slope to
    the one with the least, until slopes agree within `close_enough`. One order of sums.
    """
    n = target.size
    weights = np.zeros(n)
    best, least = -1, np.inf
    for i in range(n):  # begin with the single unit that fits best
        if allowed[i] and gram[i, i] - 2 * target[i] < least:
            best, least = i, gram[i, i] - 2 * target[i]
    weights[best] = 1.0
    slope = gram[:, best] - target
    for _ in range(rounds):
        down, up = -1, -1
        for i in range(n):
            if not allowed[i]:
                continue
            if up < 0 or slope[i] < slope[up]:
                up = i
            if weights[i] > 0 and (down < 0 or slope[i] > slope[down]):
                down = i
        gap = slope[down] - slope[up]
        if gap <= close_enough:
            break
        curve = gram[up, up] + gram[down, down] - 2 * gram[up, down]
        step = weights[down] if curve <= 0 else min(weights[down], gap / curve)
        weights[up] += step
        weights[down] -= step
        for i in range(n):
            slope[i] += step * (gram[i, up] - gram[i, down])
    return weights


@njit(cache=True)
def fit_every_simplex(gram, rounds, close_enough):
    """For each unit the weights of the others that follow it best, (n, n); its own is zero."""
    n = gram.shape[0]
    out = np.zeros((n, n))
    allowed = np.ones(n, dtype=np.bool_)
    for j in range(n):
        allowed[j] = False
        out[j] = fit_simplex(gram, gram[:, j].copy(), allowed, rounds, close_enough)
        allowed[j] = True
    return out
