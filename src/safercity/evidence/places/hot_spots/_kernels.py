"""The compiled inner loops of hot spots. No fast-math: sums keep their order, and so their bits."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True)
def sum_known(values, indptr, indices):
    """Sum and number of the values that are not NaN in each neighbourhood."""
    n = indptr.size - 1
    sums = np.zeros(n)
    sizes = np.zeros(n, np.int64)
    for i in range(n):
        total, known = 0.0, 0
        for at in range(indptr[i], indptr[i + 1]):
            value = values[indices[at]]
            if value == value:
                total += value
                known += 1
        sums[i] = total
        sizes[i] = known
    return sums, sizes


@njit(cache=True)
def moments_known(values):
    """Number, mean and (population) standard deviation of the values that are not NaN."""
    number, total = 0, 0.0
    for value in values:
        if value == value:
            number += 1
            total += value
    mean = total / max(number, 1)
    squares = 0.0
    for value in values:
        if value == value:
            squares += (value - mean) ** 2
    return number, mean, np.sqrt(squares / max(number, 1))


@njit(cache=True)
def standardise(sums, sizes, values, number, mean, deviation):
    """Gi* from neighbourhood sums: (sum - k mean) / (deviation sqrt((n k - k^2) / (n - 1)))."""
    z = np.empty(sums.size)
    for i in range(sums.size):
        k = sizes[i]
        spread = deviation * np.sqrt((number * k - k * k) / max(number - 1, 1))
        known = values[i] == values[i]
        z[i] = (sums[i] - k * mean) / spread if known and spread > 0 else np.nan
    return z


@njit(cache=True)
def add_value(table, reach, value, chances):
    """Let the places that hold `value` be drawn too: `chances[j]` that j of them are.

    `table[d, s]` is the chance of d draws so far with sum s; its last column holds "or more".
    `reach[d]` is the last column of row d that is not zero (-1 for none). Rows are done from the
    most draws down, so each reads rows that are still as they were.
    """
    top = table.shape[1] - 1
    for d in range(table.shape[0] - 1, -1, -1):
        for s in range(reach[d] + 1):
            table[d, s] *= chances[0]
        for j in range(1, min(d, chances.size - 1) + 1):
            last, shift = reach[d - j], j * value
            if chances[j] == 0.0 or last < 0:
                continue
            below = min(last, top - shift - 1)  # the last sum that stays under "or more"
            for s in range(below + 1):
                table[d, s + shift] += chances[j] * table[d - j, s]
            rest = 0.0
            for s in range(max(below + 1, 0), last + 1):
                rest += table[d - j, s]
            table[d, top] += chances[j] * rest
            reach[d] = max(reach[d], min(last + shift, top))


@njit(cache=True)
def read_tails(table, draws, sums):
    """P(sum >= s) and P(sum <= s) for pairs of (number of draws, s), from a whole table."""
    rows, columns = table.shape
    above = np.zeros((rows, columns + 1))
    for d in range(rows):
        for s in range(columns - 1, -1, -1):
            above[d, s] = above[d, s + 1] + table[d, s]
    below = np.zeros((rows, columns))
    for d in range(rows):
        running = 0.0
        for s in range(columns):
            running += table[d, s]
            below[d, s] = running
    more, less = np.empty(draws.size), np.empty(draws.size)
    for i in range(draws.size):
        d, s = draws[i], sums[i]
        more[i] = above[d, s] / above[d, 0]
        less[i] = below[d, s] / above[d, 0]
    return more, less


@njit(cache=True)
def draw_first(uniform, number):
    """Each row the first of a fresh shuffle of 0 to `number` - 1 (Fisher & Yates): distinct, in
    random order. A shuffle may start from any order, so it goes on from the row before."""
    rows, width = uniform.shape
    order = np.arange(number)
    drawn = np.empty((rows, width), np.int64)
    for r in range(rows):
        for i in range(width):
            at = i + int(uniform[r, i] * (number - i))
            order[i], order[at] = order[at], order[i]
            drawn[r, i] = order[i]
    return drawn
