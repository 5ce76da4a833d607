"""Areas and groups at greatest risk, and lists that last: by hand, by chance, planted, hidden."""

from __future__ import annotations

import json
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, hypergeom

from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.profile import (
    AreaMeasures,
    ComparisonUnusable,
    CountsUnusable,
    GroupCounts,
    RiskMeasure,
    RiskSettings,
    find_lasting,
    profile_groups,
    profile_risk,
)
from safercity.evidence.runs import Run

BASIS = Basis()
TWO = RiskSettings(at_least=2)


def scores(*columns, exposure=None) -> AreaMeasures:
    labels = tuple(f"area {at}" for at in range(len(columns[0])))
    measures = (
        RiskMeasure(f"m{at}", np.asarray(column, float), exposure)
        for at, column in enumerate(columns)
    )
    return AreaMeasures(labels, tuple(measures))


def profile(areas, **more):
    return profile_risk(areas, **({"basis": BASIS, "run": Run(seed=2)} | more))


def test_where_scores_meet_by_hand():
    up, down = np.arange(10.0), np.arange(10.0)[::-1]
    told = profile(scores(up, up * 2, down), settings=TWO)
    assert [one.met for one in told.areas] == [1, 1, 0, 0, 0, 0, 0, 0, 2, 2]
    assert [one.fifths[0] for one in told.areas] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert [one.verdict for one in told.areas][-2:] == ["meets", "meets"]
    # Scores are certain, so nothing moves.
    assert {one.stability for one in told.areas} == {0.0, 1.0}
    slow = 10 * sum(comb(3, k) * 0.2**k * 0.8 ** (3 - k) for k in (2, 3))
    assert told.expected == pytest.approx(slow)
    assert "area 8 and area 9" in told.explain()
    assert isinstance(told, Finding)
    assert len(as_values(told)["table"]["columns"]) == 8


@given(st.lists(st.integers(0, 6), min_size=5, max_size=30))
@settings(deadline=None)
def test_the_worst_fifth_is_the_fifth_fifth(figures):
    told = profile(scores(figures, figures), settings=TWO)
    assert [one.fifths[0] == 5 for one in told.areas] == [one.met == 2 for one in told.areas]
    assert all(1 <= one.fifths[0] <= 5 for one in told.areas)


def test_less_may_be_worse():
    good = RiskMeasure("income", np.arange(10.0), high_is_worse=False)
    bad = RiskMeasure("crime", np.arange(10.0))
    areas = AreaMeasures(scores(np.arange(10)).labels, (good, bad))
    told = profile(areas, settings=RiskSettings(at_least=1))
    assert told.areas[0].fifths == (5, 1)
    assert [one.verdict == "meets" for one in told.areas] == [True] * 2 + [False] * 6 + [True] * 2


def test_a_missing_measure_is_not_a_low_one():
    first, second = np.arange(10.0), np.arange(10.0)
    second[9] = np.nan
    second[0] = np.nan
    told = profile(scores(first, second), settings=TWO)
    by = {one.label: one for one in told.areas}
    assert (by["area 9"].verdict, by["area 9"].known) == ("undetermined", 1)
    assert by["area 0"].verdict == "not"  # one more could not make it two
    assert by["area 9"].fifths == (5, None)
    assert "too much is missing to say: area 9" in told.explain()


def test_a_small_area_is_not_worst_by_chance():
    # Area 0 has one record among ten people; the others hundreds among thousands.
    counts = np.r_[1.0, np.full(19, 200) + np.arange(19) * 12]
    people = np.r_[10.0, np.full(19, 10_000)]
    told = profile(scores(counts, counts, exposure=people), settings=TWO)
    assert told.areas[0].verdict == "not"
    assert told.areas[19].verdict == "meets"


def test_stability_is_less_where_rates_are_unsure():
    random = np.random.default_rng(71)
    people = np.full(50, 1000.0)
    true = random.gamma(4, 0.25, 50)
    rare, often = (random.poisson(np.outer([1, 1], true * mean)) for mean in (4, 400))
    unsure = profile(scores(*rare, exposure=people), settings=TWO)
    sure = profile(scores(*often, exposure=people), settings=TWO)
    worst = true > np.quantile(true, 0.85)
    held = np.array([one.stability for one in sure.areas])
    assert held[worst].mean() > 0.9
    firm = [sum(one.stability >= 0.95 for one in told.areas) for told in (sure, unsure)]
    assert firm[0] > firm[1]


def test_unrelated_measures_meet_as_often_as_said():
    random = np.random.default_rng(72)
    met = expected = 0.0
    for _ in range(40):
        told = profile(scores(*random.normal(size=(4, 100))), settings=RiskSettings(draws=2))
        met += sum(one.verdict == "meets" for one in told.areas)
        expected += told.expected
    # 0.0272 of 4,000 areas: the exact 99.9% band (areas of one city hardly hang together).
    assert binom.ppf(0.0005, 4000, 0.0272) <= met <= binom.ppf(0.9995, 4000, 0.0272)
    assert expected == pytest.approx(4000 * 0.0272)


