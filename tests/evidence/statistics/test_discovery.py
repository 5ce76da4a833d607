"""False discovery: against a slow second reading of the definition, and by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from safercity.evidence.statistics import adjust_for_false_discovery, exceedance


def slow_adjust(values: list[float]) -> list[float]:
    """For each p: the smallest share at which the step-up procedure would reject it."""
    n, ordered = len(values), sorted(values)
    return [min(min(1.0, q * n / (i + 1)) for i, q in enumerate(ordered) if q >= p) for p in values]


def test_equals_the_definition() -> None:
    p = np.random.default_rng(1).random(60) ** 3
    assert np.allclose(adjust_for_false_discovery(p), slow_adjust(p.tolist()), rtol=1e-9)


def test_not_tested_is_not_counted() -> None:
    adjusted = adjust_for_false_discovery(np.array([0.01, np.nan, 0.04]))
    assert adjusted[0] == pytest.approx(0.02) and np.isnan(adjusted[1])


def test_false_share_stays_near_its_limit() -> None:
    rng, false, rejected = np.random.default_rng(2), 0, 0
    for _ in range(200):
        means = np.where(np.arange(400) < 40, 24.0, 10.0)
        q = adjust_for_false_discovery(exceedance(rng.poisson(means), np.full(400, 10.0)))
        false, rejected = false + int((q[40:] <= 0.05).sum()), rejected + int((q <= 0.05).sum())
    assert rejected > 5000 and false / rejected < 0.055


def test_exceedance_is_the_poisson_tail() -> None:
    counts = np.array([0, 1, 5, 40])
    assert np.allclose(exceedance(counts, np.full(4, 12.5)), poisson.sf(counts - 1, 12.5))
