"""Moving ranges: how far one period is from the next, gaps left alone, great leaps screened out."""

from __future__ import annotations

import numpy as np

# Above 3.267 times the mean, a moving range is itself a special cause (the D4 of ranges of two).
SCREEN = 3.267


def mean_moving_range(values: np.ndarray, *, is_screened: bool) -> tuple[float, int]:
    """The mean of |value - value before|, and of how many. Neither side may be missing (NaN).

    With `is_screened` ranges above 3.267 times that mean are left out, and the mean taken again,
    once, so that one wild period does not hide the next. (0, 0) where there is no pair.
    Source: Nelson, Journal of Quality Technology 14 (1982); as NHS England's Making Data Count.
    """
    ranges = np.abs(np.diff(values))
    ranges = ranges[~np.isnan(ranges)]
    if not ranges.size:
        return 0.0, 0
    if is_screened:
        ranges = ranges[ranges <= SCREEN * ranges.mean()]
    return float(ranges.mean()), int(ranges.size)
