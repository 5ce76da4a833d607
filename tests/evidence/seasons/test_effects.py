"""Calendar effects: what was planted is found, chance is seldom called one, months are refused."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy.stats import binom

from safercity.evidence.findings import Basis, Finding, RecordingBreak, as_values, say
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.matrix import Matrix
from safercity.evidence.seasons import (
    NeedsDays,
    SeriesUnusable,
    measure_calendar_effects,
    measure_month_effects,
)
from safercity.evidence.seasons.dates import days_between, days_by_effect
from safercity.evidence.seasons.months import count_days
from safercity.evidence.seasons.words import MESSAGES
from safercity.evidence.taxonomy.calendar import Calendar, load_calendar
from safercity.evidence.types import month_labels
from tests.evidence.seasons.drawing import band

CALENDAR = load_calendar()
DAYS = days_between("2016-01-01", "2019-12-31")
BY_EFFECT = days_by_effect(CALENDAR, first=DAYS[0], last=DAYS[-1])
BASIS = Basis(sources=("force-incidents",), time="day")


def draw_days(random, *, rows=1, mean=12.0, planted=None, days=DAYS):
    """Daily counts with weekends, a winter, a slow rise and the planted ratios."""
    at = np.array([date.fromisoformat(day).toordinal() for day in days])
    expected = mean * (1 + 0.3 * ((at + 6) % 7 >= 5)) * np.exp((at - at[0]) / 365 * 0.05)
    expected = expected * (1 + 0.2 * np.cos(2 * np.pi * at / 365.25))
    for effect, ratio in (planted or {}).items():
        expected = expected * np.where([day in BY_EFFECT[effect] for day in days], ratio, 1.0)
    values = random.poisson(expected, (rows, len(days))).astype(float)
    return Matrix(values, tuple(f"p{row}" for row in range(rows)), days)


def test_planted_effects_are_found_and_said():
    planted = {"bonfire-night": 2.5, "christmas": 0.5, "bank-holidays": 1.4}
    counts = draw_days(np.random.default_rng(1), mean=40, planted=planted)
    told = measure_calendar_effects(counts, CALENDAR, basis=BASIS)
    for effect, ratio in planted.items():
        at = told.effects.index(effect)
        assert told.low[0, at] <= ratio <= told.high[0, at]
        assert told.chance[0, at] < 0.001
    assert told.explain().startswith("Bonfire night: p0, about 2.")
    assert "Christmas: p0, about" in told.explain()
    assert "below what such a day brings otherwise" in told.explain()
    assert "Home fixtures" in told.explain().split("Not told")[1]


def test_intervals_hold_what_was_planted_as_often_as_they_say():
    planted = {"pay-day": 1.3, "christmas": 0.7}
    counts = draw_days(np.random.default_rng(2), rows=100, planted=planted)
    told = measure_calendar_effects(counts, CALENDAR, basis=BASIS)
    low, high = band(100, 0.95)
    for effect, ratio in planted.items():
        at = told.effects.index(effect)
        inside = (told.low[:, at] <= ratio) & (ratio <= told.high[:, at])
        assert low <= inside.sum() <= high


def test_no_effect_is_seldom_called_one():
    called = 0
    for seed in range(3, 43):
        counts = draw_days(np.random.default_rng(seed), days=DAYS[:800])
        told = measure_calendar_effects(counts, CALENDAR, basis=BASIS)
        called += bool(np.nanmin(told.chance) <= 0.05)
    assert called <= binom.ppf(0.9995, 40, 0.05)


def test_a_year_is_too_little_and_is_said():
    days = DAYS[:365]
    told = measure_calendar_effects(
        draw_days(np.random.default_rng(4), days=days), CALENDAR, basis=BASIS
    )
    assert np.isnan(told.ratio[0, told.effects.index("christmas")])
    assert "Not told, for want of days, years or records" in told.explain()


def test_months_and_quarters_are_refused_plainly():
    months = Matrix(np.ones((1, 3)), ("p",), ("2024-01", "2024-02", "2024-03"))
    with pytest.raises(NeedsDays, match="police-uk tells the month"):
        measure_calendar_effects(months, CALENDAR, basis=Basis(("police-uk",), time="month"))
    with pytest.raises(NeedsDays, match="'2024-01' is no day"):
        measure_calendar_effects(months, CALENDAR, basis=BASIS)
    assert NeedsDays.exit_code == 43


@pytest.mark.parametrize("wrong", [-1.0, np.inf])
def test_impossible_days_are_refused(wrong):
    counts = draw_days(np.random.default_rng(5), days=DAYS[:30])
    counts.values[0, 3] = wrong
    with pytest.raises(SeriesUnusable, match="2016-01-04"):
        measure_calendar_effects(counts, CALENDAR, basis=BASIS)


def test_days_left_out_of_the_labels_are_refused():
    counts = Matrix(np.ones((1, 2)), ("p",), ("2024-01-01", "2024-01-03"))
    with pytest.raises(SeriesUnusable, match="do not follow one another"):
        measure_calendar_effects(counts, CALENDAR, basis=BASIS)
    with pytest.raises(ActivityAsked):
        measure_calendar_effects(counts, CALENDAR, basis=Basis(layer="activity", time="day"))


def test_nothing_recorded_and_one_point_tell_nothing():
    for days in (DAYS, DAYS[:1]):
        counts = Matrix(np.zeros((1, len(days))), ("p",), days)
        told = measure_calendar_effects(counts, CALENDAR, basis=BASIS)
        assert np.isnan(told.ratio).all()
        assert "too few days or records" in told.explain()


def test_missing_days_and_breaks_are_said_and_sway_nothing():
    counts = draw_days(np.random.default_rng(6), mean=40, planted={"bonfire-night": 2.0})
    values = counts.values.copy()
    values[0, 400:500] = np.nan
    values[0, 800:] *= 3
    change = RecordingBreak(DAYS[800][:7], "new system", "system")
    told = measure_calendar_effects(
        Matrix(values, counts.rows, DAYS), CALENDAR,
        basis=Basis(("calls",), time="day", breaks=(change,)),
    )  # fmt: skip
    at = told.effects.index("bonfire-night")
    assert told.ratio[0, at] == pytest.approx(2.0, rel=0.35)
    said = " ".join(say(one, MESSAGES, titles=told.titles) for one in told.limits)
    assert "100 days were not sent" in said
    assert "new system" in said


def test_the_stand_in_for_school_holidays_is_said():
    told = measure_calendar_effects(draw_days(np.random.default_rng(7)), CALENDAR, basis=BASIS)
    said = " ".join(say(one, MESSAGES, titles=told.titles) for one in told.limits)
    assert "The usual dates were taken, not the partnership's own list, for: School" in said
    assert isinstance(told, Finding)
    assert len(as_values(told)["table"]["rows"]) == len(CALENDAR.effects)


def test_weekends_of_months_are_measured_and_single_days_are_not():
    made = np.array([count_days(number) for number in range(2008 * 12, 2020 * 12)])
    expected = 100.0 * (made[:, 0] + 1.0 * made[:, 1])  # a weekend day counts twice
    random = np.random.default_rng(8)
    counts = Matrix(
        random.poisson(expected, (1, 144)).astype(float), ("p",),
        month_labels(2008 * 12, 2020 * 12 - 1),
    )  # fmt: skip
    told = measure_month_effects(counts, CALENDAR, basis=Basis(("police-uk",)))
    assert told.low[0, 0] <= 1 + 1 / 39.2 <= told.high[0, 0]
    assert told.chance[0, 0] < 0.001
    assert "One more weekend day in the month: p, about" in told.explain()
    assert "Counts by month tell nothing of single days" in say(told.limits[-1], MESSAGES)
    bare = measure_month_effects(counts, Calendar({}), basis=Basis(("police-uk",)))
    assert np.isnan(bare.ratio[0, 1])


def test_days_on_which_nothing_is_recorded_have_an_exact_interval():
    counts = draw_days(np.random.default_rng(9), mean=3)
    at = [day in BY_EFFECT["christmas"] for day in DAYS]
    counts.values[0, at] = 0
    told = measure_calendar_effects(counts, CALENDAR, basis=BASIS)
    column = told.effects.index("christmas")
    assert told.ratio[0, column] == told.low[0, column] == 0
    # Garwood's upper bound of none seen is 3.689 at 95%; dispersion is 1 or a little more.
    assert 3.68 < told.high[0, column] * told.expected[0, column] < 4.5
    assert told.expected[0, column] == pytest.approx(12 * 3 * 1.2 * 1.1, rel=0.25)
    assert "Christmas: p0, about 100% below" in told.explain()
