"""Monthly series for `bench_forecasts` and `truth_forecasts`, drawn before any method sees them.

Themes with the seasons of the made-up city, wards with uneven residents, levels that wander, and
counts that scatter more than chance.
"""

from __future__ import annotations

import numpy as np

from safercity.evidence.simulate.plan import SEASONS
from safercity.evidence.types import month_labels, month_number

FIRST = month_number("2019-10")
SHAPES = tuple(SEASONS)
MONTH_SHAPE = 12.0  # gamma: each month has a deviation of 0.29 beyond Poisson, as in the city
WANDER = 0.03  # of the logarithm of a ward's level, a month
YEARLY = 0.05  # of the logarithm of a theme's level, a year: deviation of its steady change
RESIDENT_SHAPE = 3.0


def draw_theme(
    seed: int, theme: int, *, wards: int, months: int, mean: float
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Counts (wards x months) of one theme, and the labels of the months.

    `mean`: records a month of the usual ward.
    """
    random = np.random.default_rng([seed, theme])
    residents = random.gamma(RESIDENT_SHAPE, 1 / RESIDENT_SHAPE, wards)
    season = np.array(SEASONS[SHAPES[theme % len(SHAPES)]])
    own = season[None, :] ** random.uniform(0.6, 1.4, (wards, 1))
    at = np.arange(FIRST, FIRST + months)
    steps = random.normal(0, WANDER, (wards, months)).cumsum(axis=1)
    trend = random.normal(0, YEARLY) * np.arange(months) / 12
    expected = mean * residents[:, None] * own[:, at % 12] * np.exp(steps + trend)
    mild = random.gamma(MONTH_SHAPE, 1 / MONTH_SHAPE, expected.shape)
    return random.poisson(expected * mild), month_labels(FIRST, FIRST + months - 1)
