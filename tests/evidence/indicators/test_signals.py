"""Special causes: each rule beside a slow, obvious reading of the same words."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safercity.evidence.indicators import ChartRules, Limits, Phase, find_signals


def flat(number, low=-3.0, high=3.0):
    row = np.ones(number)
    return Limits(0 * row, 0 * row, low * row, high * row, low * row * 2 / 3, high * row * 2 / 3)


def mark(values, phases=None, **rules):
    values = np.array(values, dtype=float)
    phases = phases or (Phase(0, values.size),)
    return find_signals(values, flat(values.size), phases=phases, rules=ChartRules(**rules))


def slow(values, run, trend):
    """Every window of points, looked at one by one."""
    n = len(values)
    marks = {name: [0] * n for name in ("outside", "run", "trend", "near_limit")}
    for i, value in enumerate(values):
        if value == value and abs(value) > 3:
            marks["outside"][i] = 1 if value > 0 else -1
    for i in range(n - run + 1):
        window = values[i : i + run]
        for way in (1, -1):
            if all(v * way > 0 for v in window):
                marks["run"][i : i + run] = [way] * run
    for i in range(n - trend + 1):
        window = values[i : i + trend]
        for way in (1, -1):
            if all((b - a) * way > 0 for a, b in pairwise(window)):
                for j in range(i, i + trend):
                    # A turning point belongs to the trend that begins with it.
                    marks["trend"][j] = way
    for i in range(n - 2):
        for way in (1, -1):
            near = [j for j in range(i, i + 3) if values[j] * way > 2]
            if len(near) >= 2:
                for j in near:
                    marks["near_limit"][j] = way
    return marks


points = st.one_of(st.integers(-4, 4).map(float), st.just(float("nan")))


@settings(deadline=None, max_examples=300)
@given(st.lists(points, min_size=3, max_size=40), st.sampled_from([7, 8]), st.sampled_from([6, 7]))
def test_rules_as_read_slowly(values, run, trend):
    found = mark(values, run_points=run, trend_points=trend)
    expected = slow(values, run, trend)
    assert found.outside.tolist() == expected["outside"]
    assert found.run.tolist() == expected["run"]
    assert found.near_limit.tolist() == expected["near_limit"]
    assert (found.trend != 0).tolist() == [one != 0 for one in expected["trend"]]


@pytest.mark.parametrize(("number", "seen"), [(6, 0), (7, 7), (9, 9)])
def test_a_run_needs_seven(number, seen):
    assert (mark([-1, *[1] * number, -1]).run == 1).sum() == seen


def test_a_run_of_eight_where_eight_was_fixed():
    assert not mark([1] * 7 + [-1], run_points=8).is_special.any()
    assert mark([1] * 8 + [-1], run_points=8).run.sum() == 8


def test_a_trend_of_seven_points_is_six_steps():
    rising = np.linspace(-1, 1, 7)
    assert mark([*rising, 0.0]).trend.sum() == 7
    assert not mark([*rising[:6], 0.0]).trend.any()
    assert mark([*rising[:6], 0.0], trend_points=6).trend.sum() == 6


def test_a_missing_period_breaks_a_run_and_a_trend():
    assert not mark([1, 1, 1, 1, float("nan"), 1, 1, 1]).is_special.any()
    gap = [-0.9, -0.6, -0.3, float("nan"), 0.3, 0.6, 0.9]
    assert not mark(gap).trend.any()


def test_no_run_goes_through_a_new_phase():
    halves = (Phase(0, 4), Phase(4, 8, "rebase", "a new system"))
    assert not mark([1] * 8, phases=halves).is_special.any()
    assert mark([1] * 8).run.all()


def test_a_point_on_the_line_ends_a_run():
    assert not mark([1, 1, 1, 1, 0, 1, 1, 1]).run.any()


def test_two_of_three_must_be_on_one_side():
    assert not mark([2.5, 0, -2.5]).is_special.any()
    assert mark([2.5, 0, 2.5]).near_limit.tolist() == [1, 0, 1]
