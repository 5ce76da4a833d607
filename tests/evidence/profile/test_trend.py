"""Trends: what was drawn is found, chance is seldom called one, breaks are never crossed."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, RecordingBreak, as_values
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.matrix import Matrix
from safercity.evidence.profile import SeriesUnusable, TrendSettings, find_trend
from tests.evidence.profile.months import as_matrix, draw_months

BASIS = Basis(sources=("police-uk",))


def band(n: int, share: float) -> tuple[float, float]:
    """The exact 99.9% band."""
    return tuple(binom.ppf(end, n, share) for end in (0.0005, 0.9995))


def test_intervals_hold_the_truth_as_often_as_they_say():
    random = np.random.default_rng(1)
    runs, inside = 400, 0
    for _ in range(runs):
        told = find_trend(as_matrix(draw_months(random, yearly=0.1)), basis=BASIS)
        inside += told.low <= 0.1 <= told.high
    low, high = band(runs, 0.95)
    assert low <= inside <= high


@pytest.mark.parametrize("spread", [0.0, 0.05])
def test_no_trend_is_called_one_seldom(spread):
    random = np.random.default_rng(2)
    runs = 400
    told = [
        find_trend(as_matrix(draw_months(random, spread=spread)), basis=BASIS) for _ in range(runs)
    ]
    wrong = sum(one.verdict != "no_trend" for one in told)
    # Quasi-likelihood with a season: between the promised 5% and a little above.
    assert wrong <= binom.ppf(0.9995, runs, 0.07)


def test_a_fall_is_said_as_a_fall():
    random = np.random.default_rng(3)
    told = find_trend(as_matrix(draw_months(random, yearly=-0.2, mean=300)), basis=BASIS)
    assert told.verdict == "falling"
    assert told.high < 0 < 1 + told.low
    assert "fell by about" in told.explain()
    assert "−" not in told.explain()
    assert told.monotone.s < 0


def test_missing_months_change_nothing_but_the_certainty():
    counts = draw_months(np.random.default_rng(4), yearly=0.1, mean=300)
    whole = find_trend(as_matrix(counts), basis=BASIS)
    counts[5:9] = np.nan
    gap = find_trend(as_matrix(counts), basis=BASIS)
    assert gap.change == pytest.approx(whole.change, abs=0.03)
    assert gap.high - gap.low > whole.high - whole.low
    assert any(one.id == "profile.limit.missing_months" for one in gap.limits)
    assert gap.table().records()[6]["count"] is None


def test_a_break_is_a_step_and_not_a_trend():
    counts = draw_months(np.random.default_rng(5), mean=300)
    counts[24:] = np.round(counts[24:] * 1.5)
    across = find_trend(as_matrix(counts), basis=BASIS)
    assert across.verdict == "rising"
    change = RecordingBreak("2023-01", "new records system", "system")
    told = find_trend(as_matrix(counts), basis=Basis(breaks=(change,)))
    assert told.verdict == "no_trend"
    assert "January 2023 (new records system)" in told.explain()


def test_a_break_too_near_an_end_is_said_and_not_fitted():
    counts = draw_months(np.random.default_rng(6))
    change = RecordingBreak("2024-11", "new rule")
    told = find_trend(as_matrix(counts), basis=Basis(breaks=(change,)))
    assert told.statements[-1].id == "profile.break_at_end"


def test_a_break_before_all_months_is_nothing():
    told = find_trend(
        as_matrix(draw_months(np.random.default_rng(7))),
        basis=Basis(breaks=(RecordingBreak("2019-01", "old"),)),
    )
    assert len(told.statements) == 1


@pytest.mark.parametrize(("months", "verdict"), [(1, "too_few"), (23, "too_few"), (24, "no_trend")])
def test_too_few_months_are_said(months, verdict):
    counts = np.full(months, 50.0)
    assert find_trend(as_matrix(counts), basis=BASIS).verdict == verdict


def test_a_break_asks_for_a_month_more_and_that_is_said():
    change = RecordingBreak("2022-01", "a new record system")
    told = find_trend(as_matrix(np.full(24, 50.0)), basis=Basis(breaks=(change,)))
    assert told.verdict == "too_few"
    assert "24 months were sent, and a trend needs 25" in told.explain()


def test_nothing_recorded_is_said():
    told = find_trend(as_matrix(np.zeros(36)), basis=BASIS)
    assert told.verdict == "no_records"
    assert told.explain() == "Nothing was recorded in the months that were sent."


def test_all_missing_is_too_few():
    assert find_trend(as_matrix(np.full(36, np.nan)), basis=BASIS).verdict == "too_few"


@pytest.mark.parametrize("wrong", [-1.0, np.inf])
def test_no_such_count(wrong):
    counts = np.full(30, 5.0)
    counts[3] = wrong
    with pytest.raises(SeriesUnusable, match="2021-04"):
        find_trend(as_matrix(counts), basis=BASIS)


def test_several_places_are_refused():
    two = Matrix(np.ones((2, 30)), ("a", "b"), as_matrix(np.ones(30)).columns)
    with pytest.raises(SeriesUnusable, match="2 were given"):
        find_trend(two, basis=BASIS)


def test_months_that_do_not_follow_are_refused():
    with pytest.raises(SeriesUnusable, match="do not follow"):
        find_trend(Matrix(np.ones((1, 2)), ("a",), ("2024-01", "2024-03")), basis=BASIS)


def test_activity_and_quarters_are_refused():
    counts = as_matrix(np.full(36, 9.0))
    with pytest.raises(ActivityAsked):
        find_trend(counts, basis=Basis(layer="activity"))
    with pytest.raises(TooCoarse):
        find_trend(counts, basis=Basis(time="quarter"))


def test_it_is_a_finding_and_the_same_each_time():
    counts = as_matrix(draw_months(np.random.default_rng(8)))
    told = find_trend(counts, basis=BASIS)
    assert isinstance(told, Finding)
    assert as_values(told) == as_values(find_trend(counts, basis=BASIS))
    assert len(told.chart()["data"]["values"]) == 48


def test_a_series_may_be_cut_at_its_last_break_instead():
    counts = draw_months(np.random.default_rng(9), months=72, mean=300)
    counts[36:] = np.round(counts[36:] * 1.5)
    change = RecordingBreak("2024-01", "new records system", "system")
    told = find_trend(
        as_matrix(counts), basis=Basis(breaks=(change,)), settings=TrendSettings(at_break="cut")
    )
    assert told.months[0] == "2024-01"
    assert "profile.cut" in [one.id for one in told.statements]
    assert told.verdict == "no_trend"


def test_negative_binomial_tells_nearly_the_same():
    counts = as_matrix(draw_months(np.random.default_rng(10), yearly=0.1, mean=300, spread=0.02))
    one = find_trend(counts, basis=BASIS)
    other = find_trend(counts, basis=BASIS, settings=TrendSettings(model="negative_binomial"))
    assert other.change == pytest.approx(one.change, abs=0.02)
