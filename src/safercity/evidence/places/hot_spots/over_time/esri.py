"""Classes as Esri documents them for Emerging Hot Spot Analysis, as an option.

From the published descriptions alone (ArcGIS Pro, "How Emerging Hot Spot Analysis works"), where a
sporadic spot is hot in the last step; ArcMap's did not ask for that. Where descriptions overlap the
order below decides; docs/explanation/hot-spots.md has it as a table.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from safercity.evidence.places.hot_spots.judge import UNTESTED
from safercity.evidence.places.hot_spots.over_time.settings import EsriClasses
from safercity.evidence.statistics import round_significant

NEW, CONSECUTIVE, INTENSIFYING, DIMINISHING, HISTORICAL, PERSISTENT, OSCILLATING, SPORADIC, NONE = (
    "new", "consecutive", "intensifying", "diminishing", "historical", "persistent", "oscillating",
    "sporadic", "none",
)  # fmt: skip
PRECEDENCE = (
    NEW, CONSECUTIVE, INTENSIFYING, DIMINISHING, HISTORICAL, PERSISTENT, OSCILLATING, SPORADIC,
    NONE,
)  # fmt: skip


def class_esri(states: np.ndarray, z: np.ndarray, *, wanted: int, numbers: EsriClasses) -> str:
    """The class of one place. `states`, `z`: (T,) states and Gi* of the periods; missing ones are
    left out and shares are of those known. `wanted`: HOT or COLD, and everything below is told for
    hot ones: a cold spot intensifies where its Gi* falls."""
    known = states != UNTESTED
    states, height = states[known], z[known] * wanted
    hot, cold = states == wanted, states == -wanted
    if not hot.any():
        return NONE
    is_most = round_significant(hot.mean()) >= numbers.most
    if not hot[-1]:
        return HISTORICAL if is_most else NONE
    if hot.sum() == 1:
        return NEW
    if is_most:
        rises, p = find_trend(height)
        return PERSISTENT if p >= numbers.trend_level else INTENSIFYING if rises else DIMINISHING
    if hot[-int(hot.sum()) :].all():
        return CONSECUTIVE
    return OSCILLATING if cold.any() else SPORADIC


def find_trend(values: np.ndarray) -> tuple[bool, float]:
    """Mann and Kendall's test: whether the values rise, and its two-sided p with tied values and
    the continuity correction. Mann, Econometrica 13 (1945); Kendall (1975)."""
    values = round_significant(values)
    n = len(values)
    later, earlier = np.triu_indices(n, 1)[::-1]
    score = int(np.sign(values[later] - values[earlier]).sum())
    _, ties = np.unique(values, return_counts=True)
    variance = (n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    if variance <= 0 or score == 0:
        return False, 1.0
    statistic = (abs(score) - 1) / np.sqrt(variance)
    return score > 0, float(round_significant(2 * ndtr(-statistic)))
