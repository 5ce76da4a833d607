"""Rises and late records: known shares recovered, planted rises found, quiet places left alone."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, nbinom, poisson

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.types import month_labels, month_number
from safercity.evidence.watch import (
    AlarmSettings,
    Delays,
    RiseQuestion,
    RiseSettings,
    estimate_delays,
    find_rises,
    group_weeks,
)
from safercity.evidence.watch.errors import (
    BadCounts,
    NothingRecorded,
    TooFewToWatch,
    WatchSettingWrong,
)
from safercity.evidence.watch.rise_model import chance_of
from safercity.evidence.watch.rises import find_threshold, judge_rises
from tests.evidence.watch.golden import days_from

MONTHLY = Basis(sources=("police-uk",), location="snap", time="month")


def months(number: int) -> tuple[str, ...]:
    first = month_number("2020-01")
    return month_labels(first, first + number - 1)


def make_counts(seed: int, *, number: int = 48, newest: dict[int, float] | None = None) -> Matrix:
    """Eight wards with their own levels, a common season and a slow fall."""
    draws, time = np.random.default_rng(seed), np.arange(number)
    level = np.array([40, 25, 15, 12, 8, 3, 1, 0.5])
    shape = (1 + 0.3 * np.sin(2 * np.pi * time / 12)) * np.exp(-0.002 * time)
    mean = level[:, None] * shape
    for row, times in (newest or {}).items():
        mean[row, -1] *= times
    values = draws.poisson(mean).astype(float)
    return Matrix(values, tuple(f"ward {row}" for row in range(8)), months(number))


def test_chances_are_those_of_poisson_and_negative_binomial():
    counts, mean = np.array([0.0, 3, 10, 40]), np.array([2.0, 2, 4, 30])
    assert chance_of(counts, mean, variance=mean) == pytest.approx(
        poisson.sf(counts - 1, mean), rel=1e-9
    )
    size = mean**2 / (1.5 * mean)
    assert chance_of(counts, mean, variance=2.5 * mean) == pytest.approx(
        nbinom.sf(counts - 1, size, size / (size + mean)), rel=1e-9
    )
    assert np.isnan(chance_of(np.array([np.nan]), np.array([1.0]), variance=np.array([1.0])))[0]


def test_what_is_usual_is_near_what_was_planted():
    judged = judge_rises(make_counts(1), settings=RiseSettings())
    truth = np.array([40, 25, 15, 12, 8, 3, 1, 0.5]) * 0.85 * np.exp(-0.094)
    assert judged.label == "2023-12"
    assert judged.expected.mean == pytest.approx(truth, rel=0.35, abs=0.5)


def test_the_threshold_is_the_first_count_that_is_as_rare():
    judged = judge_rises(make_counts(2), settings=RiseSettings())
    high = find_threshold(judged, chance=0.001)
    mean, variance = judged.expected.mean, judged.expected.variance
    assert (chance_of(high, mean, variance=variance) <= 0.001).all()
    assert (chance_of(high - 1, mean, variance=variance) > 0.001).all()


def test_planted_rises_are_found_and_quiet_cities_left_alone():
    """A ward of 15 a month that doubles and more is found; 60 quiet looks at 6 a year raise 30."""
    found, alarms, null = 0, 0, None
    for seed in range(60):
        asked = RiseQuestion(basis=MONTHLY, alarms=AlarmSettings(6), null=null,
                             rise=RiseSettings(replicas=199))  # fmt: skip
        quiet = find_rises(make_counts(100 + seed), asked, run=Run())
        null = quiet.null
        alarms += len(quiet.alarms)
        risen = find_rises(make_counts(200 + seed, newest={2: 2.6}), asked, run=Run())
        found += "ward 2" in {one.place for one in risen.alarms}
    low, high = poisson.interval(0.999, 60 * 6 / 12)
    assert low <= alarms <= high
    assert found >= binom.ppf(0.0005, 60, 0.95)


def test_a_past_outbreak_does_not_hide_the_next():
    plain = make_counts(5, newest={1: 2.5})
    values = np.asarray(plain.values).copy()
    values[1, 20:22] = 150
    outbreak = Matrix(values, plain.rows, plain.columns)
    before = judge_rises(plain, settings=RiseSettings()).expected
    after = judge_rises(outbreak, settings=RiseSettings()).expected
    assert after.mean[1] == pytest.approx(before.mean[1], rel=0.35)
    assert after.chance[1] < 0.05


def test_a_missing_month_is_missing_and_a_quiet_one_is_low():
    plain = make_counts(6)
    values = np.asarray(plain.values).copy()
    values[:, 30] = np.nan
    gap = judge_rises(Matrix(values, plain.rows, plain.columns), settings=RiseSettings())
    whole = judge_rises(plain, settings=RiseSettings())
    assert gap.expected.mean == pytest.approx(whole.expected.mean, rel=0.25, abs=0.3)
    values[:, 30] = 0
    low = judge_rises(Matrix(values, plain.rows, plain.columns), settings=RiseSettings())
    assert low.expected.variance[0] > 1.5 * gap.expected.variance[0]
    values[:, -1] = np.nan
    newest = judge_rises(Matrix(values, plain.rows, plain.columns), settings=RiseSettings())
    assert np.isnan(newest.expected.chance).all()


def make_late(seed: int, *, as_of: int = 400, share: float = 0.1):
    draws = np.random.default_rng(seed)
    occurred = draws.integers(0, as_of + 1, 20_000)
    received = occurred + draws.geometric(share, 20_000) - 1
    return occurred, received, as_of


def test_delays_are_recovered_although_late_records_of_late_are_not_in_yet():
    """Geometric delays, a tenth a day: 1 - 0.9^(d + 1) have come after d days."""
    occurred, received, as_of = make_late(3)
    delays = estimate_delays(occurred, received, as_of=as_of)
    after = np.array([0, 1, 6, 13, 27])
    assert delays.arrived(after) == pytest.approx(1 - 0.9 ** (after + 1), abs=0.012)
    known = received <= as_of
    naive = np.mean((received - occurred)[known & (occurred > as_of - 14)] <= 6)
    assert naive > delays.arrived(np.array([6]))[0] + 0.1  # what the allowance is for


def test_the_first_load_came_in_one_heap_and_says_nothing_of_delays():
    occurred, received, as_of = make_late(4)
    heap = np.where(occurred < 200, np.maximum(received, 200), received)
    delays = estimate_delays(occurred, heap, as_of=as_of)
    after = np.array([0, 6, 20])
    assert delays.arrived(after) == pytest.approx(1 - 0.9 ** (after + 1), abs=0.03)


def test_too_few_records_correct_nothing():
    delays = estimate_delays(np.arange(10), np.arange(10) + 3, as_of=20)
    assert not delays.is_known
    assert delays.arrived(np.array([0, 5])).tolist() == [1.0, 1.0]


def test_a_late_newest_month_is_set_against_what_should_have_come():
    """The newest month is three quarters in: uncorrected it hides a rise, corrected it shows."""
    plain = make_counts(8, newest={0: 1.9})
    values = np.asarray(plain.values).copy()
    values[:, -1] = np.round(values[:, -1] * 0.6)
    late = Matrix(values, plain.rows, plain.columns)
    slow = Delays(np.append(1 - 0.955 ** np.arange(1, 91), 1.0), 1000)
    asked = RiseQuestion(basis=MONTHLY, delays=slow, as_of="2023-12-31", alarms=AlarmSettings(2))
    corrected = find_rises(late, asked, run=Run())
    blind = find_rises(late, RiseQuestion(basis=MONTHLY, alarms=AlarmSettings(2)), run=Run())
    assert corrected.rises[0].place == "ward 0" and corrected.rises[0].is_alarm
    assert not any(one.place == "ward 0" and one.is_alarm for one in blind.rises)
    assert any(one.id == "rises.late" for one in corrected.limits)
    assert any(one.id == "watch.late_unknown" for one in blind.limits)


def test_a_month_with_too_few_records_in_is_not_judged():
    slow = Delays(np.append(np.zeros(58), 1.0), 1000)
    asked = RiseQuestion(basis=MONTHLY, delays=slow, as_of="2023-12-31")
    told = find_rises(make_counts(9), asked, run=Run())
    assert told.rises[0].label == "2023-10"
    late = next(one for one in told.limits if one.id == "rises.not_judged")
    assert late.values["periods"] == ["November 2023", "December 2023"]


def test_weeks_run_from_monday_to_sunday_and_miss_a_missing_day():
    days = days_from("2024-01-03", 26)  # a Wednesday; Sundays are the 7th, 14th, 21st and 28th
    values = np.ones((2, 26))
    values[1, 8] = np.nan
    weeks = group_weeks(Matrix(values, ("a", "b"), days))
    assert weeks.columns == ("2024-01-14", "2024-01-21", "2024-01-28")
    assert weeks.values[0].tolist() == [7, 7, 7]
    assert np.isnan(weeks.values[1, 0]) and weeks.values[1, 1:].tolist() == [7, 7]


def test_the_finding_speaks_and_keeps_its_shape():
    asked = RiseQuestion("burglary", MONTHLY, RiseSettings(replicas=99))
    told = find_rises(make_counts(10, newest={1: 4}), asked, run=Run())
    assert isinstance(told, Finding)
    assert told.explain().startswith("Ward 1 had ")
    assert "in December 2023 where about" in told.explain()
    assert as_values(told) == as_values(
        find_rises(make_counts(10, newest={1: 4}), asked, run=Run())
    )
    assert len(told.path) == 48


def test_series_that_cannot_be_judged():
    ask = RiseQuestion(basis=MONTHLY, rise=RiseSettings(replicas=99))
    with pytest.raises(TooFewToWatch, match="12 are needed"):
        find_rises(Matrix(np.ones((2, 9)), ("a", "b"), months(9)), ask, run=Run())
    with pytest.raises(TooFewToWatch, match="12 are needed"):
        find_rises(Matrix(np.ones((2, 1)), ("a", "b"), months(1)), ask, run=Run())
    gaps = np.ones((2, 80))
    gaps[0, :66] = np.nan
    with pytest.raises(TooFewToWatch, match="11 periods before the one to be judged are told for"):
        find_rises(Matrix(gaps, ("a", "b"), months(80)), ask, run=Run())
    with pytest.raises(NothingRecorded):
        find_rises(Matrix(np.full((2, 30), np.nan), ("a", "b"), months(30)), ask, run=Run())
    with pytest.raises(BadCounts, match=r"-1\.0 at b in 2020-01"):
        find_rises(Matrix(np.array([[1.0] * 30, [-1.0] * 30]), ("a", "b"), months(30)), ask,
                   run=Run())  # fmt: skip
    with pytest.raises(WatchSettingWrong):
        RiseSettings(arrived_at_least=0)
    with pytest.raises(BadCounts, match="received before they occurred"):
        estimate_delays(np.array([5]), np.array([3]), as_of=9)
    with pytest.raises(BadCounts, match="one each"):
        estimate_delays(np.array([5]), np.array([3, 4]), as_of=9)
    weekly = Matrix(np.ones((2, 210)), ("a", "b"), days_from("2024-01-01", 210))
    with pytest.raises(TooCoarse):
        find_rises(group_weeks(weekly), ask, run=Run())


def test_all_zeros_raise_nothing_and_say_so():
    told = find_rises(
        Matrix(np.zeros((3, 40)), ("a", "b", "c"), months(40)), RiseQuestion(basis=MONTHLY),
        run=Run(),
    )  # fmt: skip
    assert told.alarms == ()
    assert told.explain() == (
        "No place is above what its own past leads one to expect in April 2023."
    )


def test_no_more_than_usual_is_no_rise_however_many_alarms_are_borne():
    counts = Matrix(np.full((1, 48), 20.0), ("here",), month_labels(24000, 24047))
    asked = RiseQuestion(basis=MONTHLY, alarms=AlarmSettings(12))
    found = find_rises(counts, asked, run=Run())
    assert not found.alarms and found.rises[0].usual >= 20
    assert found.explain().startswith("No place is above")


def test_a_newest_month_that_was_not_sent_is_not_judged_quiet():
    values = np.full((2, 40), 20.0)
    values[:, -1] = np.nan
    counts = Matrix(values, ("a", "b"), month_labels(24000, 24039))
    with pytest.raises(TooFewToWatch, match="2003-04"):
        find_rises(counts, RiseQuestion(basis=MONTHLY), run=Run())
