"""Seasonal-trend decomposition by local regression, for many series side by side, compiled.

The weights of a local line depend on positions alone: each is worked out once and used for every
series. Series are the columns, so that the innermost loop runs along memory and every figure is
summed in one order, however many there are.
"""

from __future__ import annotations

import numpy as np
from numba import njit

FAR, NEAR = 0.999, 0.001  # beyond and within these shares of the reach: weight 0 and weight 1


@njit(cache=True)
def weigh_line(at, first, last, window, whole, weights):  # pragma: no cover - compiled
    """Weights of a local line at `at` over positions first..last (from 1) of `whole`, in place.

    False where no position has any weight. A window wider than the series reaches further still.
    """
    reach = max(at - first, last - at)
    if window > whole:
        reach += (window - whole) // 2
    total = 0.0
    for position in range(first, last + 1):
        apart = abs(position - at)
        weight = 0.0
        if apart <= NEAR * reach:
            weight = 1.0
        elif apart <= FAR * reach:
            share = apart / reach
            cubed = 1.0 - share * share * share
            weight = cubed * cubed * cubed
        weights[position - first] = weight
        total += weight
    if total <= 0.0:
        return False
    middle, spread = 0.0, 0.0
    for position in range(first, last + 1):
        weights[position - first] /= total
        middle += weights[position - first] * position
    for position in range(first, last + 1):
        spread += weights[position - first] * (position - middle) ** 2
    if reach > 0 and np.sqrt(spread) > 0.001 * (whole - 1):
        slope = (at - middle) / spread
        for position in range(first, last + 1):
            weights[position - first] *= slope * (position - middle) + 1.0
    return True


@njit(cache=True)
def smooth_at(
    values, start, stride, at, first, last, window, whole, weights, out
):  # pragma: no cover
    """The local line at `at`, for every column, into `out`; False where it cannot be drawn."""
    if not weigh_line(at, first, last, window, whole, weights):
        return False
    out[:] = 0.0
    for position in range(first, last + 1):
        weight = weights[position - first]
        row = values[start + (position - 1) * stride]
        for column in range(out.size):
            out[column] += weight * row[column]
    return True


@njit(cache=True)
def smooth_all(values, start, stride, whole, window, weights, out, into):  # pragma: no cover
    """Local lines at each of `whole` positions; `out` rows from `into`, with the same stride."""
    if whole < 2:
        out[into] = values[start]
        return
    half = (window + 1) // 2
    for position in range(1, whole + 1):
        first, last = 1, whole
        if window < whole:
            first = min(max(1, position - half + 1), whole - window + 1)
            last = first + window - 1
        row = out[into + (position - 1) * stride]
        if not smooth_at(values, start, stride, position, first, last, window, whole, weights, row):
            row[:] = values[start + (position - 1) * stride]


@njit(cache=True)
def smooth_cycles(values, period, window, weights, out):  # pragma: no cover - compiled
    """Each sub-series of a season smoothed, and carried one season on at both ends.

    `values` (n, m); `out` (n + 2 period, m).
    """
    n = values.shape[0]
    for season in range(period):
        whole = (n - season - 1) // period + 1
        smooth_all(values, season, period, whole, window, weights, out, season + period)
        first_row, last_row = out[season], out[season + (whole + 1) * period]
        last = min(window, whole)
        if not smooth_at(values, season, period, 0, 1, last, window, whole, weights, first_row):
            first_row[:] = out[season + period]
        first = max(1, whole - window + 1)
        if not smooth_at(
            values, season, period, whole + 1, first, whole, window, whole, weights, last_row
        ):
            last_row[:] = out[season + whole * period]


@njit(cache=True)
def average_over(values, rows, length, out):  # pragma: no cover - compiled
    """Moving means of `length` over the first `rows` rows, into as many rows as there are."""
    columns = values.shape[1]
    for row in range(rows - length + 1):
        out[row, :] = 0.0
        for step in range(length):
            for column in range(columns):
                out[row, column] += values[row + step, column]
        for column in range(columns):
            out[row, column] /= length


@njit(cache=True)
def decompose_columns(values, period, windows, passes):  # pragma: no cover - compiled
    """STL without robustness: `values` (n, m) -> seasonal (n, m), trend (n, m).

    `windows`: seasonal, trend, low-pass, odd. Cleveland et al. (1990), the inner loop.
    """
    n, m = values.shape
    longest = n + 2 * period
    weights = np.empty(max(longest, windows.max()))
    cycles, first, second = np.empty((longest, m)), np.empty((longest, m)), np.empty((longest, m))
    seasonal, trend = np.zeros((n, m)), np.zeros((n, m))
    for _ in range(passes):
        for row in range(n):
            for column in range(m):
                seasonal[row, column] = values[row, column] - trend[row, column]
        smooth_cycles(seasonal, period, windows[0], weights, cycles)
        average_over(cycles, longest, period, first)
        average_over(first, longest - period + 1, period, second)
        average_over(second, n + 2, 3, first)
        smooth_all(first, 0, 1, n, windows[2], weights, second, 0)
        for row in range(n):
            for column in range(m):
                seasonal[row, column] = cycles[row + period, column] - second[row, column]
                first[row, column] = values[row, column] - seasonal[row, column]
        smooth_all(first, 0, 1, n, windows[1], weights, trend, 0)
    return seasonal, trend


@njit(cache=True)
def apply_operator(values, seasonal_by, trend_by):  # pragma: no cover - compiled
    """Series (s, n) through operators (n, n), row i what month i gives: seasonal, trend, remainder.

    Each figure is summed over months in their order, the fastest order that needs no matrix
    library: four months at a time keep a figure in a register.
    """
    s, n = values.shape
    seasonal, trend, remainder = np.empty((s, n)), np.empty((s, n)), np.empty((s, n))
    for row in range(s):
        one, of_season, of_trend = values[row], seasonal[row], trend[row]
        of_season[:] = 0.0
        of_trend[:] = 0.0
        whole = n - n % 4
        for i in range(0, whole, 4):
            a, b, c, d = one[i], one[i + 1], one[i + 2], one[i + 3]
            for month in range(n):
                of_season[month] += (
                    a * seasonal_by[i, month]
                    + b * seasonal_by[i + 1, month]
                    + (c * seasonal_by[i + 2, month] + d * seasonal_by[i + 3, month])
                )
                of_trend[month] += (
                    a * trend_by[i, month]
                    + b * trend_by[i + 1, month]
                    + (c * trend_by[i + 2, month] + d * trend_by[i + 3, month])
                )
        for i in range(whole, n):
            for month in range(n):
                of_season[month] += one[i] * seasonal_by[i, month]
                of_trend[month] += one[i] * trend_by[i, month]
        for month in range(n):
            remainder[row, month] = one[month] - of_season[month] - of_trend[month]
    return seasonal, trend, remainder
