"""Published figures, and coverage by counting."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from safercity.evidence.statistics import byar_interval, poisson_interval, wilson_interval


def test_byar_of_65_is_as_phe_indicator_methods_has_it() -> None:
    low, high = byar_interval(65)
    assert float(low) == pytest.approx(50.1632, abs=5e-5)
    assert float(high) == pytest.approx(82.8491, abs=5e-5)


def test_wilson_of_65_in_100_is_as_phe_indicator_methods_has_it() -> None:
    low, high = wilson_interval(65, 100)
    assert float(low) == pytest.approx(0.55254, abs=5e-6)
    assert float(high) == pytest.approx(0.73636, abs=5e-6)


def test_wilson_of_nothing_and_of_none_seen() -> None:
    low, high = wilson_interval(np.array([0, 0, 10]), np.array([0, 10, 10]))
    assert np.isnan(low[0]) and np.isnan(high[0])
    assert low[1] == 0.0 and high[2] == 1.0


@pytest.mark.parametrize("mean", [0.5, 3.0, 20.0])
def test_exact_poisson_interval_covers_at_least_its_level(mean: float) -> None:
    counts = np.arange(0, 200)
    low, high = poisson_interval(counts, 0.9)
    covered = poisson.pmf(counts, mean)[(low <= mean) & (mean <= high)].sum()
    assert 0.90 <= covered <= 0.99


def test_byar_is_close_to_exact_from_five_up() -> None:
    counts = np.array([5, 10, 50, 500])
    for near, exact in zip(byar_interval(counts), poisson_interval(counts), strict=True):
        assert np.allclose(near, exact, rtol=0.012)


@pytest.mark.parametrize("level", [0.95, 0.998, 0.9999])
def test_byars_low_end_is_never_below_zero(level: float) -> None:
    low, _high = byar_interval(np.array([0, 1, 2, 3, 40]), level)
    assert low.min() >= 0 and low[-1] > 0 and (np.diff(low) >= 0).all()
    assert byar_interval(1, 0.998)[0] == 0
