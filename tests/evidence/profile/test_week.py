"""Weeks: aoristic weights against minute-by-minute counting, nights, default times."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.profile import TimesUnusable, WeekSettings, describe_week, weigh_hours
from safercity.evidence.profile.week.nights import mark_nights
from tests.evidence.profile.planting import draw_times

BASIS = Basis(time="minute")
NOT_KNOWN = np.datetime64("NaT")


def at(*times: str) -> np.ndarray:
    return np.array(times, dtype="datetime64[m]")


def test_ratcliffes_hours():
    # Ratcliffe 2002: 10:55 to 11:55 gives 5/60 and 55/60. 1 January 2024 was a Monday.
    hours = weigh_hours(at("2024-01-01T10:55"), at("2024-01-01T11:55"))
    assert hours[0, 10] == pytest.approx(5 / 60)
    assert hours[0, 11] == pytest.approx(55 / 60)
    assert hours.sum() == pytest.approx(1)


def test_a_missing_end_puts_all_weight_at_the_start():
    hours = weigh_hours(at("2024-01-06T23:59", "2024-01-07T05:00"), np.array([NOT_KNOWN] * 2))
    assert (hours[5, 23], hours[6, 5], hours.sum()) == (1, 1, 2)
    assert np.array_equal(hours, weigh_hours(at("2024-01-06T23:59", "2024-01-07T05:00")))


def test_a_span_longer_than_a_week_tells_no_hour():
    for end in ("2024-01-08T10:31", "2024-03-01T00:00"):
        hours = weigh_hours(at("2024-01-01T10:30"), at(end))
        assert hours == pytest.approx(np.full((7, 24), 1 / 168))


def test_a_record_without_a_start_is_left_out():
    assert weigh_hours(np.array([NOT_KNOWN, np.datetime64("2024-01-01T00:00")])).sum() == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 10_080)), max_size=6))
def test_weights_are_those_of_counting_every_minute(rows):
    origin = np.datetime64("2023-12-29T00:00")  # a Friday
    starts = origin + np.array([a for a, _ in rows], dtype="timedelta64[m]")
    ends = starts + np.array([b for _, b in rows], dtype="timedelta64[m]")
    slow = np.zeros((7, 24))
    for begin, length in rows:
        for minute in range(begin, begin + max(1, length)):
            when = dt.datetime(2023, 12, 29) + dt.timedelta(minutes=minute)
            slow[when.weekday(), when.hour] += 1 / max(1, length)
    assert weigh_hours(starts, ends) == pytest.approx(slow, abs=1e-9)


def test_the_window_is_friday_and_saturday_night():
    marked = mark_nights((4, 5), opens=18, closes=6).reshape(7, 24)
    assert marked.sum() == 24
    assert marked[4, 18:].all()
    assert marked[5, :6].all()
    assert marked[5, 18:].all()
    assert marked[6, :6].all()
    # Sunday's night ends on Monday; a window of one evening does not cross midnight.
    assert mark_nights((6,), opens=22, closes=2).reshape(7, 24)[0, :2].all()
    assert mark_nights((0,), opens=9, closes=17).sum() == 8


def test_the_rate_of_the_nights_is_what_was_planted():
    random = np.random.default_rng(21)
    times = draw_times(random, 5000, nights=3.0)
    told = describe_week(times, basis=BASIS, period=(dt.date(2024, 1, 1), dt.date(2024, 12, 29)))
    assert told.night.ratio_low < 3 < told.night.ratio_high
    assert told.night.hours == 24
    assert told.night.share == pytest.approx(told.night.records / 5000)
    # By hand: 24 hours a week at three times the rate of 144.
    assert told.night.share == pytest.approx(72 / 216, abs=0.03)
    assert "Friday and Saturday, 18:00 to 06:00" in told.explain()
    assert isinstance(told, Finding)
    assert len(as_values(told)["table"]["rows"]) == 168


def test_even_weeks_are_seldom_called_uneven():
    random = np.random.default_rng(22)
    year = (dt.date(2024, 1, 1), dt.date(2024, 12, 29))
    missed = days = hours = 0
    for _ in range(300):
        told = describe_week(draw_times(random, 400), basis=BASIS, period=year)
        missed += not told.night.ratio_low <= 1 <= told.night.ratio_high
        said = {one.id for one in told.statements}
        days += "profile.week_day" in said
        hours += "profile.week" in said
    worst = binom.ppf(0.9995, 300, 0.05)
    assert missed <= worst
    assert days <= worst
    assert hours <= worst


def test_busy_weeks_are_less_certain_than_scattered_records():
    # Fifty records in one night of some weeks: the night's share varies from week to week.
    random = np.random.default_rng(23)
    plain = draw_times(random, 1500)
    burst = [
        np.datetime64("2024-01-05T22:00") + np.timedelta64(7 * w, "D") for w in range(0, 52, 9)
    ]
    minutes = np.arange(50).astype("timedelta64[m]")
    clumped = np.concatenate([plain, *(one + minutes for one in burst)])
    told = describe_week(clumped, basis=BASIS)
    assert told.night.dispersion > 3
    assert describe_week(plain, basis=BASIS).night.dispersion < 1.6


def test_a_night_belongs_to_the_day_it_began():
    times = np.tile(at("2024-01-07T02:00", "2024-01-07T05:59", "2024-01-07T06:00"), 50)
    told = describe_week(times, basis=BASIS)
    assert told.days == pytest.approx([0, 0, 0, 0, 0, 2 / 3, 1 / 3])


def test_default_times_are_told():
    random = np.random.default_rng(24)
    times = draw_times(random, 1000)
    times[:200] = times[:200].astype("datetime64[D]")
    times[200:400] = times[200:400].astype("datetime64[h]")
    told = describe_week(times, basis=BASIS)
    assert told.times.midnight == pytest.approx(0.2, abs=0.01)
    assert told.times.hour == pytest.approx(0.41, abs=0.02)
    limits = [one.id for one in told.limits]
    assert "profile.limit.midnight" in limits
    assert "profile.limit.on_the_hour" in limits
    timed = describe_week(times[times != times.astype("datetime64[D]")], basis=BASIS)
    assert told.night.without_midnight == pytest.approx(timed.night.share)


def test_spans_give_bounds():
    starts = np.tile(at("2024-01-05T12:00", "2024-01-05T19:00", "2024-01-08T12:00"), 40)
    ends = np.tile(at("2024-01-05T20:00", "2024-01-05T20:00", "2024-01-08T13:00"), 40)
    night = describe_week(starts, ends=ends, basis=BASIS).night
    assert (night.least, night.most) == pytest.approx((1 / 3, 2 / 3))
    assert night.share == pytest.approx((0.25 + 1) / 3)


def test_too_few_and_none():
    few = describe_week(at("2024-01-05T12:00"), basis=BASIS)
    assert few.verdict == "too_few"
    assert "needs 100" in few.explain()
    none = describe_week(np.array([NOT_KNOWN]), basis=BASIS)
    assert none.explain() == "No record has a known time."
    assert none.times.untimed == 1


def test_a_day_that_came_more_often_is_not_busier():
    # Eight days from a Monday: two Mondays, alike with the others.
    hours = np.arange(8 * 24).repeat(10).astype("timedelta64[h]")
    told = describe_week(np.datetime64("2024-01-01T00:00") + hours, basis=BASIS)
    assert told.days[0] > 0.2
    assert "No day, counted from 06:00 to 06:00, clearly stands out." in told.explain()
    assert "no single hour" in told.explain()


def test_a_period_without_other_days_has_no_ratio():
    times = np.repeat(at("2024-01-05T19:00"), 200)
    night = describe_week(times, basis=BASIS, settings=WeekSettings(opens=0, closes=24)).night
    assert np.isnan(night.ratio)
    assert night.share == 1


@pytest.mark.parametrize(
    ("starts", "more", "error"),
    [
        (at("2024-01-05T12:00"), {"ends": at("2024-01-05T11:59")}, TimesUnusable),
        (at("2024-01-05T12:00"), {"ends": at()}, TimesUnusable),
        (np.array([3.0]), {}, TimesUnusable),
        (at("2024-01-05T12:00"), {"settings": WeekSettings(nights=(7,))}, TimesUnusable),
        (at("2024-01-05T12:00"), {"settings": WeekSettings(opens=6)}, TimesUnusable),
        (
            at("2024-01-05T12:00"),
            {"period": (dt.date(2024, 2, 1), dt.date(2024, 3, 1))},
            TimesUnusable,
        ),
        (at("2024-01-05T12:00"), {"basis": Basis(time="day")}, TooCoarse),
        (at("2024-01-05T12:00"), {"basis": Basis(time="minute", layer="activity")}, ActivityAsked),
    ],
)
def test_bad_input_is_refused(starts, more, error):
    with pytest.raises(error):
        describe_week(starts, **({"basis": BASIS} | more))
