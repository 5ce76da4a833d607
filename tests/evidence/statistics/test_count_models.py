"""Count models against statsmodels' figures, and against truths that were drawn."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.statistics import fit_negative_binomial, fit_poisson

MONTHS = np.arange(24)
DESIGN = np.column_stack(
    [np.ones(24), MONTHS / 12, np.cos(np.pi * MONTHS / 6), np.sin(np.pi * MONTHS / 6)]
)
EVEN = np.array(
    [12, 15, 9, 18, 22, 17, 14, 10, 8, 11, 13, 16, 19, 12, 21, 25, 30, 18, 16, 9, 12, 14, 20, 22]
)
UNEVEN = np.array(
    [12, 35, 3, 18, 52, 7, 14, 40, 2, 11, 33, 6, 19, 12, 61, 25, 3, 48, 6, 29, 12, 4, 50, 22]
)


def test_poisson_agrees_with_statsmodels():
    """statsmodels 0.15: GLM(EVEN, DESIGN, Poisson()).fit(scale="X2"); its scale is 0.905."""
    fit = fit_poisson(EVEN, DESIGN)
    assert fit.coefficients == pytest.approx(
        [2.41546845, 0.33812286, 0.06357265, 0.34330569], abs=1e-8
    )
    # Counts more even than chance are still as uncertain as chance.
    assert float(fit.dispersion) == 1.0
    assert fit.errors * np.sqrt(0.9050601844547161) == pytest.approx(
        [0.10964663, 0.0930635, 0.07002047, 0.07473872], abs=1e-8
    )


def test_negative_binomial_agrees_with_statsmodels():
    """statsmodels 0.15: NegativeBinomial(UNEVEN, DESIGN).fit(method="newton")."""
    fit = fit_negative_binomial(UNEVEN, DESIGN)
    assert fit.coefficients == pytest.approx(
        [2.82814472, 0.2476463, 0.03930806, 0.26830789], abs=1e-5
    )
    assert float(fit.alpha) == pytest.approx(0.62665329, abs=1e-5)
    # statsmodels takes alpha's own uncertainty in as well: a little wider.
    assert fit.errors == pytest.approx([0.3445513, 0.31251637, 0.23799325, 0.25713299], rel=0.03)


def test_many_series_are_fitted_as_each_alone():
    both = fit_poisson(np.stack([EVEN, UNEVEN]), DESIGN)
    alone = [fit_poisson(series, DESIGN) for series in (EVEN, UNEVEN)]
    for number, fit in enumerate(alone):
        assert (both.coefficients[number] == fit.coefficients).all()
        assert (both.covariance[number] == fit.covariance).all()


def test_a_missing_month_is_as_if_it_had_not_been():
    kept = np.arange(24) != 7
    missing = EVEN.astype(float)
    missing[7] = np.nan
    fit, without = fit_poisson(missing, DESIGN), fit_poisson(EVEN[kept], DESIGN[kept])
    assert fit.coefficients == pytest.approx(without.coefficients, abs=1e-9)
    assert int(fit.used) == 23
    assert np.isfinite(fit.fitted[7])


def test_intervals_cover_what_was_drawn():
    random = np.random.default_rng(5)
    true = np.array([2.5, -0.3, 0.2, 0.1])
    mean = np.exp(DESIGN @ true)
    counts = random.negative_binomial(5, 5 / (5 + mean), size=(2000, 24))
    for fit in (fit_poisson(counts, DESIGN), fit_negative_binomial(counts, DESIGN)):
        inside = np.abs(fit.coefficients[:, 1] - true[1]) < 1.96 * fit.errors[:, 1]
        # 24 points and four coefficients: a little under 95% is what these methods give.
        assert 0.90 < inside.mean() < 0.97


def test_no_counts_at_all_do_not_break_it():
    fit = fit_poisson(np.zeros(24), DESIGN[:, :1])
    assert float(fit.fitted.max()) < 1e-6


@pytest.mark.parametrize("wrong", [np.full(24, -1.0), np.full(24, np.inf), np.zeros(23)])
def test_what_is_no_count_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Counts|counts"):
        fit_poisson(wrong, DESIGN)
