"""Planted effects and planted falling back: a sample of benchmarks/truth_effects.py."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from tests.evidence.effects.cities import measure_planted

NUMBER = 80


def within(count: int, share: float) -> bool:
    low, high = binom.interval(0.999, NUMBER, share)
    return bool(low <= count <= high)


@pytest.mark.parametrize(
    "planted",
    [
        {"how": "highest"},
        {"how": "risen"},
        {"how": "ever", "is_told": False},
        {"how": "ever", "all_before": True},
    ],
    ids=lambda one: "-".join(map(str, one.values())),
)
def test_falling_back_is_not_said_to_have_worked(planted):
    found = [measure_planted(seed, **planted) for seed in range(NUMBER)]
    worked = sum(one.verdict == "worked" for one in found)
    assert worked <= binom.ppf(0.9995, NUMBER, 0.05)
    assert within(sum(one.low <= 1 <= one.high for one in found), 0.95)


def test_a_quarter_less_is_recovered():
    found = [measure_planted(seed, how="random", effect=0.75) for seed in range(NUMBER)]
    ratios = np.array([one.ratio for one in found])
    error = ratios.std() / NUMBER**0.5
    assert abs(ratios.mean() - 0.75) < 0.03 + 3.3 * error
    assert within(sum(one.low <= 0.75 <= one.high for one in found), 0.95)
    assert sum(one.verdict == "worked" for one in found) >= 9
    assert not any(one.verdict == "rose" for one in found)
