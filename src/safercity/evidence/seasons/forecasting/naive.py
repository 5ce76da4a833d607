"""The forecast to beat: the same calendar month in the latest year that has it."""

from __future__ import annotations

import numpy as np


def expect_naive(counts: np.ndarray, of_year: np.ndarray, *, horizon: int) -> np.ndarray:
    """The seasonal-naive forecast from after each n months: (rows, months + 1, horizon).

    `counts` (rows, months) with NaN for gaps; `of_year` (months + horizon,) 0 to 11. NaN where no
    year has the month yet.
    """
    rows, size = counts.shape
    latest = np.full((rows, 12), np.nan)
    found = np.full((rows, size + 1, horizon), np.nan)
    for n in range(size + 1):
        if n:
            count, month = counts[:, n - 1], of_year[n - 1]
            latest[:, month] = np.where(np.isnan(count), latest[:, month], count)
        found[:, n] = latest[:, of_year[n : n + horizon]]
    return found


def find_scale(counts: np.ndarray, of_year: np.ndarray) -> np.ndarray:
    """What MASE is measured in: a row's mean absolute error of the naive forecast, one month ahead,
    over the months given. (rows,), NaN where no month has an earlier year.

    Source: Hyndman & Koehler, International Journal of Forecasting 22 (2006).
    """
    padded = np.append(of_year[: counts.shape[1]], 0)
    naive = expect_naive(counts, padded, horizon=1)[:, :-1, 0]
    return mean_known(np.abs(counts - naive))


def mean_known(values: np.ndarray) -> np.ndarray:
    """The mean of each row's known values, NaN for a row without any."""
    known = ~np.isnan(values)
    number = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.where(number > 0, total / np.maximum(number, 1), np.nan)
