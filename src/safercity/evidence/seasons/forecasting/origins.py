"""What would have been expected from each month in the past, and what is expected now."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.runs import Run
from safercity.evidence.seasons.forecasting.months import Months
from safercity.evidence.seasons.forecasting.settings import ForecastSettings
from safercity.evidence.statistics import round_significant

POOLED_PAIRS = 480.0
"""The choice of all rows weighs as much as so many of a row's own forecasts, which are forty months
told twelve times: twelve forecasts of one month are far from twelve facts."""
SMALLEST_LOSS = 1e-6


@dataclass(frozen=True)
class Origins:
    """Forecasts from after each n months, n = 0 ... months (the last is now).

    `expected`, `actual` (rows, months + 1, horizon), NaN where there was no origin or no count yet;
    `behind` (rows, months + 1): usual months of evidence behind the level; `seasons` (12,): what
    all rows share, mean 1.
    """

    expected: np.ndarray
    actual: np.ndarray
    behind: np.ndarray
    seasons: np.ndarray

    def pick(self, rows: np.ndarray) -> Origins:
        """Some of the rows."""
        return Origins(self.expected[rows], self.actual[rows], self.behind[rows], self.seasons)


def look_from_origins(months: Months, *, settings: ForecastSettings, run: Run) -> Origins:
    """Forecast every row from every month in the past, knowing only what was known then.

    Level: discounted Poisson-gamma (West, Harrison & Migon, JASA 80, 1985); seasons: gamma-Poisson,
    drawn to those of all rows; how much is remembered and borrowed: least squares of root
    differences of the forecasts whose months were known by then, a row's own and all rows'.
    """
    # Compiled: only when asked.
    from safercity.evidence.seasons.forecasting import _level_kernels, _season_kernels

    run.step("Forecasts: seasons")
    weighted = months.counts * months.weights
    size = months.counts.shape[1]
    exposure = months.weights * months.days[:size]
    known = np.cumsum(~np.isnan(months.counts), axis=1)
    is_origin = np.zeros((len(months.counts), size + 1), dtype=np.bool_)
    is_origin[:, 1:] = ~np.isnan(months.counts) & (known >= settings.months_before)
    is_origin[:, size] = True
    first = int(np.flatnonzero(is_origin.any(axis=0))[0])
    of_year, segments = months.of_year, months.segments
    seasons = _season_kernels.find_seasons(weighted, exposure, segments, of_year[:size], first)
    tried = (np.array(settings.borrowed), np.array(settings.remembered))
    common = _season_kernels.find_common(
        weighted, exposure, segments, of_year, seasons, np.array(settings.common), first
    )
    run.step("Forecasts: what past forecasts tell")
    losses, pairs = _level_kernels.score_choices(
        months.counts, weighted, exposure, months.days, segments, of_year, seasons, common,
        is_origin, *tried, settings.horizon,
    )  # fmt: skip
    run.step("Forecasts: expecting")
    expected, behind = _level_kernels.expect_all(
        weighted, exposure, months.days, segments, of_year, seasons, common,
        is_origin, *tried, choose(losses, pairs), settings.horizon,
    )  # fmt: skip
    actual = find_actual(months.counts, is_origin, horizon=settings.horizon)
    return Origins(round_significant(expected), actual, behind, seasons[-1])


def choose(losses: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """The best choice for each row as known after n months: (rows, months + 1) whole numbers.

    `losses` (choices, rows, months), `pairs` (rows, months). A row's own n log(mean loss) is added
    to that of all rows; before anything is known the middle choice is taken.
    """
    choices, rows, size = losses.shape
    found = np.full((rows, size + 1), choices // 2, dtype=np.int64)
    total, number = np.zeros((choices, rows)), np.zeros(rows)
    for n in range(size):
        total += losses[:, :, n]
        number += pairs[:, n]
        told = number > 0
        if told.any():
            own = np.log(np.maximum(total / np.maximum(number, 1.0), SMALLEST_LOSS))
            shared = own[:, told].sum(axis=1) / told.sum()
            score = own * number + (POOLED_PAIRS * shared)[:, None]
            found[:, n + 1] = np.argmin(round_significant(score), axis=0)
    return found


def find_actual(counts: np.ndarray, is_origin: np.ndarray, *, horizon: int) -> np.ndarray:
    """What came after each origin: (rows, months + 1, horizon), NaN where nothing is known."""
    rows, size = counts.shape
    actual = np.full((rows, size + 1, horizon), np.nan)
    for h in range(min(horizon, size)):
        actual[:, : size - h, h] = counts[:, h:]
    return np.where(is_origin[:, :, None], actual, np.nan)


def find_variances(origins: Origins) -> np.ndarray:
    """How far off each row's forecasts were, squared, as known by each origin: (rows, months + 1).

    At least a tenth of the expected count, as some row may have been right by luck; the expected
    count, which is chance alone, before anything is known.
    """
    off = (origins.actual - origins.expected) ** 2
    total, number = (sum_by_known(each) for each in (off, np.where(np.isnan(off), np.nan, 1.0)))
    chance = np.nan_to_num(origins.expected.mean(axis=2))
    seen = total / np.maximum(number, 1.0)
    return round_significant(np.where(number > 0, np.maximum(seen, 0.1 * chance), chance))


def sum_by_known(values: np.ndarray) -> np.ndarray:
    """Sums of `values` (rows, months + 1, horizon) over what is known after n months: (rows, n).

    What is told of the h-th month from after m months is known after m + h.
    """
    rows, size, horizon = values.shape
    total = np.zeros((rows, size))
    for h in range(min(horizon, size - 1)):
        part = values[:, : size - h - 1, h]
        total[:, h + 1 :] += np.where(np.isnan(part), 0.0, part)
    return np.cumsum(total, axis=1)
