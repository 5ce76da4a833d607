"""The gamma-Poisson fit finds what was put in, and smoothing lies between own and mean."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import nbinom

from safercity.evidence.statistics import fit_gamma_prior, smooth_rates


def test_finds_the_shape_and_mean_that_were_put_in() -> None:
    rng = np.random.default_rng(1)
    exposure = rng.lognormal(0, 0.8, 4000) * 20
    counts = rng.poisson(rng.gamma(4, 1 / 8, 4000) * exposure)
    prior = fit_gamma_prior(counts, exposure)
    assert prior.shape == pytest.approx(4, rel=0.08) and prior.mean == pytest.approx(0.5, rel=0.03)


def test_is_where_an_independent_optimiser_finds_it() -> None:
    rng = np.random.default_rng(2)
    exposure = rng.gamma(3, 2, 500)
    counts = rng.poisson(rng.gamma(2.5, 1 / 2.5, 500) * exposure)
    mean = counts.sum() / exposure.sum()

    def minus(log_shape: float) -> float:
        shape = np.exp(log_shape)
        return -float(nbinom.logpmf(counts, shape, shape / (shape + mean * exposure)).sum())

    best = minimize_scalar(minus, bounds=(-3, 6), method="bounded", options={"xatol": 1e-9})
    assert fit_gamma_prior(counts, exposure).shape == pytest.approx(np.exp(best.x), rel=1e-5)


def test_counts_as_even_as_chance_are_smoothed_fully() -> None:
    counts = np.full(50, 7)
    prior = fit_gamma_prior(counts, np.ones(50))
    assert np.allclose(smooth_rates(counts, np.ones(50), prior=prior), 7)
    assert prior.shape >= 1e5


def test_smoothed_rates_lie_between_own_and_mean() -> None:
    rng = np.random.default_rng(4)
    exposure = rng.gamma(2, 3, 300)
    counts = rng.poisson(rng.gamma(2, 0.5, 300) * exposure)
    prior = fit_gamma_prior(counts, exposure)
    smoothed, own = smooth_rates(counts, exposure, prior=prior), counts / exposure
    assert (smoothed >= np.minimum(own, prior.mean) - 1e-9).all()
    assert (smoothed <= np.maximum(own, prior.mean) + 1e-9).all()


def test_nothing_at_all_is_nothing() -> None:
    prior = fit_gamma_prior(np.zeros(5), np.ones(5))
    assert smooth_rates(np.zeros(5), np.ones(5), prior=prior).tolist() == [0.0] * 5
