"""Seasonal indices: planted seasons are held by their intervals, none is seldom called one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from scipy.stats import binom

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, RecordingBreak, as_values, say
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.seasons import IndexSettings, SeriesUnusable, estimate_indices
from safercity.evidence.seasons.level_fit import number_groups
from safercity.evidence.seasons.months import count_days
from safercity.evidence.seasons.words import MESSAGES
from safercity.evidence.statistics import adjust_for_false_discovery, fit_poisson
from tests.evidence.seasons.drawing import FLAT, SUMMER, alone, band, draw_matrix

BASIS = Basis(sources=("police-uk",))
FEW_DRAWS = IndexSettings(draws=600)


@pytest.mark.parametrize("spread", [0.0, 0.03])
def test_intervals_hold_the_planted_season_as_often_as_they_say(spread):
    counts = draw_matrix(np.random.default_rng(1), rows=400, spread=spread)
    told = estimate_indices(counts, basis=BASIS, groups=alone(counts), settings=FEW_DRAWS)
    # One month of each series, in turn: the trials are independent.
    at = (np.arange(400), np.arange(400) % 12)
    inside = (told.low[at] <= SUMMER[at[1]]) & (SUMMER[at[1]] <= told.high[at])
    low, high = band(400, 0.90)
    assert low <= inside.sum() <= high


def test_small_rows_share_a_season_and_their_intervals_hold():
    random = np.random.default_rng(2)
    season = SUMMER * random.gamma(30, 1 / 30, (400, 12))
    season = season / season.mean(axis=1, keepdims=True)
    counts = draw_matrix(random, rows=400, mean=3.0, season=season)
    told = estimate_indices(counts, basis=BASIS, settings=FEW_DRAWS)
    assert told.pooled.all()
    assert 15 < told.strength[0] < 60  # 30 was planted
    at = (np.arange(400), np.arange(400) % 12)
    inside = (told.low[at] <= season[at]) & (season[at] <= told.high[at])
    low, high = band(400, 0.90)
    assert low <= inside.sum() <= high
    raw = estimate_indices(counts, basis=BASIS, groups=alone(counts), settings=FEW_DRAWS)
    assert ((told.index - season) ** 2).mean() < 0.6 * ((raw.index - season) ** 2).mean()


@pytest.mark.parametrize("mean", [2.0, 30.0])
def test_no_season_is_seldom_called_one(mean):
    counts = draw_matrix(np.random.default_rng(3), rows=100, mean=mean, season=FLAT)
    called = 0
    for row in range(100):
        one = Matrix(counts.values[row : row + 1], (f"p{row}",), counts.columns)
        told = estimate_indices(one, basis=BASIS, settings=FEW_DRAWS)
        called += bool((told.rises | told.falls).any())
    assert called <= binom.ppf(0.9995, 100, 0.05)


def test_many_tests_are_allowed_for_together():
    counts = draw_matrix(np.random.default_rng(4), rows=40, season=FLAT)
    told = estimate_indices(counts, basis=BASIS, groups=alone(counts))
    assert (told.rises | told.falls).sum() <= 1
    assert np.nanmin(told.chance) > 0
    assert "480 months of the year were tested together" in told.explain()
    assert adjust_for_false_discovery(told.chance.ravel()).min() >= told.chance.min()


def test_days_in_the_month_are_no_season():
    days = np.array([count_days(number)[0] for number in range(2010 * 12, 2016 * 12)])
    counts = draw_matrix(np.random.default_rng(5), years=6)
    even = Matrix(days[None, :] * 10.0, counts.rows, counts.columns)
    told = estimate_indices(even, basis=BASIS)
    assert told.index[0] == pytest.approx(np.ones(12), abs=1e-6)


def test_weekends_are_taken_out_where_their_rate_is_known():
    made = np.array([count_days(number) for number in range(2010 * 12, 2013 * 12)])
    values = 10.0 * (made[:, 0] - made[:, 1]) + 30.0 * made[:, 1]
    labels = draw_matrix(np.random.default_rng(6), years=3).columns
    counts = Matrix(values[None, :], ("nights",), labels)
    plain = estimate_indices(counts, basis=BASIS)
    out = estimate_indices(counts, basis=BASIS, settings=IndexSettings(weekend_ratio=3.0))
    assert np.abs(plain.index[0] - 1).max() > 0.02
    assert out.index[0] == pytest.approx(np.ones(12), abs=1e-6)


def test_a_break_is_never_read_as_a_season():
    counts = draw_matrix(np.random.default_rng(7), years=4, mean=400, season=FLAT)
    values = counts.values.copy()
    values[0, 30:] *= 2  # from July 2012 on
    jumped = Matrix(values, counts.rows, counts.columns)
    change = RecordingBreak("2012-07", "a new record system", "system")
    told = estimate_indices(jumped, basis=Basis(breaks=(change,)))
    assert not told.rises.any()
    assert np.abs(told.index - 1).max() < 0.08
    assert any("July 2012 (a new record system)" in say(one, MESSAGES) for one in told.limits)


def test_the_pandemic_is_left_out_and_said():
    counts = draw_matrix(np.random.default_rng(8), years=7, mean=200, first="2017-01")
    values = counts.values.copy()
    values[0, 36:60] = 5000.0
    told = estimate_indices(Matrix(values, counts.rows, counts.columns), basis=BASIS)
    assert told.index[0] == pytest.approx(SUMMER, abs=0.12)
    assert told.used[0] == 60
    assert any(one.id == "seasons.limit.left_out" for one in told.limits)
    kept = estimate_indices(counts, basis=BASIS, settings=IndexSettings(left_out=()))
    assert kept.used[0] == 84


def test_missing_months_are_missing_and_not_low():
    counts = draw_matrix(np.random.default_rng(9), years=6, mean=200)
    values = counts.values.copy()
    values[0, [3, 17, 40, 41]] = np.nan
    told = estimate_indices(Matrix(values, counts.rows, counts.columns), basis=BASIS)
    whole = estimate_indices(counts, basis=BASIS)
    assert told.index[0] == pytest.approx(whole.index[0], abs=0.05)
    assert told.years[0].sum() == 68
    named = estimate_indices(counts, basis=Basis(missing=("2010-04", "2011-06", "2013-05")))
    assert named.used[0] == 69


def test_the_level_may_move_without_being_a_season():
    counts = draw_matrix(np.random.default_rng(10), years=6, mean=500)
    growth = 1.3 ** (np.arange(72) / 12)
    told = estimate_indices(
        Matrix(np.round(counts.values * growth), counts.rows, counts.columns), basis=BASIS
    )
    assert told.index[0] == pytest.approx(SUMMER, abs=0.06)


@pytest.mark.parametrize(("months", "verdict"), [(1, "too_few"), (23, "too_few"), (24, "known")])
def test_fewer_than_two_full_years_are_said_and_not_told(months, verdict):
    counts = draw_matrix(np.random.default_rng(11), years=2)
    short = Matrix(counts.values[:, :months], counts.rows, counts.columns[:months])
    told = estimate_indices(short, basis=BASIS)
    assert told.verdicts == (verdict,)
    assert np.isnan(told.index).all() == (verdict == "too_few")
    assert not told.rises.any() or verdict == "known"


def test_nothing_recorded_is_said_and_touches_nobody_else():
    counts = draw_matrix(np.random.default_rng(12), rows=2, mean=100)
    values = np.vstack([counts.values, np.zeros((1, 60)), np.full((1, 60), np.nan)])
    told = estimate_indices(
        Matrix(values, ("p0", "p1", "quiet", "unsent"), counts.columns), basis=BASIS
    )
    assert told.verdicts == ("known", "known", "no_records", "too_few")
    assert np.isnan(told.index[2:]).all()
    assert told.index[0].tobytes() == estimate_indices(counts, basis=BASIS).index[0].tobytes()


@pytest.mark.parametrize("wrong", [-1.0, np.inf, -np.inf])
def test_no_such_count(wrong):
    counts = draw_matrix(np.random.default_rng(13))
    counts.values[0, 3] = wrong
    with pytest.raises(SeriesUnusable, match="p0 in 2010-04"):
        estimate_indices(counts, basis=BASIS)


@pytest.mark.parametrize(
    "labels", [("2024-01", "2024-03"), ("2024-02", "2024-01"), ("2024-13", "2025-01"), ("a", "b")]
)
def test_labels_that_are_no_months_in_order(labels):
    with pytest.raises(SeriesUnusable):
        estimate_indices(Matrix(np.ones((1, 2)), ("p",), labels), basis=BASIS)


def test_rows_of_one_label_and_empty_matrices_are_refused():
    with pytest.raises(SeriesUnusable, match="same label"):
        estimate_indices(Matrix(np.ones((2, 1)), ("p", "p"), ("2024-01",)), basis=BASIS)
    with pytest.raises(SeriesUnusable, match="at least one"):
        estimate_indices(Matrix(np.ones((0, 1)), (), ("2024-01",)), basis=BASIS)


def test_activity_and_quarters_are_refused():
    counts = draw_matrix(np.random.default_rng(14))
    with pytest.raises(ActivityAsked):
        estimate_indices(counts, basis=Basis(layer="activity"))
    with pytest.raises(TooCoarse, match="quarter"):
        estimate_indices(counts, basis=Basis(time="quarter"))


def test_the_same_bytes_in_any_company_and_for_one_seed():
    counts = draw_matrix(np.random.default_rng(15), rows=3, mean=50)
    first = estimate_indices(counts, basis=BASIS)
    again = estimate_indices(counts, basis=BASIS)
    assert as_values(first) == as_values(again)
    one = Matrix(counts.values[1:2], ("p1",), counts.columns)
    assert estimate_indices(one, basis=BASIS).low[0].tobytes() == first.low[1].tobytes()
    other = estimate_indices(counts, basis=BASIS, run=Run(seed=7))
    assert other.low.tobytes() != first.low.tobytes()


def test_it_is_a_finding():
    told = estimate_indices(draw_matrix(np.random.default_rng(16), rows=2), basis=BASIS)
    assert isinstance(told, Finding)
    values = as_values(told)
    assert len(values["table"]["rows"]) == 24
    assert values["chart"]["mark"]["type"] == "rect"
    assert values["settings"]["level"] == 0.90


def test_rows_share_a_season_with_their_theme_only():
    rows = ("asb", ("asb", "a"), ("asb", "b"), ("burglary", "a"), ("burglary", "b"))
    assert number_groups(rows, None).tolist() == [0, 1, 1, 2, 2]
    assert number_groups(("a", "b"), None).tolist() == [0, 0]
    assert number_groups(("a", "b", "c"), {"a": "x", "c": "x"}).tolist() == [0, 1, 0]
    random = np.random.default_rng(17)
    both = [draw_matrix(random, rows=20, mean=2.0, season=one) for one in (SUMMER, SUMMER[::-1])]
    labels = tuple((theme, f"p{at}") for theme in ("asb", "burglary") for at in range(20))
    counts = Matrix(np.vstack([one.values for one in both]), labels, both[0].columns)
    told = estimate_indices(counts, basis=BASIS, settings=FEW_DRAWS)
    winter = SUMMER[::-1]
    for part, own, other in ((told.index[:20], SUMMER, winter), (told.index[20:], winter, SUMMER)):
        shared = part.mean(axis=0)
        assert np.abs(shared - own).mean() < 0.1 < np.abs(shared - other).mean()


@given(seed=st.integers(0, 10_000), gaps=st.integers(0, 8), years=st.integers(3, 6))
@example(seed=10_000, gaps=8, years=3)  # slow to settle
@hypothesis_settings(max_examples=15, deadline=None)
def test_fitting_all_at_once_gives_the_same(seed, gaps, years):
    """Level and months of the year as one count model, by another road."""
    random = np.random.default_rng(seed)
    counts = draw_matrix(random, years=years, mean=60)
    counts.values[0, random.choice(12 * years, gaps, replace=False)] = np.nan
    told = estimate_indices(counts, basis=BASIS, settings=FEW_DRAWS)
    number = np.arange(2010 * 12, (2010 + years) * 12)
    at = np.flatnonzero(~np.isnan(counts.values[0]))
    step = (at[-1] - at[0] + 1) / round((at[-1] - at[0] + 1) / 12)
    turns = at[0] + step * np.arange(round((at[-1] - at[0] + 1) / 12))
    level = [np.maximum(np.arange(number.size) - turn, 0) / 12 for turn in turns]
    months = [(number % 12 == month) * 1.0 for month in range(12)]
    days = np.array([count_days(one)[0] for one in number])
    fit = fit_poisson(counts.values[0], np.column_stack([*months, *level]), offset=np.log(days))
    season = np.exp(fit.coefficients[:12])
    known = ~np.isnan(told.index[0])
    assert told.index[0, known] == pytest.approx(season[known] / season[known].mean(), abs=2e-5)


def test_shares_without_a_place_and_still_to_come_are_carried():
    basis = Basis(("police-uk",), unplaced_share=0.062, late_share=0.11)
    told = estimate_indices(draw_matrix(np.random.default_rng(18)), basis=basis)
    said = " ".join(say(one, MESSAGES) for one in told.limits)
    assert "6.2% of the records have no place." in said
    assert "About 11% of the newest month is still to come." in said
