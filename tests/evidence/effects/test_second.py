"""Each computation against a second, slow, obvious one, on random input."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safercity.evidence.effects import (
    Excluded,
    MatchSettings,
    PowerRequest,
    choose_buffers,
    compare_e_test,
    compare_same_level,
    difference_in_differences,
    find_power,
    interrupted_series,
    match_areas,
    request_from_past,
    synthetic_control,
)
from safercity.evidence.effects.drift import find_drift
from safercity.evidence.effects.interrupted import SeriesSettings
from safercity.evidence.matrix import Matrix
from safercity.evidence.statistics import fit_poisson
from safercity.evidence.types import month_labels
from tests.evidence.effects.slow import slow_difference, slow_e_test, slow_matches, slow_simplex

SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_difference_equals_a_model_with_every_unit_and_month(seed):
    rng = np.random.default_rng(seed)
    counts = rng.poisson(rng.uniform(5, 30, (7, 1)), (7, 8)).astype(float)
    counts[rng.random(counts.shape) < 0.12] = np.nan
    counts[:2, [0, 7]] = 9.0
    counts[2:, [1, 6]] = 11.0
    treated, after = np.arange(7) < 2, np.arange(8) > 4
    found = difference_in_differences(counts, treated, before=~after, after=after)
    assert found.ratio == pytest.approx(slow_difference(counts, treated, after), rel=1e-7)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 12), st.integers(0, 12), st.sampled_from([(1.0, 1.0), (2.0, 1.0)]))
def test_e_test_equals_the_double_loop(first, second, sizes):
    found = compare_e_test(first, second, exposure=sizes).p
    if first + second == 0:
        assert found == 1.0
    else:
        assert found == pytest.approx(min(1.0, slow_e_test(first, second, *sizes)), abs=1e-8)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_mixture_is_no_worse_than_a_general_optimiser(seed):
    rng = np.random.default_rng(seed)
    others, treated = rng.gamma(5, 2, (9, 20)), rng.gamma(5, 2, 20)
    before = np.arange(20) < 14
    found = synthetic_control(treated, others, before=before, after=~before)
    early = others[:, before] / others[:, before].mean(axis=1)[:, None]
    aim = treated[before] / treated[before].mean()
    assert found.weights.min() >= 0
    assert found.weights.sum() == pytest.approx(1, abs=1e-9)
    ours = ((found.weights[:, None] * early).sum(axis=0) - aim) ** 2
    theirs = ((slow_simplex(early, aim)[:, None] * early).sum(axis=0) - aim) ** 2
    assert ours.sum() <= theirs.sum() + 1e-7


def test_a_unit_that_is_a_mixture_is_found_to_be():
    rng = np.random.default_rng(5)
    others = rng.gamma(20, 1, (12, 30))
    before = np.arange(30) < 20
    scaled = others / others[:, before].mean(axis=1)[:, None]
    treated = 8 * (0.7 * scaled[2] + 0.3 * scaled[7])
    treated[20:] *= 0.75
    found = synthetic_control(treated, others, before=before, after=~before)
    assert found.weights[[2, 7]] == pytest.approx([0.7, 0.3], abs=1e-5)
    assert found.ratio == pytest.approx(0.75, abs=1e-5)
    assert found.p == pytest.approx(1 / 13)  # further out than each of the twelve


def test_every_placebo_is_mixed_from_the_others_alone():
    rng = np.random.default_rng(6)
    others, treated = rng.gamma(9, 1, (6, 16)), rng.gamma(9, 1, 16)
    before = np.arange(16) < 10
    found = synthetic_control(treated, others, before=before, after=~before)
    for unit in range(6):
        rest = np.delete(others, unit, axis=0)
        alone = synthetic_control(others[unit], rest, before=before, after=~before)
        assert found.placebos[unit] == pytest.approx(alone.ratio, rel=1e-4)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_matches_equal_a_loop_and_never_take_who_is_barred(seed):
    rng = np.random.default_rng(seed)
    values = rng.poisson(rng.gamma(3, 4, (25, 1)), (25, 24)) + 1.0
    labels = tuple(f"a{i}" for i in range(25))
    months = month_labels(24240, 24263)
    barred = Excluded(buffers=("a3", "a4"), touched=("a9",))
    found = match_areas(
        Matrix(values, labels, months), ("a0",), excluded=barred, settings=MatchSettings(6)
    )
    allowed = [i for i in range(1, 25) if i not in (3, 4, 9)]
    assert found.chosen == tuple(labels[i] for i in slow_matches(values, 0, allowed, 6))
    assert not {"a0", "a3", "a4", "a9"} & set(found.eligible)


def test_a_missing_month_does_not_make_an_area_higher():
    values = np.repeat([[10.0], [10], [10], [14], [7]], 20, axis=1)
    values[1, [4, 11]] = np.nan
    before = Matrix(values, tuple("abcde"), month_labels(24240, 24259))
    found = match_areas(before, ("a",), settings=MatchSettings(4))
    assert found.chosen[:2] == ("b", "c")
    assert found.distances[:2] == (0.0, 0.0)


def test_make_up_draws_like_to_like():
    values = np.full((9, 24), 10.0)
    types = np.array([[90.0, 10]] + [[85, 15]] * 4 + [[10, 90]] * 4)
    labels = tuple(range(9))
    make_up = Matrix(types, labels, ("theft", "violence"))
    before = Matrix(values, labels, month_labels(24240, 24263))
    found = match_areas(before, (0,), make_up=make_up, settings=MatchSettings(4))
    assert set(found.chosen) == {1, 2, 3, 4}


def test_rings_by_distance():
    centres = {i: (100.0 * i, 0.0) for i in range(12)}
    found = choose_buffers(centres, (2,), comparison=(9, 4), barred=(10,))
    assert found.around_treated == (0, 1, 3, 5, 6, 7)  # within 500 metres, no comparison unit
    assert found.around_comparison == (8, 11)
    assert found.shared == (4,)


def test_drift_solves_its_equation():
    rng = np.random.default_rng(2)
    chance = rng.uniform(5, 50, 40)
    residuals = rng.normal(0, np.sqrt(chance + 0.05 * chance**2))
    drift = find_drift(residuals, chance, free=39)
    assert (residuals**2 / (chance + drift * chance**2)).sum() == pytest.approx(39, rel=1e-8)
    assert find_drift(residuals / 10, chance, free=39) == 0


@pytest.mark.parametrize("stretches", [1, 2])
def test_level_line_without_drift_is_a_poisson_model(stretches):
    rng = np.random.default_rng(3)
    earlier = rng.integers(60, 140, (30, stretches)).astype(float)
    later = np.round(earlier.mean(axis=1) * 0.9)
    later[0] = 40.0
    found = compare_same_level(earlier, later, treated=np.arange(30) == 0)
    design = np.column_stack([np.ones(30), np.log(earlier + 0.5)])
    fit = fit_poisson(later[1:], design[1:])
    assert found.drift == 0
    assert found.expected == pytest.approx(np.exp((design[0] * fit.coefficients).sum()), rel=1e-6)
    assert found.pulls == pytest.approx(fit.coefficients[1:], abs=1e-6)
    assert sum(found.pulls) == pytest.approx(1.0, abs=0.1)


def test_units_that_differ_by_chance_alone_fall_all_the_way_back():
    rng = np.random.default_rng(4)
    earlier, later = rng.poisson(100, (2, 400)).astype(float)
    highest = earlier == earlier.max()
    found = compare_same_level(earlier, later, treated=highest)
    assert abs(sum(found.pulls)) < 0.3
    assert found.expected / highest.sum() == pytest.approx(100, abs=8)


def test_interrupted_series_finds_a_planted_step_and_slope():
    months = month_labels(24240, 24299)
    t = np.arange(60)
    mean = 200 * np.exp(0.05 * t / 12 + 0.2 * np.cos(2 * np.pi * t / 12))
    mean[40:] *= 0.7 * np.exp(-0.1 * (t[40:] - 40) / 12)
    found = interrupted_series(mean, months, start=months[40])
    assert found.step[0] == pytest.approx(0.7, abs=1e-6)
    assert found.slope[0] == pytest.approx(np.exp(-0.1), abs=1e-6)
    without = 200 * np.exp(0.05 * t / 12 + 0.2 * np.cos(2 * np.pi * t / 12))
    assert found.ratio == pytest.approx(mean[40:].sum() / without[40:].sum(), abs=1e-6)
    beside = interrupted_series(
        mean, months, start=months[40], beside=without, settings=SeriesSettings(waves=0)
    )
    assert beside.ratio == pytest.approx(found.ratio, abs=1e-6)


def test_power_by_formula_agrees_with_simulation():
    request = PowerRequest(20, 400, 24, 12, comparison_units=20, drift=0.02, falls=(0.25, 0.4))
    powers = find_power(request).powers
    rng = np.random.default_rng(11)
    after = np.arange(36) >= 24
    treated = np.arange(21) == 0
    for fall, power in zip((0.25, 0.4), powers, strict=True):
        seen = 0
        for _ in range(400):
            own = np.exp(rng.normal(0, 0.02**0.5, 21))
            mean = 20.0 * np.where(after[None, :], own[:, None], 1.0)
            mean[0, after] *= 1 - fall
            counts = rng.poisson(mean).astype(float)
            found = difference_in_differences(counts, treated, before=~after, after=after)
            seen += found.high < 1
        assert abs(seen / 400 - power) < 0.08  # 3.3 standard errors of 400 draws


def test_smallest_fall_has_the_power_wanted():
    request = PowerRequest(20, 400, 24, 12, comparison_units=20, drift=0.01)
    found = find_power(request)
    again = find_power(PowerRequest(20, 400, 24, 12, 20, drift=0.01, falls=(found.smallest_fall,)))
    assert again.powers[0] == pytest.approx(0.8, abs=1e-6)
    assert np.isnan(find_power(PowerRequest(0.1, 0.2, 2, 2, 2)).smallest_fall)
    wider = PowerRequest(20, 400, 24, 12, 20, dispersion=3.0, drift=0.01)
    assert find_power(wider).smallest_fall > found.smallest_fall


def test_the_past_of_areas_says_how_much_they_drift():
    rng = np.random.default_rng(12)
    own = np.exp(rng.normal(0, 0.2, (60, 1)))
    after = np.arange(48) >= 36
    counts = rng.poisson(30.0 * np.where(after, own, 1.0)).astype(float)
    found = request_from_past(counts, np.arange(60) == 0, months_before=24, months_after=12)
    assert found.drift == pytest.approx(0.04, rel=0.5)
    assert found.comparison_units == 59
    assert found.monthly_comparison == pytest.approx(counts[1:].mean() * 59)
    assert find_power(found).smallest_fall > 0.3
