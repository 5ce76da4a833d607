"""STL as an operator: statsmodels' figures, a second plain implementation, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safercity.evidence.seasons import (
    SeriesIncomplete,
    SeriesUnusable,
    Windows,
    split_periods,
    split_series,
)
from safercity.evidence.seasons import stl as module
from tests.evidence.seasons.plain_stl import decompose_plainly

AT = [0, 1, 19, 38, 39]


def test_statsmodels_stl_monthly():
    """statsmodels 0.15.0, STL(x, period=12).fit()."""
    i = np.arange(40)
    parts = split_series((30 + (7 * i % 11) + 2 * (i % 12) + 0.25 * i)[None, :])
    seasonal = [-14.054444548318676, -7.914790971999265, 2.542925399588434,
                -9.467949169587857, -3.933228900405572]  # fmt: skip
    trend = [45.27909733972524, 45.606900276931455, 50.76629592150553,
             56.106161766568874, 56.429524050947556]  # fmt: skip
    assert parts.seasonal[0][0, AT] == pytest.approx(seasonal, abs=1e-9)
    assert parts.trend[0, AT] == pytest.approx(trend, abs=1e-9)


def test_statsmodels_stl_with_windows_given():
    """statsmodels 0.15.0, STL(y, period=4, seasonal=9, trend=11, low_pass=5).fit()."""
    i = np.arange(29)
    values = (10 + (5 * i % 7) + 3 * (i % 4) + 0.1 * i * i / 5)[None, :]
    parts = split_series(values, 4, windows=Windows(9, 11, 5))
    seasonal = [-3.6753708661801783, -0.29457996647712287, -7.254459696773509]
    trend = [15.99073863677149, 18.168421371722374, 32.90208529622481]
    assert parts.seasonal[0][0, [0, 5, 28]] == pytest.approx(seasonal, abs=1e-9)
    assert parts.trend[0, [0, 5, 28]] == pytest.approx(trend, abs=1e-9)


def test_statsmodels_mstl():
    """statsmodels 0.15.0, MSTL(z, periods=(7, 28)).fit()."""
    i = np.arange(200)
    values = (20 + (7 * i % 11) + 3 * (i % 7) + 2 * (i % 28) / 3 + 0.05 * i)[None, :]
    parts = split_periods(values, (7, 28))
    week = [-10.894225003326543, -8.285940713651582, -7.661120033442388, 0.8007883977385827]
    month = [-8.168639969423896, -6.967764954231591, 1.9262000904225047, -7.345389361473973]
    trend = [42.82332021738502, 42.88364434465478, 47.94728704396287, 52.93003787007878]
    at = [0, 1, 99, 199]
    assert parts.seasonal[0][0, at] == pytest.approx(week, abs=1e-9)
    assert parts.seasonal[1][0, at] == pytest.approx(month, abs=1e-9)
    assert parts.trend[0, at] == pytest.approx(trend, abs=1e-9)


@given(
    seed=st.integers(0, 10_000),
    period=st.integers(2, 13),
    cycles=st.integers(2, 5),
    more=st.integers(0, 5),
    window=st.sampled_from([5, 7, 9, 35]),
)
@settings(max_examples=40, deadline=None)
def test_a_second_implementation_agrees(seed, period, cycles, more, window):
    values = np.random.default_rng(seed).normal(50, 20, period * cycles + more % period)
    lengths = Windows(window).lengths(period)
    parts = split_series(values[None, :], period, windows=Windows(window))
    seasonal, trend = decompose_plainly(values.tolist(), period, lengths)
    assert parts.seasonal[0][0] == pytest.approx(seasonal, abs=1e-8)
    assert parts.trend[0] == pytest.approx(trend, abs=1e-8)


def test_operator_and_passes_agree(monkeypatch):
    values = np.random.default_rng(1).poisson(20, (30, 61)).astype(float)
    by_operator = split_series(values)
    monkeypatch.setattr(module, "OPERATOR_AT_MOST", 0)
    by_passes = split_series(values)
    assert by_operator.trend == pytest.approx(by_passes.trend, abs=1e-10)
    assert by_operator.seasonal[0] == pytest.approx(by_passes.seasonal[0], abs=1e-10)


def test_a_series_is_the_same_in_any_company():
    values = np.random.default_rng(2).poisson(20, (7, 60)).astype(float)
    together, alone = split_series(values), split_series(values[4:5])
    assert together.trend[4].tobytes() == alone.trend[0].tobytes()
    assert together.seasonal[0][4].tobytes() == alone.seasonal[0][0].tobytes()


def test_parts_add_up_and_a_straight_line_is_all_trend():
    values = np.random.default_rng(3).normal(0, 9, (3, 48))
    parts = split_series(values)
    assert parts.trend + parts.seasonal[0] + parts.remainder == pytest.approx(values, abs=1e-12)
    line = split_series((5 + 0.3 * np.arange(60))[None, :])
    assert line.trend[0] == pytest.approx(5 + 0.3 * np.arange(60), abs=1e-9)
    assert np.abs(line.seasonal[0]).max() < 1e-9


@pytest.mark.parametrize(
    ("values", "error", "said"),
    [
        (np.ones((1, 1)), SeriesIncomplete, "24 periods; 1 were given"),
        (np.ones((1, 23)), SeriesIncomplete, "23 were given"),
        (np.full((2, 30), np.nan), SeriesIncomplete, "Series 1 of 2 has 30 missing of 30"),
        (np.full((1, 30), np.inf), SeriesUnusable, "infinite"),
        (np.ones(30), SeriesUnusable, "shape"),
    ],
)
def test_what_cannot_be_taken_apart(values, error, said):
    with pytest.raises(error, match=said):
        split_series(values)


def test_windows_are_odd():
    with pytest.raises(SeriesUnusable, match="trend window is 10"):
        split_series(np.ones((1, 30)), windows=Windows(7, trend=10))
    with pytest.raises(SeriesUnusable, match="ascending"):
        split_periods(np.ones((1, 900)), (365, 7))
