"""Further published figures: Newcombe's shares, R's manual, the paper of false discovery."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.statistics import (
    adjust_for_false_discovery,
    compare_counts,
    poisson_interval,
    wilson_interval,
)


@pytest.mark.parametrize(
    ("count", "of", "ends"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_shares_of_newcombe_1998(count, of, ends):
    """Statistics in Medicine 17, 857-872, table I, method 3."""
    assert wilson_interval(count, of) == pytest.approx(ends, abs=5e-5)


def test_counts_of_the_manual_of_r():
    """`poisson.test(137, 24.19893)`: 4.753125 to 6.692709 a unit; and `pois.exact(10)`."""
    low, high = poisson_interval(137)
    assert (low / 24.19893, high / 24.19893) == pytest.approx((4.753125, 6.692709), abs=5e-7)
    assert poisson_interval(10) == pytest.approx((4.795389, 18.390356), abs=5e-7)
    assert poisson_interval(0) == pytest.approx((0.0, 3.688879), abs=5e-7)


def test_ratio_of_the_manual_of_r():
    """`poisson.test(c(11, 6+8+7), c(800, 1083+1050+878))`: rate ratio 1.971488."""
    told = compare_counts(11, 21, exposure=800 / (1083 + 1050 + 878))
    assert float(told.ratio) == pytest.approx(1.971488, abs=5e-7)
    assert float(told.low) < 1 < float(told.high) and float(told.p) > 0.05


def test_false_discoveries_of_benjamini_and_hochberg_1995():
    """Fifteen comparisons of their section 4: four are called at 0.05."""
    p = np.array([0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
                  0.4262, 0.5719, 0.6528, 0.7590, 1.0])  # fmt: skip
    assert (adjust_for_false_discovery(p) <= 0.05).tolist() == [True] * 4 + [False] * 11
