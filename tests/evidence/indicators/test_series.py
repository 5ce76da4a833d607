"""Impossible series are refused, both sides told; what is missing stays missing."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.findings import Basis
from safercity.evidence.indicators import BadSeries, EventDays, IndicatorSeries, series_from
from safercity.evidence.matrix import LabelsDiffer, Matrix
from tests.evidence.indicators.series import months, series

NAN = float("nan")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: series([3, -1]), "count of -1"),
        (lambda: series([3, np.inf]), "not finite"),
        (lambda: IndicatorSeries(months(3), np.ones(2)), r"3 periods, but values of shape \(2,\)"),
        (lambda: IndicatorSeries((), np.ones(0)), "not all months"),
        (lambda: IndicatorSeries(("2024-01", "2024-Q1"), np.ones(2)), "2024-01.*2024-Q1"),
        (lambda: IndicatorSeries(("2024-02", "2024-01"), np.ones(2)), "2024-01 comes after"),
        (lambda: IndicatorSeries(("2024-02", "2024-02"), np.ones(2)), "each once"),
        (lambda: series([3, 1], "rate"), "rate comes with"),
        (lambda: series([3, 1], "count", [1, 1]), "count comes without"),
        (lambda: series([3, 1], "share", [2, 2]), "3 of 2 is no share"),
        (lambda: series([3, 1], "rate", [2, -2]), "of -2"),
        (lambda: series([3, 1], "guess"), "not 'guess'"),
        (lambda: EventDays(("2024-02-01", "2024-01-01"), "2024-03-01"), "not in order"),
        (lambda: EventDays(("2024-02-01",), "2024-01-01"), "later than the end"),
        (lambda: EventDays(("2024-02-30",), "2024-03-01"), "2024-02-30"),
        (lambda: EventDays(("2024-02-01",), "2024-03-01", (1, 2)), "1 events"),
    ],
)
def test_what_is_impossible_is_refused(make, told):
    with pytest.raises(BadSeries, match=told):
        make()


def test_a_period_left_out_is_missing():
    found = IndicatorSeries(("2024-01", "2024-04"), np.array([5.0, 6.0]))
    assert found.periods == ("2024-01", "2024-02", "2024-03", "2024-04")
    assert np.isnan(found.values[1:3]).all()
    quarters = IndicatorSeries(("2023-Q4", "2024-Q2"), np.array([5.0, 6.0]))
    assert quarters.periods == ("2023-Q4", "2024-Q1", "2024-Q2")


def test_a_period_that_no_extract_covers_is_missing_even_if_it_says_zero():
    found = series([4, 0, 6]).without(Basis(missing=("2021-02",)))
    assert found.is_known.tolist() == [True, False, True]


def test_a_quarter_of_which_a_month_is_missing_is_missing():
    found = IndicatorSeries(("2021-Q1", "2021-Q2"), np.ones(2)).without(Basis(missing=("2021-02",)))
    assert found.is_known.tolist() == [False, True]


def test_a_share_of_nothing_is_missing_not_zero():
    found = series([0, 1], "share", [0, 4])
    assert found.is_known.tolist() == [False, True]
    assert np.isnan(found.figures[0])


def test_the_city_is_the_sum_of_its_places_and_missing_where_one_is():
    counts = Matrix(np.array([[1.0, 2.0], [3.0, NAN]]), ("a", "b"), months(2))
    assert series_from(counts).values.tolist()[0] == 4
    assert np.isnan(series_from(counts).values[1])


def test_labels_that_differ_are_shown():
    counts = Matrix(np.ones((2, 2)), ("a", "b"), months(2))
    below = Matrix(np.ones((1, 2)), ("a",), months(2))
    with pytest.raises(LabelsDiffer, match=r"2 places.*1 places"):
        series_from(counts, data="rate", out_of=below)
