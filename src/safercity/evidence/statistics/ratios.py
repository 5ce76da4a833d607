"""Two counts against each other: their ratio, its interval, and the chance of no difference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincinv

from safercity.evidence.statistics.errors import check_counts, check_level
from safercity.evidence.statistics.rounding import round_significant


@dataclass(frozen=True)
class RateRatio:
    """`ratio` of two rates with `low` and `high`, and two-sided `p` of no difference; one shape.

    NaN where nothing was counted in the second; `high` is infinite there if something was in the
    first. All NaN where both are nothing, or an exposure is unknown or zero.
    """

    ratio: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray


def compare_counts(
    first: np.ndarray | float,
    second: np.ndarray | float,
    *,
    exposure: np.ndarray | float = 1.0,
    level: float = 0.95,
    dispersion: np.ndarray | float = 1.0,
) -> RateRatio:
    """The ratio of two Poisson rates, `exposure` being that of the first over the second's.

    Given both counts together the first is binomial, so interval and chance are exact (Przyborowski
    & Wilenski, Biometrika 31, 1940; Clopper & Pearson 1934), and cover at least `level`. Where
    counts vary more than chance, `dispersion` (1 or more) takes its share of their information.
    Errors: `FiguresRefused`, for counts below zero or infinite, or a level not between 0 and 1.
    """
    check_level(level)
    for counts in (first, second):
        check_counts(np.asarray(counts, dtype=float), what="A ratio of two counts")
    x, y, scale = np.broadcast_arrays(
        np.asarray(first, dtype=float) / dispersion,
        np.asarray(second, dtype=float) / dispersion,
        np.where(np.asarray(exposure, dtype=float) > 0, exposure, np.nan),
    )
    tail = (1 - level) / 2
    known = np.isfinite(x + y + scale) & (x + y > 0)
    x, y, scale = (np.where(known, one, 1.0) for one in (x, y, scale))
    low = np.where(x > 0, betaincinv(np.maximum(x, 1e-12), y + 1, tail), 0.0)
    high = np.where(y > 0, betaincinv(x + 1, np.maximum(y, 1e-12), 1 - tail), 1.0)
    even = scale / (scale + 1)
    above = np.where(x > 0, betainc(np.maximum(x, 1e-12), y + 1, even), 1.0)
    below = np.where(y > 0, 1 - betainc(x + 1, np.maximum(y, 1e-12), even), 1.0)
    ratio = np.where(y > 0, x / np.where(y > 0, y, 1.0), np.nan) / scale
    far = np.where(high < 1, high / np.where(high < 1, 1 - high, 1.0), np.inf) / scale
    told = (ratio, low / (1 - low) / scale, far, np.minimum(1.0, 2 * np.minimum(above, below)))
    return RateRatio(*(round_significant(np.where(known, one, np.nan)) for one in told))
