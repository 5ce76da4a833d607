"""How much more than chance counts vary in how they split, from one period to the next."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri, stdtr, stdtrit

from safercity.evidence.statistics.rounding import round_significant

FEWEST_PERIODS = 6


def split_dispersion(counts: np.ndarray) -> float:
    """The dispersion of the split of each period's counts (periods, parts) into parts, 1 or more.

    Given the sum of each period the parts are multinomial with the shares of the totals; Pearson's
    sum of squares over its degrees of freedom tells how much more than that they vary (McCullagh &
    Nelder 1989, 4.5 and 5.5). What moves all parts alike, such as season, does not count.
    Periods with a NaN or without any count tell nothing; with fewer than 6 that do, 1.
    """
    counts = np.asarray(counts, dtype=float)
    told = counts[np.isfinite(counts).all(axis=1) & (counts.sum(axis=1) > 0)]
    told = told[:, told.sum(axis=0) > 0]
    periods, parts = told.shape
    if periods < FEWEST_PERIODS or parts < 2:
        return 1.0
    expected = told.sum(axis=1, keepdims=True) * (told.sum(axis=0) / told.sum())
    squares = ((told - expected) ** 2 / expected).sum() / ((periods - 1) * (parts - 1))
    return max(1.0, float(round_significant(squares)))


def pair_dispersion(first: np.ndarray, second: np.ndarray) -> float:
    """`split_dispersion` of pairs of counts: two vectors, one pair a period."""
    return split_dispersion(np.column_stack([first, second]))


def widen_estimated(dispersion: np.ndarray, *, free: int, level: float) -> np.ndarray:
    """`dispersion` for intervals of `level`, with allowance for its own uncertainty.

    Where it is above 1 it was told by `free` degrees of freedom, so Student's t takes the normal's
    place: times (t / z)^2. Where it is 1 nothing was estimated.
    """
    tail = (1 + level) / 2
    wider = (float(stdtrit(max(1, free), tail)) / float(ndtri(tail))) ** 2
    return np.where(np.asarray(dispersion) > 1, dispersion * wider, dispersion)


def chance_estimated(p: np.ndarray, dispersion: np.ndarray, *, free: int) -> np.ndarray:
    """Two-sided `p` that was worked out with `dispersion`, told by `free` degrees of freedom."""
    wider = 2 * stdtr(max(1, free), ndtri(np.asarray(p) / 2))
    return round_significant(np.where(np.asarray(dispersion) > 1, wider, p))
