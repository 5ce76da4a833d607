"""How much more than chance the split of pairs of counts varies."""

from __future__ import annotations

import numpy as np

from safercity.evidence.statistics.rounding import round_significant

FEWEST_PAIRS = 6


def pair_dispersion(first: np.ndarray, second: np.ndarray) -> float:
    """The dispersion of pairs of counts (two vectors, one pair a period), 1 or more.

    Given both of a pair together the first is binomial with the share of the totals; Pearson's sum
    of squares over its degrees of freedom tells how much more than that they vary (McCullagh &
    Nelder 1989, 4.5). What moves both of a pair alike, such as season, does not count.
    Pairs with a NaN or without any count tell nothing; with fewer than 6 that do, 1.
    """
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    told = np.isfinite(first + second) & (first + second > 0)
    x, both = first[told], (first + second)[told]
    share = x.sum() / both.sum() if both.size else 0.0
    if both.size < FEWEST_PAIRS or not 0 < share < 1:
        return 1.0
    squares = (x - both * share) ** 2 / (both * share * (1 - share))
    return max(1.0, float(round_significant(squares.sum() / (both.size - 1))))
