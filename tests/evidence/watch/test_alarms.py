"""The rate of false alarms: shared, kept, and told as a recurrence interval."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import poisson

from safercity.evidence.runs import Run
from safercity.evidence.watch import AlarmSettings, WatchSettings, find_news, fit_look_null
from safercity.evidence.watch.errors import WatchSettingWrong
from tests.evidence.watch.cities import START, make_city


def test_a_rate_is_shared_between_monitors_and_looks():
    allowed = AlarmSettings(12, monitors=3).allow(365.25)
    assert allowed == pytest.approx(1 - np.exp(-12 / 3 / 365.25), rel=1e-9)
    twice = AlarmSettings(12, monitors=3).allow(365.25, seen_again=2.0)
    assert twice == pytest.approx(1 - np.exp(-24 / 3 / 365.25), rel=1e-9)


def test_a_gumbel_tail_is_recovered_and_used_where_ranks_end():
    draws = np.random.default_rng(5)
    null = fit_look_null(draws.gumbel(4.0, 0.8, 4999))
    assert null.location == pytest.approx(4.0, abs=0.05)
    assert null.scale == pytest.approx(0.8, rel=0.06)
    for chance in (0.2, 0.01, 1e-3, 1e-5):
        score = 4.0 - 0.8 * np.log(-np.log1p(-chance))
        assert null.chance(score) == pytest.approx(chance, rel=0.5)
    assert null.rank_chance(1e9) == pytest.approx(1 / 5000)
    assert null.years_between(4.0 - 0.8 * np.log(1e-4), 365.25) == pytest.approx(27.4, rel=0.5)


def test_chances_never_rise_with_the_score():
    null = fit_look_null(np.random.default_rng(6).gumbel(2.0, 0.5, 999))
    chances = [null.chance(score) for score in np.linspace(0, 12, 500)]
    assert all(later <= earlier for earlier, later in pairwise(chances))


def test_scores_that_hardly_differ_are_judged_by_rank():
    null = fit_look_null(np.zeros(99))
    assert null.scale == 0.0
    assert null.chance(0.0) == 1.0 and null.chance(1.0) == 0.01


def test_too_few_looks_are_refused():
    with pytest.raises(WatchSettingWrong, match="10 simulated looks"):
        fit_look_null(np.arange(10.0))
    with pytest.raises(WatchSettingWrong):
        AlarmSettings(float("inf"))
    with pytest.raises(WatchSettingWrong, match="0 monitors"):
        AlarmSettings(1, monitors=0)


def test_a_quiet_city_raises_about_as_many_alarms_as_set():
    """90 daily looks by all methods at 60 a year; the full 2,000 are in truth_watch.py."""
    city, memory, alarms = make_city(11, places=60, days=400), None, 0
    settings = WatchSettings(alarms_per_year=60)
    for look in range(START + 300, START + 390):
        news, memory = find_news(
            [city.records(look, days=look - START + 1)], city.area,
            settings=settings, run=Run(), memory=memory,
        )  # fmt: skip
        alarms += len(news.new)
    low, high = poisson.interval(0.999, 60 * 90 / 365.25)
    assert low <= alarms <= high
