"""Planted truths: a sample of benchmarks/truth_forecasts.py."""

from __future__ import annotations

import numpy as np
from scipy.stats import binom

from tests.evidence.seasons.forecasting.planting import (
    draw_city,
    draw_theme,
    score,
    score_larger_areas,
)

THEMES = range(8)


def test_better_than_naive_and_months_where_they_were_promised():
    scored = [score(draw_theme(11, theme), first=40 * theme) for theme in THEMES]
    better = np.concatenate([one.mase < one.naive_mase for one in scored])
    inside = np.concatenate([one.inside for one in scored])
    assert better.mean() >= 0.80
    low, high = binom.interval(0.999, inside.size, 0.90)
    assert low <= inside.sum() <= high


def test_months_of_districts_and_cities_where_they_were_promised():
    inside = np.concatenate(
        [score_larger_areas(draw_theme(12, theme), first=5 * theme).inside for theme in THEMES]
    )
    low, high = binom.interval(0.999, inside.size, 0.90)
    assert low <= inside.sum() <= high


def test_the_made_up_city_with_its_gap_and_its_recording_change():
    kinds = [one for one in draw_city(7) if one.basis.breaks or one.basis.missing]
    scored = [score(one) for one in kinds]
    better = np.concatenate([one.mase < one.naive_mase for one in scored])
    assert {bool(one.basis.breaks) for one in kinds} == {True, False}
    assert better.mean() >= 0.80
