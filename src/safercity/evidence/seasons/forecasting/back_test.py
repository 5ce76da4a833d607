"""How good such forecasts were: from each month of the past, beside the seasonal-naive forecast."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from safercity.evidence.seasons.forecasting.conformal import Widths
from safercity.evidence.seasons.forecasting.months import Months
from safercity.evidence.seasons.forecasting.naive import expect_naive, find_scale, mean_known
from safercity.evidence.seasons.forecasting.origins import Origins
from safercity.evidence.statistics import round_significant


@dataclass(frozen=True)
class BackTest:
    """Per row (rows,), NaN where nothing could be scored: mean absolute `error` and `naive_error`
    in records a month; `mase` and `naive_mase`, the same over the row's in-sample naive error (none
    where that is zero); `covered`, the share of months inside the intervals told beforehand.

    `origins` (rows,): from how many months forecasts were made; `scored` (rows,): how many months
    they told of, all horizons.
    """

    error: np.ndarray
    naive_error: np.ndarray
    mase: np.ndarray
    naive_mase: np.ndarray
    covered: np.ndarray
    origins: np.ndarray
    scored: np.ndarray

    @property
    def better_share(self) -> float:
        """Share of the scored rows with less error than the seasonal-naive forecast."""
        known = ~np.isnan(self.error)
        better = round_significant(self.error) < round_significant(self.naive_error)
        return float(better[known].sum() / known.sum()) if known.any() else float("nan")

    @property
    def is_better(self) -> bool:
        """Less error than the seasonal-naive forecast, over all rows and in more than half."""
        ours, naive = overall(self.mase), overall(self.naive_mase)
        if np.isnan(ours):
            ours, naive = overall(self.error), overall(self.naive_error)
        return bool(ours < naive) and self.better_share > 0.5

    def pick(self, row: int) -> BackTest:
        """One row's."""
        at = slice(row, row + 1)
        return BackTest(**{one.name: getattr(self, one.name)[at] for one in fields(self)})


def overall(figures: np.ndarray) -> float:
    """The mean over rows that have a figure; NaN where none has."""
    return float(round_significant(mean_known(figures[None, :])[0]))


def back_test(months: Months, origins: Origins, *, widths: Widths) -> BackTest:
    """Score every forecast of the past whose month is known and that a naive one stands beside.

    Naive: the same calendar month in the latest year that has it. Source: Hyndman & Koehler (2006).
    Intervals are scored from where enough earlier errors were known to set their widths.
    """
    horizon = origins.expected.shape[2]
    naive = expect_naive(months.counts, months.of_year, horizon=horizon)
    scored = ~np.isnan(origins.actual) & ~np.isnan(naive) & ~np.isnan(origins.expected)
    gap = np.where(scored, np.abs(origins.actual - origins.expected), np.nan)
    naive_gap = np.where(scored, np.abs(origins.actual - naive), np.nan)
    rows = len(months.counts)
    error, naive_error = (mean_known(each.reshape(rows, -1)) for each in (gap, naive_gap))
    scale = find_scale(months.counts, months.of_year)
    scale = np.where(scale > 0, scale, np.nan)
    return BackTest(
        error=round_significant(error),
        naive_error=round_significant(naive_error),
        mase=round_significant(error / scale),
        naive_mase=round_significant(naive_error / scale),
        covered=_cover(origins, widths=widths),
        origins=scored.any(axis=2).sum(axis=1),
        scored=scored.sum(axis=(1, 2)),
    )


def _cover(origins: Origins, *, widths: Widths) -> np.ndarray:
    told = ~np.isnan(origins.actual) & widths.tested[None, :, :-1]
    inside = (origins.actual >= widths.low[:, :, :-1]) & (origins.actual <= widths.high[:, :, :-1])
    held = np.where(told, inside.astype(float), np.nan)
    return round_significant(mean_known(held.reshape(len(held), -1)))
