"""Levels: counts, rates with exact intervals, and the same months a year before."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, chi2

from safercity.evidence.findings import Basis, Finding
from safercity.evidence.matrix import Matrix
from safercity.evidence.profile import LevelSettings, measure_level
from safercity.evidence.profile.series import SeriesUnusable
from safercity.evidence.types import month_labels
from tests.evidence.profile.months import as_matrix

BASIS = Basis()


def test_a_rate_has_its_exact_interval():
    counts = as_matrix(np.r_[np.full(12, 4.0), np.full(12, 5.0)])
    told = measure_level(counts, basis=BASIS, exposure=20_000)
    assert (told.count, told.before, told.used) == (60, 48, 12)
    assert told.rate == pytest.approx(3.0)
    # Garwood's interval by its other form, from chi-squared.
    assert told.rate_low == pytest.approx(chi2.ppf(0.025, 120) / 2 / 20)
    assert told.rate_high == pytest.approx(chi2.ppf(0.975, 122) / 2 / 20)
    assert "3 for each 1,000 residents a year" in told.explain()


def test_a_half_year_is_told_as_a_yearly_rate():
    counts = np.full(24, np.nan)
    counts[12:18] = 10
    told = measure_level(as_matrix(counts), basis=BASIS, exposure=1000)
    assert (told.count, told.used) == (60, 6)
    assert told.rate == pytest.approx(120)


def test_the_interval_of_a_change_is_conditional_on_both():
    counts = as_matrix(np.r_[np.full(12, 10.0), np.full(12, 8.0)])
    told = measure_level(counts, basis=BASIS)
    assert told.change == pytest.approx(96 / 120 - 1)
    # Each end is where the count would just be unlikely: 2.5% of a binomial of 216.
    low, high = (1 + told.change_low), (1 + told.change_high)
    assert binom.sf(95, 216, low / (1 + low)) == pytest.approx(0.025, abs=1e-6)
    assert binom.cdf(96, 216, high / (1 + high)) == pytest.approx(0.025, abs=1e-6)


def test_only_months_of_both_years_are_compared():
    counts = np.full(24, 10.0)
    counts[3] = np.nan  # April of the first year
    counts[15] = 500
    told = measure_level(as_matrix(counts), basis=BASIS)
    assert told.before == 110
    assert told.change == pytest.approx(0)


def test_counts_that_vary_more_than_chance_are_less_certain():
    counts = as_matrix(np.r_[np.full(12, 10.0), np.full(12, 12.0)])
    narrow = measure_level(counts, basis=BASIS, exposure=1000)
    wide = measure_level(counts, basis=BASIS, exposure=1000, settings=LevelSettings(dispersion=4.0))
    assert wide.rate == narrow.rate
    assert wide.rate_high - wide.rate_low > 1.9 * (narrow.rate_high - narrow.rate_low)
    assert wide.change_low < narrow.change_low


def test_without_a_year_before_or_a_denominator_it_says_so():
    told = measure_level(as_matrix(np.full(5, 3.0)), basis=BASIS)
    assert np.isnan([told.rate, told.change]).all()
    assert told.explain() == (
        "15 records in five months to May 2021. "
        "There are no records of the same months a year before."
    )


def test_nothing_now_and_nothing_before():
    counts = as_matrix(np.r_[np.full(12, 2.0), np.zeros(12)])
    told = measure_level(counts, basis=BASIS, exposure=500)
    assert (told.rate, told.change) == (0, -1)
    assert told.rate_high > 0
    assert told.change_high < 0
    assert "100% fewer" in told.explain()


def test_shares_that_are_missing_or_late_are_told():
    told = measure_level(
        as_matrix(np.ones(24)), basis=Basis(unplaced_share=0.1, late_share=0.2), exposure=9
    )
    assert {one.id for one in told.limits} == {
        "profile.limit.recorded", "profile.limit.unplaced", "profile.limit.late",
        "profile.limit.denominator",
    }  # fmt: skip
    assert isinstance(told, Finding)
    assert told.table().records()[0]["rate"] == told.rate
    assert told.chart()["data"]["values"]


def test_a_year_of_which_nothing_was_sent_is_not_known_and_not_zero():
    unsent = Matrix(np.full((1, 24), np.nan), ("a",), month_labels(24000, 24023))
    told = measure_level(unsent, basis=Basis(), exposure=1000)
    assert told.explain().startswith("None of the twelve months to December 2001 was sent")
    assert np.isnan(told.rate)


def test_months_named_missing_are_missing_whatever_stands_there():
    counts = Matrix(np.array([[20.0] * 23 + [0.0]]), ("a",), month_labels(24000, 24023))
    told = measure_level(counts, basis=Basis(missing=("2001-12",)), exposure=1000)
    assert (told.used, told.count) == (11, 220)


@pytest.mark.parametrize("exposure", [-1, np.inf, np.nan])
def test_people_that_cannot_be_are_refused(exposure):
    counts = Matrix(np.full((1, 24), 20.0), ("a",), month_labels(24000, 24023))
    with pytest.raises(SeriesUnusable, match="residents"):
        measure_level(counts, basis=Basis(), exposure=exposure)


@pytest.mark.parametrize("months", [(), ("January",), ("2024-01", "2024-03")])
def test_months_that_are_none_are_named(months):
    with pytest.raises(SeriesUnusable):
        measure_level(Matrix(np.ones((1, len(months))), ("a",), months), basis=Basis())