@pytest.mark.parametrize(
    ("areas", "more", "error"),
    [
        (scores(np.arange(9)), {}, ComparisonUnusable),
        (scores(np.arange(4), np.arange(4)), {"settings": TWO}, ComparisonUnusable),
        (scores(np.arange(9), np.arange(9)), {}, ComparisonUnusable),
        (scores(np.arange(9), np.full(9, np.nan)), {}, ComparisonUnusable),
        (scores(np.arange(9), np.full(9, np.inf)), {}, CountsUnusable),
        (scores(np.arange(9), np.arange(8)), {}, CountsUnusable),
        (scores(-np.arange(9), np.arange(9), exposure=np.ones(9)), {}, CountsUnusable),
        (scores(np.arange(9), np.arange(9), exposure=np.ones(8)), {}, CountsUnusable),
        (scores(np.arange(9), np.arange(9)), {"basis": Basis(layer="activity")}, ActivityAsked),
    ],
)  # fmt: skip
def test_measures_that_cannot_be_read(areas, more, error):
    with pytest.raises(error):
        profile(areas, **more)


def groups(counts, people=None) -> GroupCounts:
    counts = np.asarray(counts, dtype=float)
    labels = tuple(f"group {at}" for at in range(len(counts)))
    return GroupCounts(labels, counts, np.full(len(counts), 1000.0) if people is None else people)


def test_groups_by_hand():
    told = profile_groups(groups([60, 20, 20]), basis=BASIS)
    first = told.groups[0]
    assert (first.label, first.rate, first.ratio) == ("group 0", 60, 3)
    share = first.ratio_low / (first.ratio_low + 2)
    assert binom.sf(59, 100, share) == pytest.approx(0.025, abs=1e-6)
    assert "Group 0: 60 for each 1,000 people a year, 3 times" in told.explain()
    assert isinstance(told, Finding)
    assert len(told.chart()["data"]["values"]) == 3


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=9).filter(any))
def test_no_small_count_can_be_worked_out(counts):
    told = profile_groups(groups(counts), basis=BASIS)
    shown = [one for one in told.groups if not one.hidden]
    assert all(one.count == 0 or one.count >= 5 for one in shown)
    hidden = [counts[int(one.label.split()[1])] for one in told.groups if one.hidden]
    rest = sum(counts) - sum(one.count for one in shown)
    assert rest == sum(hidden)
    # What the total leaves over is of several groups and of five or more, or everything is hidden.
    if hidden and any(one.count for one in shown):
        assert len(hidden) >= 2
        assert rest >= 5
    for one in told.groups:
        if one.hidden:
            assert one.count is None
            assert np.isnan([one.rate, one.low, one.high, one.ratio, one.q]).all()


def test_a_small_group_is_hidden_in_every_form():
    people = np.array([1000.0, 1000, 50, 1000])
    told = profile_groups(groups([111, 222, 33, 7], people), basis=BASIS)
    values = as_values(told)
    text = json.dumps([values["statements"], values["table"]["rows"], values["chart"]["data"]])
    assert [one.label for one in told.groups if one.hidden] == ["group 2", "group 3"]
    assert " 33," not in text
    assert " 7," not in text
    assert " 222," in text
    assert "profile.limit.hidden_groups" in [one.id for one in told.limits]


def test_groups_that_are_all_small_show_nothing():
    told = profile_groups(groups([2, 3]), basis=BASIS)
    assert told.explain().startswith("The groups are so small")


def test_alike_groups_are_seldom_called():
    random = np.random.default_rng(73)
    called = 0
    for _ in range(300):
        told = profile_groups(groups(random.poisson([40.0] * 8) + 5), basis=BASIS)
        called += "profile.group" in {one.id for one in told.statements}
    assert called <= binom.ppf(0.9995, 300, 0.05)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (groups([5]), ComparisonUnusable),
        (groups([0, 0]), ComparisonUnusable),
        (groups([5, 6], np.array([1000.0, 0])), ComparisonUnusable),
        (groups([5, np.nan]), CountsUnusable),
        (groups([5, -1]), CountsUnusable),
        (groups([5, 6], np.array([1000.0])), CountsUnusable),
    ],
)
def test_groups_that_cannot_be_read(asked, error):
    with pytest.raises(error):
        profile_groups(asked, basis=BASIS)


@settings(deadline=None)
@given(st.sets(st.integers(0, 14)), st.sets(st.integers(0, 14)))
def test_lists_that_last(now, before):
    named = [[f"area {at}" for at in sorted(side)] for side in (now, before)]
    among = [f"area {at}" for at in range(12)]
    told = find_lasting(named[0], named[1], among=among, basis=BASIS)
    held, old = ({at for at in side if at < 12} for side in (now, before))
    assert (len(told.stayed), len(told.came), len(told.went)) == (
        len(held & old), len(held - old), len(old - held),
    )  # fmt: skip
    assert told.expected == pytest.approx(len(held) * len(old) / 12)
    assert told.p == pytest.approx(hypergeom.sf(len(held & old) - 1, 12, len(old), len(held)))
    assert told.explain()


def test_lasting_is_a_finding_and_refuses_nothing_to_look_at():
    told = find_lasting(["a", "b"], ["a", "c"], among="abcdefgh", basis=BASIS)
    assert isinstance(told, Finding)
    assert told.table().rows == (("a", "stayed"), ("b", "came"), ("c", "went"))
    with pytest.raises(ComparisonUnusable):
        find_lasting(["a"], ["b"], among=[], basis=BASIS)
    with pytest.raises(CountsUnusable):
        find_lasting(["a"], ["b"], among=["a", "a"], basis=BASIS)
