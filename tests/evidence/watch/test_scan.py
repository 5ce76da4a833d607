"""The scan: SaTScan's numbers, a slow second scan, planted clusters, bad input."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.watch import (
    AlarmSettings,
    ClusterQuestion,
    ScanPlan,
    ScanSettings,
    draw_zones,
    find_clusters,
    list_cases,
    log_likelihood_ratio,
    scan_cylinders,
)
from safercity.evidence.watch.errors import (
    BadCounts,
    NothingRecorded,
    TooFewToWatch,
    WatchSettingWrong,
)
from safercity.evidence.watch.merging import shares_places
from safercity.evidence.watch.scan import simulate_scan_null
from tests.evidence.watch.cities import BASIS, plant_cluster
from tests.evidence.watch.golden import days_from, needs_golden, read_fever, read_satscan
from tests.evidence.watch.obvious import scan_by_hand

QUICK = ScanSettings(replicas=199)


def test_log_likelihood_of_three_cases_against_expected_0_42_is_satscans():
    assert log_likelihood_ratio(3, 0.42, cases=100) == pytest.approx(3.352053, abs=5e-7)
    assert log_likelihood_ratio(4, 0.96, cases=100) == pytest.approx(2.715606, abs=5e-7)
    assert log_likelihood_ratio(1, 2.0, cases=100) == 0.0


@needs_golden
@pytest.mark.data
def test_clusters_of_satscan_9_4_4():
    """Clusters 1 and 2 of satscan_test1.txt: places, times, cases, expected, statistic; its
    P-value 0.202 came of 248 replicas, so ours must lie within Monte-Carlo error of both."""
    counts, centroids = read_satscan()
    asked = ScanSettings(longest=500, replicas=999)
    plan = ScanPlan(list_cases(counts), draw_zones(centroids), asked)
    first, second = scan_cylinders(plan)[:2]
    assert [place + 1 for place in first.places] == [23, 6, 16]
    assert (first.length, first.observed, first.expected) == (8, 3, pytest.approx(0.42))
    assert first.statistic == pytest.approx(3.352053, abs=5e-7)
    assert first.radius_metres == pytest.approx(20.0)
    assert [place + 1 for place in second.places] == [10]
    assert second.statistic == pytest.approx(2.715606, abs=5e-7)
    null = simulate_scan_null(plan, run=Run())
    error = np.sqrt(0.24 * 0.76 * (1 / 248 + 1 / 999))
    assert abs(null.rank_chance(first.statistic) - 0.202) < 3.3 * error


@needs_golden
@pytest.mark.data
def test_fever_of_new_york_agrees_with_the_slow_scan():
    counts, centroids = read_fever()
    asked = ScanSettings(longest=7)
    best = scan_cylinders(ScanPlan(list_cases(counts), draw_zones(centroids), asked))[0]
    by_hand = scan_by_hand(counts.values.tolist(), centroids.tolist(), longest=7, largest_share=0.5)
    assert best.statistic == pytest.approx(by_hand, abs=1e-9)
    assert int(counts.values.sum()) == 194


@given(st.integers(0, 10_000), st.integers(2, 9), st.integers(2, 8), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_scan_is_the_slow_one(seed, places, periods, longest):
    draws = np.random.default_rng(seed)
    centroids = draws.integers(0, 4, (places, 2)).astype(float)  # many ties, some on one spot
    values = draws.poisson(0.7, (places, periods)).astype(float)
    counts = Matrix(values, tuple(range(places)), days_from("2024-02-25", periods))
    asked = ScanSettings(longest=longest, largest_share=0.6)
    cylinders = scan_cylinders(ScanPlan(list_cases(counts), draw_zones(centroids), asked))
    by_hand = scan_by_hand(values.tolist(), centroids.tolist(), longest=longest, largest_share=0.6)
    assert (cylinders[0].statistic if cylinders else 0.0) == pytest.approx(by_hand, abs=1e-9)
    for number, one in enumerate(cylinders):
        assert all(set(one.places).isdisjoint(other.places) for other in cylinders[:number])
        again = log_likelihood_ratio(one.observed, one.expected, cases=values.sum())
        assert again == pytest.approx(one.statistic, abs=1e-8)  # of a rounded expectation


def test_planted_clusters_are_found_at_the_first_look_that_holds_them():
    """15 cases where 3 are due: 95% found, within the exact 99.9% band of 40."""
    found, nulls = 0, {}
    for seed in range(40):
        planted = plant_cluster(500 + seed, cases=15)
        asked = ClusterQuestion(
            planted.centroids, basis=BASIS, scan=QUICK, alarms=AlarmSettings(12, 3), nulls=nulls
        )
        told = find_clusters(planted.counts, asked, run=Run())
        nulls = told.nulls
        found += any(shares_places(one.places, planted.places) for one in told.alarms)
    assert found >= binom.ppf(0.0005, 40, 0.95)


def test_a_cluster_in_a_ward_is_found_by_a_scan_of_its_ward():
    planted = plant_cluster(3, cases=25)
    wards = {label: f"ward {number % 5}" for number, label in enumerate(planted.counts.rows)}
    wards |= dict.fromkeys(planted.places, "ward 0")
    asked = ClusterQuestion(planted.centroids, basis=BASIS, scan=QUICK, wards=wards)
    told = find_clusters(planted.counts, asked, run=Run())
    assert {one.scope for one in told.clusters} == {f"ward {number}" for number in range(5)}
    best = told.alarms[0]
    assert best.scope == "ward 0" and shares_places(best.places, planted.places)


def test_the_finding_says_what_it_saw_and_keeps_its_shape():
    planted = plant_cluster(1, cases=25)
    asked = ClusterQuestion(planted.centroids, "burglary", BASIS, QUICK)
    told = find_clusters(planted.counts, asked, run=Run())
    assert isinstance(told, Finding)
    assert f"Around {told.alarms[0].centre}" in told.explain()
    assert "less than once in 100 years" in told.explain()
    assert as_values(told)["table"]["rows"][0][0] == told.clusters[0].centre
    again = find_clusters(planted.counts, asked, run=Run())
    assert as_values(again) == as_values(told)  # same input, same bytes


def test_what_is_up_everywhere_is_no_cluster():
    values = np.ones((30, 40))
    values[:, -3:] = 6
    centroids = np.random.default_rng(4).uniform(0, 5000, (30, 2))
    counts = Matrix(values, tuple(range(30)), days_from("2024-01-01", 40))
    told = find_clusters(counts, ClusterQuestion(centroids, basis=BASIS, scan=QUICK), run=Run())
    assert not told.clusters
    assert "No group of places stands out" in told.explain()


def test_nothing_recorded_at_all_is_said():
    counts = Matrix(np.zeros((3, 5)), ("a", "b", "c"), days_from("2024-01-01", 5))
    asked = ClusterQuestion(np.arange(6.0).reshape(3, 2), basis=BASIS, scan=QUICK)
    told = find_clusters(counts, asked, run=Run())
    assert told.explain() == (
        "Nothing was recorded from 1 January 2024 to 5 January 2024, so there is no cluster to "
        "find."
    )
    assert told.table().rows == () and told.chart()["data"]["values"] == []


def test_a_missing_period_is_left_out_and_never_low():
    planted = plant_cluster(7, cases=25)
    values = np.asarray(planted.counts.values).copy()
    values[3, 10] = np.nan
    missing = Matrix(values, planted.counts.rows, planted.counts.columns)
    cases = list_cases(missing)
    assert cases.left_out == (planted.counts.columns[10],)
    assert cases.number == int(np.nansum(np.delete(values, 10, axis=1)))
    told = find_clusters(missing, ClusterQuestion(planted.centroids, basis=BASIS, scan=QUICK),
                         run=Run())  # fmt: skip
    assert any(one.id == "clusters.left_out" for one in told.limits)


def _ask(values, *, columns=None, basis=BASIS, centroids=None):
    values = np.asarray(values, dtype=float)
    columns = columns or days_from("2024-01-01", values.shape[1])
    counts = Matrix(values, tuple(range(len(values))), columns)
    spots = np.arange(2.0 * len(values)).reshape(-1, 2) if centroids is None else centroids
    return find_clusters(counts, ClusterQuestion(spots, basis=basis, scan=QUICK), run=Run())


def test_bad_counts_are_refused_with_what_and_where():
    with pytest.raises(BadCounts, match=r"-2.0 at 1 in 2024-01-02"):
        _ask([[1, 1], [1, -2]])
    with pytest.raises(BadCounts, match="inf"):
        _ask([[1, 1], [1, np.inf]])
    with pytest.raises(BadCounts, match="whole counts"):
        _ask([[1, 1.5], [1, 1]])
    with pytest.raises(NothingRecorded):
        _ask([[np.nan, np.nan], [np.nan, np.nan]])
    with pytest.raises(NothingRecorded, match="0 places"):
        find_clusters(Matrix(np.zeros((0, 2)), (), days_from("2024-01-01", 2)),
                      ClusterQuestion(np.zeros((0, 2)), basis=BASIS), run=Run())  # fmt: skip
    with pytest.raises(TooFewToWatch, match="2024-01-02 is missing for 1 of 2 places"):
        _ask([[1, np.nan], [1, 1]])
    with pytest.raises(TooFewToWatch, match="1 of 1 periods"):
        _ask([[1], [1]])
    with pytest.raises(TooFewToWatch, match="1 place"):
        _ask([[1, 1, 1]])
    with pytest.raises(TooFewToWatch, match="2 places have counts and 3"):
        _ask([[1, 1], [1, 1]], centroids=np.zeros((3, 2)))
    with pytest.raises(BadCounts, match="finite coordinates"):
        _ask([[1, 1], [1, 1]], centroids=np.array([[0, 0], [np.nan, 1]]))
    with pytest.raises(BadCounts, match="2024-01-05 does not follow 2024-01-02"):
        _ask([[1, 1, 1], [1, 1, 1]], columns=("2024-01-01", "2024-01-02", "2024-01-05"))
    with pytest.raises(BadCounts, match="days or months"):
        _ask([[1, 1], [1, 1]], columns=("spring", "summer"))
    with pytest.raises(WatchSettingWrong):
        ScanSettings(longest=0)
    with pytest.raises(WatchSettingWrong, match="more than zero"):
        AlarmSettings(0)


def test_months_make_no_daily_claim_and_activity_none_at_all():
    snapped = Basis(sources=("police-uk",), location="snap", time="month")
    with pytest.raises(TooCoarse, match="by day needs times told to the minute or day"):
        _ask([[1, 1], [1, 1]], basis=snapped)
    _ask([[1, 1], [1, 1]], basis=snapped, columns=("2024-01", "2024-02"))
    with pytest.raises(TooCoarse, match="outward"):
        _ask([[1, 1], [1, 1]], basis=Basis(location="outward", time="day"))
    with pytest.raises(ActivityAsked):
        _ask([[1, 1], [1, 1]], basis=Basis(layer="activity", time="day"))
