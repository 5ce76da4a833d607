"""The compiled inner loops of densities. No fast-math: sums keep their order, and so their bits."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True)
def gather_points(x_bits, y_bits, weights):
    """First position of each distinct point, and its total weight, by a table of open addresses."""
    n = x_bits.size
    size = 2
    while size < 2 * n:
        size *= 2
    table = np.full(size, -1, np.int64)
    first = np.empty(n, np.int64)
    totals = np.zeros(n)
    found = 0
    for i in range(n):
        mixed = np.uint64(x_bits[i]) * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(29))) + np.uint64(y_bits[i])
        mixed = mixed * np.uint64(0xC2B2AE3D27D4EB4F)
        slot = np.int64((mixed ^ (mixed >> np.uint64(32))) & np.uint64(size - 1))
        while True:
            at = table[slot]
            if at < 0:
                table[slot] = found
                first[found] = i
                totals[found] = weights[i]
                found += 1
                break
            if x_bits[first[at]] == x_bits[i] and y_bits[first[at]] == y_bits[i]:
                totals[at] += weights[i]
                break
            slot = (slot + 1) & (size - 1)
    return first[:found], totals[:found]


@njit(cache=True)
def clip_range(middle, reach, number):
    """First and one past the last of the cells within `reach` cells of `middle`, among `number`."""
    first = max(0, int(np.ceil(middle - reach)))
    return first, min(number, int(np.floor(middle + reach)) + 1)


@njit(cache=True)
def spread_quartic(column, row, weights, bandwidth, out):
    """Add weight x (1 - d^2/b^2)^2 to every cell nearer than b. Positions and b in cells."""
    rows, columns = out.shape
    for p in range(weights.size):
        first, end = clip_range(row[p], bandwidth, rows)
        for j in range(first, end):
            dy = ((j - row[p]) / bandwidth) ** 2
            left, right = clip_range(column[p], bandwidth * np.sqrt(max(0.0, 1 - dy)), columns)
            for i in range(left, right):
                inside = max(0.0, 1 - dy - ((i - column[p]) / bandwidth) ** 2)
                out[j, i] += weights[p] * inside * inside


@njit(cache=True)
def spread_gaussian(column, row, weights, deviation, reach, out):
    """Add weight x exp(-d^2 / 2 deviation^2) to every cell of a box of `reach`. All in cells."""
    rows, columns = out.shape
    across = np.empty(columns)
    for p in range(weights.size):
        left, right = clip_range(column[p], reach, columns)
        width = max(0, right - left)
        for i in range(width):
            across[i] = np.exp(-0.5 * ((i + left - column[p]) / deviation) ** 2)
        first, end = clip_range(row[p], reach, rows)
        for j in range(first, end):
            weight = weights[p] * np.exp(-0.5 * ((j - row[p]) / deviation) ** 2)
            line = out[j, left:right]  # positions from 0 are known not to wrap round: a third less
            for i in range(width):
                line[i] += weight * across[i]


@njit(cache=True)
def blur_down(source, shift, profile, out):
    """Along columns: out[j, i] = sum over m of source[m, i] x profile[j - (m + shift) + reach].

    A row of `out` stays in the nearest cache, and its cells side by side are done together: along
    rows the same is five times slower, so that turning the table twice is the quicker way.
    """
    reach = profile.size // 2
    for j in range(out.shape[0]):
        first = max(0, j - shift - reach)
        end = min(source.shape[0], j - shift + reach + 1)
        for m in range(first, end):
            value = profile[j - m - shift + reach]
            for i in range(out.shape[1]):
                out[j, i] += value * source[m, i]


@njit(cache=True)
def sum_at(x, y, weights, targets, bandwidth, quartic, reach):
    """Kernel sums at single targets (m, 2). Points are in order of y; all in metres."""
    out = np.zeros(targets.shape[0])
    for t in range(targets.shape[0]):
        first = np.searchsorted(y, targets[t, 1] - reach)
        end = np.searchsorted(y, targets[t, 1] + reach, side="right")
        total = 0.0
        for p in range(first, end):
            squared = ((x[p] - targets[t, 0]) ** 2 + (y[p] - targets[t, 1]) ** 2) / bandwidth**2
            if quartic:
                inside = max(0.0, 1 - squared)
                total += weights[p] * inside * inside
            elif squared * bandwidth**2 <= reach * reach:
                total += weights[p] * np.exp(-0.5 * squared)
        out[t] = total
    return out
