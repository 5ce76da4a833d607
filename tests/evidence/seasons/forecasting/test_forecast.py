"""Expected counts: levels, seasons, gaps, breaks; and that the past is told from the past only."""

from __future__ import annotations

import json
import math
from calendar import monthrange
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safercity.evidence.findings import Basis, Finding, RecordingBreak, as_values, say_all
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.seasons.forecasting import ForecastSettings, forecast
from safercity.evidence.seasons.forecasting._level_kernels import find_level
from safercity.evidence.seasons.forecasting.conformal import find_widths
from safercity.evidence.seasons.forecasting.months import read_months
from safercity.evidence.seasons.forecasting.origins import choose, look_from_origins
from safercity.evidence.seasons.forecasting.words import MESSAGES
from tests.evidence.seasons.forecasting.obvious import expect_by_hand, level_by_hand
from tests.evidence.seasons.forecasting.series import as_counts, draw_counts

counts_or_gaps = st.one_of(st.integers(0, 50).map(float), st.just(float("nan")))


def ids_of(found) -> list[str]:
    return [one.id for one in found.statements]


@given(st.lists(counts_or_gaps, min_size=1, max_size=20), st.floats(0.5, 1), st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_a_level_weighs_each_month_by_its_age(counts, keeps, broken):
    counts = np.array(counts)
    exposure = 1 + 0.1 * np.arange(counts.size)
    segments = (np.arange(counts.size) >= broken).astype(np.int64)
    found = find_level(counts, exposure, segments, keeps)
    np.testing.assert_allclose(found, level_by_hand(counts, exposure, segments, keeps), rtol=1e-9)


@pytest.mark.parametrize("common", [None, 0.8])
@pytest.mark.parametrize("broken", [False, True])
def test_the_kernels_are_as_the_obvious_way(common, broken, monkeypatch):
    """With one choice for all rows: the last, within the shared movement if there is one."""
    last = lambda losses, pairs: np.full((4, 34), len(losses) - 1)  # noqa: E731
    monkeypatch.setattr("safercity.evidence.seasons.forecasting.origins.choose", last)
    values = draw_counts(12, rows=4, months=33, mean=6.0).values
    values[:, 15:18] = np.nan
    values[2, 3] = np.nan
    breaks = (RecordingBreak("2024-02", "a new rule"),) if broken else ()
    chosen = ForecastSettings(
        remembered=(0.9,), borrowed=(30.0,), common=() if common is None else (common,)
    )
    months = read_months(as_counts(*values), basis=Basis(breaks=breaks), settings=chosen)
    found = look_from_origins(months, settings=chosen, run=Run())
    season, expected = expect_by_hand(
        values.tolist(), months.days.tolist(), months.segments.tolist(), months.of_year.tolist(),
        keeps=0.9, borrowed=30.0, common=common,
    )  # fmt: skip
    np.testing.assert_allclose(found.seasons, season, rtol=1e-9)
    np.testing.assert_allclose(found.expected[:, -1], expected, rtol=1e-8)


def test_a_row_takes_what_forecast_its_past_best():
    """Of three choices: rows' own n log(mean loss), and that of all rows 480 times over."""
    random = np.random.default_rng(13)
    losses, pairs = random.gamma(2, 1, (3, 5, 9)), random.integers(0, 4, (5, 9)).astype(float)
    losses, found = losses * (pairs > 0), choose(losses * (pairs > 0), pairs)
    for n in range(10):
        total, number = losses[:, :, :n].sum(axis=2), pairs[:, :n].sum(axis=1)
        known = [row for row in range(5) if number[row]]
        mean = {row: [math.log(total[c, row] / number[row]) for c in range(3)] for row in known}
        for row in known:
            score = [
                number[row] * mean[row][c] + 480 * sum(mean[r][c] for r in known) / len(known)
                for c in range(3)
            ]
            assert found[row, n] == score.index(min(score))
    assert (found[:, 0] == 1).all()


def test_a_steady_series_goes_on_by_the_days_of_its_months():
    days = [monthrange(2022 + month // 12, month % 12 + 1)[1] for month in range(48)]
    found = forecast(as_counts([10 * day for day in days[:36]]))
    np.testing.assert_allclose(found.expected[0], np.array(days[36:]) * 10, rtol=0.005)
    np.testing.assert_allclose(found.seasons, 1, atol=0.005)
    assert "forecast.flat" in ids_of(found)


def test_a_planted_season_is_found_and_said():
    found = forecast(draw_counts(3, rows=40, mean=60, months=60))
    truth = 1 + 0.4 * np.sin((np.arange(12) - 3) * np.pi / 6)
    np.testing.assert_allclose(found.seasons, truth, atol=0.06)
    one = found.pick(found.rows[int(np.argmax(found.total))])
    assert ids_of(one)[:3] == ["forecast.next", "forecast.total", "forecast.above"]
    assert "June 2027, July 2027" in one.explain()
    assert "by more than chance; June 2027 most, by 42%" in one.explain()


def test_one_month_that_stands_alone_is_named_once():
    season = np.where(np.arange(60) % 12 == 5, 2.0, 1.0)
    counts = np.random.default_rng(3).poisson(40 * season, (20, 60))
    found = forecast(as_counts(*counts))
    told = found.pick(found.rows[0]).explain()
    assert "June 2027 alone stands above a usual month by more than chance, by " in told


def test_small_counts_borrow_the_season_of_the_others():
    many = draw_counts(4, rows=30, mean=40, months=48).values
    random = np.random.default_rng(5)
    season = 1 + 0.4 * np.sin((np.arange(48) - 3) * np.pi / 6)
    small = random.poisson(0.8 * season)
    alone, among = forecast(as_counts(small)), forecast(as_counts(small, *many))
    truth = 0.8 * season[:12]
    off = [np.abs(one.expected[0] - truth * one.expected[0].mean() / 0.8).mean()
           for one in (alone, among)]  # fmt: skip
    assert off[1] < off[0]


@pytest.mark.parametrize("cut", [30, 41, 47])
def test_the_past_is_forecast_from_what_was_known_then(cut):
    """Expected counts and widths at an origin are those of the data cut off there."""
    counts, basis, chosen = draw_counts(6), Basis(), ForecastSettings()
    months = read_months(counts, basis=basis, settings=chosen)
    origins = look_from_origins(months, settings=chosen, run=Run())
    widths = find_widths(origins, level=chosen.level)
    then = forecast(Matrix(counts.values[:, :cut], counts.rows, counts.columns[:cut]))
    np.testing.assert_array_equal(origins.expected[:, cut], then.expected)
    np.testing.assert_allclose(widths.low[:, cut, :-1], then.low, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(widths.high[:, cut, :-1], then.high, rtol=1e-9)


def test_the_same_counts_give_the_same_bytes():
    counts = draw_counts(7)
    one, other = (json.dumps(as_values(forecast(counts))) for _ in range(2))
    assert one == other


def test_it_is_a_finding_and_can_be_drawn():
    found = forecast(draw_counts(8, rows=2))
    assert isinstance(found, Finding)
    values = as_values(found)
    assert values["settings"]["level"] == 0.9
    rows = found.table().records()
    assert len(rows) == 2 * (48 + 12)
    assert rows[0]["expected"] is None
    assert rows[-1]["low"] <= rows[-1]["expected"] <= rows[-1]["high"]
    drawn = found.chart()["data"]["values"]
    assert {row["area"] for row in drawn} == {"area 0"}
    assert json.dumps(values)


def test_a_gap_is_not_a_zero():
    values = np.full(48, 20.0)
    values[20:26] = np.nan
    gap, zero = forecast(as_counts(values)), forecast(as_counts(np.nan_to_num(values)))
    np.testing.assert_allclose(gap.total, 240, rtol=0.02)
    assert zero.total[0] < gap.total[0] - 1
    assert "forecast.limit.missing" in [one.id for one in gap.limits]


def test_months_named_as_missing_are_missing():
    values = np.full(48, 20.0)
    values[20:26] = 0
    named = forecast(as_counts(values), basis=Basis(missing=as_counts(values).columns[20:26]))
    np.testing.assert_allclose(named.total, 240, rtol=0.02)


def test_only_months_since_a_break_set_the_level():
    basis = Basis(breaks=(RecordingBreak("2024-11", "a new record system"),))
    values = np.where(np.arange(36) < 34, 100.0, 40.0)
    found = forecast(as_counts(values), basis=basis)
    np.testing.assert_allclose(found.total, 480, rtol=0.02)
    told = found.explain()
    assert "(a new record system): only the two known months since then set the level" in told
    assert forecast(as_counts(values)).total[0] > 500


def test_a_break_that_no_month_follows_is_said():
    basis = Basis(breaks=(RecordingBreak("2025-01", "a new rule"),))
    found = forecast(as_counts(np.full(36, 9.0)), basis=basis)
    assert "forecast.break_unseen" in ids_of(found)


def test_a_break_of_all_rows_keeps_their_shares():
    """After a break the level is told by few months; how areas compare is still known."""
    random = np.random.default_rng(9)
    size = np.linspace(5, 40, 12)[:, None] * np.where(np.arange(48) < 45, 1.0, 2.0)
    basis = Basis(breaks=(RecordingBreak("2025-10", "counted by victim"),))
    found = forecast(as_counts(*random.poisson(size)), basis=basis)
    np.testing.assert_allclose(found.total.sum() / (12 * size[:, -1].sum()), 1, atol=0.1)
    off = np.abs(found.total / (12 * size[:, -1]) - 1).mean()
    assert off < 0.12  # three months of 10 to 80 records alone would give 0.13 or more


def test_unusual_months_count_less():
    values = np.where((np.arange(36) >= 14) & (np.arange(36) < 31), 10.0, 100.0)
    counts = as_counts(values, first="2019-01")
    alone = ForecastSettings(remembered=(1.0,), common=())
    less, full = (
        forecast(counts, settings=replace(alone, unusual_weight=weight)) for weight in (0.25, 1.0)
    )
    assert less.total[0] > 1.3 * full.total[0]
    assert "forecast.limit.unusual" in [one.id for one in less.limits]


def test_the_limits_carry_what_the_counts_rest_on():
    values = np.full(30, 9.0)
    values[28:] = np.nan
    found = forecast(as_counts(values), basis=Basis(unplaced_share=0.1, late_share=0.2))
    told = say_all(found.limits, MESSAGES)
    assert "10% of the records have no place" in told
    assert "20% of the newest month's records are still to come" in told
    assert "The newest two months were not sent" in told
    assert "among 12 forecast at once that is about 1" in told
