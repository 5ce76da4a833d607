"""Ranks, shares of rank, and how far a rank can be trusted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.statistics.rounding import round_significant
from safercity.evidence.statistics.smoothing import GammaPrior


def mid_ranks(values: np.ndarray) -> np.ndarray:
    """Ranks 1 (lowest) to n (highest) of a vector; equal values share the mean of their ranks.

    Values are rounded to 10 significant digits first, so that a tie is a tie on every machine.
    """
    values = round_significant(np.asarray(values, dtype=float))
    _, back, sizes = np.unique(values, return_inverse=True, return_counts=True)
    above = np.cumsum(sizes)
    return (above - (sizes - 1) / 2)[back]


def rank_shares(values: np.ndarray) -> np.ndarray:
    """Mid-ranks as shares of the way up, (rank - 1/2) / n: 0 to 1, mean exactly 1/2."""
    values = np.asarray(values, dtype=float)
    return round_significant((mid_ranks(values) - 0.5) / max(1, values.size))


@dataclass(frozen=True)
class RankIntervals:
    """Ranks from the top (1 is highest): posterior median and interval, per unit, float vectors."""

    median: np.ndarray
    low: np.ndarray
    high: np.ndarray


def find_rank_intervals(
    counts: np.ndarray,
    exposure: np.ndarray,
    *,
    prior: GammaPrior,
    draws: np.random.Generator,
    shape: tuple[int, float] = (1000, 0.90),
) -> RankIntervals:
    """Posterior rank intervals of units by their rates.

    `counts` and `exposure`: vectors of one length. `shape`: number of draws, and level.
    Each draw takes every unit's rate from its gamma posterior and ranks them, 1 the highest.
    Source: Laird & Louis (1989); Goldstein & Spiegelhalter, JRSS A 159 (1996).
    Limits: right if the true rates scatter about as a gamma; a few extreme units among many
    ordinary ones make the intervals of the ordinary ones a little wide.
    """
    number, level = shape
    alpha, beta = prior.shape + np.asarray(counts), prior.rate + np.asarray(exposure)
    rates = draws.standard_gamma(alpha, size=(number, alpha.size)) / beta
    ranks = rank_down(rates)
    tail = (1 - level) / 2
    low, median, high = np.quantile(ranks, [tail, 0.5, 1 - tail], axis=0, method="nearest")
    return RankIntervals(median, low, high)


def rank_down(values: np.ndarray) -> np.ndarray:
    """Ranks of each row of a 2-D array from the top, 1 the highest; draws, so ties do not arise."""
    order = np.argsort(-values, axis=1, kind="stable")
    ranks = np.empty(values.shape, dtype=np.int64)
    np.put_along_axis(ranks, order, np.arange(1, values.shape[1] + 1)[None, :], axis=1)
    return ranks
