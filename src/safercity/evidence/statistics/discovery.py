"""Many tests at once: how many of the findings may be chance."""

from __future__ import annotations

import numpy as np
from scipy.special import gammainc

from safercity.evidence.statistics.rounding import round_significant


def exceedance(count: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """P(a Poisson count with mean `expected` is at least `count`), each 0 to 1, same shape.

    1 where `count` is 0. Exact (regularised incomplete gamma), rounded to 10 significant digits.
    """
    count, expected = np.asarray(count, dtype=float), np.asarray(expected, dtype=float)
    tail = np.where(count > 0, gammainc(np.maximum(count, 1), expected), 1.0)
    return round_significant(tail)


def adjust_for_false_discovery(p: np.ndarray) -> np.ndarray:
    """Benjamini-Hochberg adjusted p-values (q-values) of a vector of p-values, same order.

    Findings with an adjusted value of at most 0.05 contain on average at most 5% false ones.
    NaN means "not tested": it stays NaN and does not count among the tests.
    Source: Benjamini & Hochberg, JRSS B 57 (1995). Holds for independent and for positively
    dependent tests; neighbouring cells are the latter.
    """
    p = np.asarray(p, dtype=float)
    adjusted = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    if tested.size == 0:
        return adjusted
    order = tested[np.argsort(p[tested], kind="stable")]
    scaled = p[order] * tested.size / np.arange(1, tested.size + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return round_significant(adjusted)
