"""Ratios of counts: interval and chance against scipy's exact binomial."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, binomtest

from safercity.evidence.statistics.ratios import compare_counts


@pytest.mark.parametrize(
    ("x", "y", "scale"), [(12, 30, 1.0), (5, 5, 2.0), (0, 7, 1.0), (9, 1, 0.5)]
)
def test_two_counts_are_compared_as_a_binomial(x, y, scale):
    told = compare_counts(x, y, exposure=scale)
    interval = binomtest(x, x + y).proportion_ci(0.95, method="exact")
    assert float(told.ratio) == pytest.approx(x / y / scale)
    assert float(told.low) == pytest.approx(interval.low / (1 - interval.low) / scale)
    assert float(told.high) == pytest.approx(interval.high / (1 - interval.high) / scale)
    share = scale / (scale + 1)
    tails = binom.sf(x - 1, x + y, share), binom.cdf(x, x + y, share)
    assert float(told.p) == pytest.approx(min(1, 2 * min(tails)))


def test_nothing_to_compare_with_is_not_known():
    told = compare_counts(np.array([3.0, 0.0]), np.array([0.0, 0.0]))
    assert np.isnan(told.ratio).all()
    assert told.high[0] == np.inf and np.isnan(told.high[1])
    assert np.isnan(float(compare_counts(3, 4, exposure=0).ratio))
