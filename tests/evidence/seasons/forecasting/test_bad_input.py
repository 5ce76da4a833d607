"""What nothing can be expected from, and what little can: named errors, or said."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.errors import TooCoarse, UnknownName
from safercity.evidence.findings import Basis
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.matrix import Matrix
from safercity.evidence.seasons.forecasting import (
    ForecastSettings,
    ForecastUnusable,
    Tree,
    forecast,
)
from tests.evidence.seasons.forecasting.series import as_counts


@pytest.mark.parametrize("wrong", [-3.0, np.inf, -np.inf])
def test_a_count_that_cannot_be_is_named_with_its_place(wrong):
    values = np.full((2, 30), 5.0)
    values[1, 4] = wrong
    with pytest.raises(ForecastUnusable, match=f"area 1 in 2022-05 is {wrong:g}") as caught:
        forecast(as_counts(*values))
    assert caught.value.exit_code == 44


@pytest.mark.parametrize(
    ("name", "value"),
    [("horizon", 0), ("horizon", -2), ("horizon", 1.5), ("level", 1.0), ("remembered", ()),
     ("remembered", (1.2,)), ("borrowed", (0.0,)), ("common", (0.0,)), ("unusual_weight", 0.0),
     ("months_before", 0), ("reconcile", "ols")],
)  # fmt: skip
def test_settings_that_cannot_be_met(name, value):
    with pytest.raises(ForecastUnusable, match=f"setting {name} is"):
        forecast(as_counts(np.full(30, 5.0)), settings=ForecastSettings(**{name: value}))


def test_months_that_do_not_follow_one_another():
    counts = Matrix(np.ones((1, 2)), ("city",), ("2024-01", "2024-03"))
    with pytest.raises(ForecastUnusable, match="2024-03 does not follow 2024-01"):
        forecast(counts)


@pytest.mark.parametrize("label", ["2024-Q1", "2024", "2024-13", "spring"])
def test_periods_that_are_not_months(label):
    with pytest.raises(ForecastUnusable, match="not a month"):
        forecast(Matrix(np.ones((1, 1)), ("city",), (label,)))


def test_no_counts_and_a_row_never_known():
    with pytest.raises(ForecastUnusable, match=r"shape \(0, 0\)"):
        forecast(Matrix(np.ones((0, 0)), (), ()))
    with pytest.raises(ForecastUnusable, match="not one month of area 1 is known"):
        forecast(as_counts(np.ones(30), np.full(30, np.nan)))


def test_activity_and_quarters_are_refused():
    counts = as_counts(np.ones(30))
    with pytest.raises(ActivityAsked):
        forecast(counts, basis=Basis(layer="activity"))
    with pytest.raises(TooCoarse):
        forecast(counts, basis=Basis(time="quarter"))


def test_areas_need_records_that_say_which_area():
    counts = as_counts(np.ones(30), np.ones(30), names=("a", "b"))
    tree = Tree({"a": "city", "b": "city"})
    with pytest.raises(TooCoarse, match="tells them as outward"):
        forecast(counts, basis=Basis(location="outward"), tree=tree)
    assert forecast(counts, basis=Basis(location="outward")).rows == ("a", "b")


def test_a_row_that_is_not_there():
    found = forecast(as_counts(np.ones(30)))
    with pytest.raises(UnknownName, match="north"):
        found.pick("north")


def test_nothing_recorded_expects_nothing_with_an_honest_interval():
    found = forecast(as_counts(np.zeros(40)))
    assert found.total[0] == 0
    assert (found.expected == 0).all()
    # Of about 33 remembered months without a record, 3 / 33 a month is the most: one in a year.
    assert 0.5 < found.total_high[0] < 2.5
    assert (found.high[0] > 0).all()
    assert found.statements[0].id == "forecast.nothing"
    assert "Nothing was recorded in 40 known months" in found.explain()


@pytest.mark.parametrize("value", [0.0, 7.0])
def test_one_month_only(value):
    found = forecast(as_counts([value]))
    np.testing.assert_allclose(found.total, 12 * value, rtol=0.05)
    assert found.total_high[0] > found.total[0] + 2
    assert "only one month" in found.explain().lower()


def test_too_few_months_are_said():
    found = forecast(as_counts(np.full(23, 9.0)))
    assert "forecast.too_few" in [one.id for one in found.statements]
    assert "forecast.too_few" not in [
        one.id for one in forecast(as_counts(np.full(24, 9.0))).statements
    ]


def test_calendar_months_never_sent_are_said():
    values = np.full(36, 9.0)
    values[5::12] = np.nan
    told = [one for one in forecast(as_counts(values)).limits if one.id == "forecast.limit.unseen"]
    assert told[0].values["months"] == ("June",)


def test_a_horizon_of_one_and_of_two_years():
    counts = as_counts(np.full(40, 9.0))
    one = forecast(counts, settings=ForecastSettings(horizon=1))
    assert [each.id for each in one.statements][:2] == ["forecast.next", "forecast.checked"] or (
        one.statements[1].id == "forecast.no_better"
    )
    two = forecast(counts, settings=ForecastSettings(horizon=24))
    assert two.expected.shape == (1, 24)
    assert two.ahead[-1] == "2027-04"
