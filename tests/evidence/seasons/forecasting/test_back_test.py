"""How good past forecasts were, beside the same month of the latest year; widths from before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safercity.evidence.seasons.forecasting import expect_naive, find_scale, forecast
from safercity.evidence.seasons.forecasting.conformal import _quantile
from tests.evidence.seasons.forecasting.obvious import naive_by_hand
from tests.evidence.seasons.forecasting.series import as_counts, draw_counts

counts_or_gaps = st.one_of(st.integers(0, 50).map(float), st.just(float("nan")))


@given(st.lists(counts_or_gaps, min_size=1, max_size=40), st.integers(0, 11), st.integers(1, 14))
@settings(max_examples=60, deadline=None)
def test_naive_is_the_same_month_of_the_latest_year_that_has_it(counts, begin, horizon):
    of_year = np.arange(begin, begin + len(counts) + horizon) % 12
    found = expect_naive(np.array([counts]), of_year, horizon=horizon)[0]
    np.testing.assert_array_equal(found, naive_by_hand(counts, of_year.tolist(), horizon))


def test_the_scale_is_the_error_of_naive_in_the_sample():
    # Hyndman & Koehler (2006) with a season of twelve: here |13-10| and |8-10| and a gap.
    values = np.array([[10.0] * 12 + [13.0, 8.0, np.nan]])
    assert find_scale(values, np.arange(15) % 12)[0] == 2.5
    assert np.isnan(find_scale(values[:, :12], np.arange(12))[0])


def test_a_perfect_calendar_is_not_beaten_and_that_is_said():
    random = np.random.default_rng(1)
    year = random.permutation(np.arange(0, 240, 20)).astype(float)
    found = forecast(as_counts(np.tile(year, 4)))
    assert found.back_test.naive_error[0] == 0
    assert not found.back_test.is_better
    assert "no better than that: do not rely on it" in found.explain()


def test_where_the_calendar_says_nothing_the_forecast_does_better():
    found = forecast(as_counts(*np.random.default_rng(2).poisson(20, (30, 48))))
    tested = found.back_test
    assert tested.is_better
    # Both ways of guessing independent counts: the ratio of errors is near 1 / sqrt(2).
    assert 0.65 < tested.mase.mean() / tested.naive_mase.mean() < 0.80
    assert tested.better_share > 0.9
    assert tested.origins.tolist() == [36] * 30
    assert 0.86 < tested.covered.mean() < 0.94
    assert "It did better in" in found.explain()


def test_one_rows_test_is_its_own():
    found = forecast(draw_counts(2, rows=3))
    one = found.pick("area 2").back_test
    assert one.mase[0] == found.back_test.mase[2]
    assert one.origins[0] == found.back_test.origins[2]


def test_a_year_alone_cannot_be_checked():
    found = forecast(as_counts(np.full(12, 8.0)))
    assert "Nobody knows how good" in found.explain() or "nobody knows how good" in found.explain()
    assert not found.tested.any()


@pytest.mark.parametrize(("level", "place"), [(0.9, 90), (0.5, 50), (0.8, 80)])
def test_the_width_is_the_conformal_quantile(level, place):
    # Of n errors the ceil((n + 1) level)-th smallest: of 99, the 90th at 90%.
    errors = np.random.default_rng(3).permutation(np.arange(1.0, 100.0))
    assert _quantile(errors, level=level, other=errors) == place


def test_wider_where_more_is_promised_and_where_counts_scatter_more():
    from safercity.evidence.seasons.forecasting import ForecastSettings

    counts = draw_counts(5, rows=20)
    usual = forecast(counts)
    wide = forecast(counts, settings=ForecastSettings(level=0.99))
    assert (wide.high >= usual.high).all()
    assert (wide.low <= usual.low).all()
    random = np.random.default_rng(6)
    calm, wild = random.poisson(30, (20, 60)), random.negative_binomial(3, 3 / 33, (20, 60))
    calm_width, wild_width = (
        (one.high - one.low).mean() for one in (forecast(as_counts(*each)) for each in (calm, wild))
    )
    assert wild_width > 2 * calm_width
