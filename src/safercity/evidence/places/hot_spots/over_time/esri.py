"""Classes as Esri documents them for Emerging Hot Spot Analysis, as an option.

From the published descriptions alone (ArcGIS Pro, "How Emerging Hot Spot Analysis works"), where a
sporadic spot is hot in the last step; ArcMap's did not ask for that. Where descriptions overlap the
order below decides; docs/explanation/hot-spots.md has it as a table.
"""

from __future__ import annotations

import numpy as np

from safercity.evidence.places.hot_spots.judge import UNTESTED
from safercity.evidence.places.hot_spots.over_time.settings import EsriClasses
from safercity.evidence.statistics import find_monotone, round_significant

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
        trend = find_monotone(height, variant="original")
        if trend.p >= numbers.trend_level:
            return PERSISTENT
        return INTENSIFYING if trend.s > 0 else DIMINISHING
    if hot[-int(hot.sum()) :].all():
        return CONSECUTIVE
    return OSCILLATING if cold.any() else SPORADIC
