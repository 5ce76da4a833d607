"""Sums of counts that do not weigh alike: harm, cost, standardised rates; and their intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.statistics.intervals import byar_interval
from safercity.evidence.statistics.rounding import round_significant


@dataclass(frozen=True)
class WeightedSum:
    """`total` = sum of count x weight, with `low` and `high`; NaN where nothing was counted."""

    total: float
    low: float
    high: float


def sum_weighted(
    counts: np.ndarray, weights: np.ndarray, *, level: float = 0.95, dispersion: float = 1.0
) -> WeightedSum:
    """The weighted sum of independent Poisson counts (vectors of one length) with its interval.

    total + sqrt(sum(w^2 n) / sum(n)) x (Byar's limits of sum(n) - sum(n)), widened by the square
    root of `dispersion`. Source: Dobson, Kuulasmaa, Eberle & Scherer, Statistics in Medicine 10
    (1991), 457-462; with Byar's limits as PHEindicatormethods' `phe_dsr` has them.
    Limits: the weights are taken as known; without any record there is no interval (NaN).
    """
    counts, weights = np.asarray(counts, dtype=float), np.asarray(weights, dtype=float)
    number, total = float(counts.sum()), float((counts * weights).sum())
    if not number:
        return WeightedSum(0.0, float("nan"), float("nan"))
    stretch = np.sqrt((weights**2 * counts).sum() / number * dispersion)
    ends = [total + stretch * (float(end) - number) for end in byar_interval(number, level)]
    told = round_significant(np.array([total, max(ends[0], 0.0), ends[1]]))
    return WeightedSum(*(float(one) for one in told))
