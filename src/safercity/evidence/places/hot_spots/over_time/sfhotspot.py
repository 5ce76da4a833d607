"""Classes as sfhotspot documents them, as an option.

From its documentation, not from its code: in version 1.0.0 the recent window holds one period too
many, and "emerging" is held against the share of recent periods, not against `hotspot_prop`.
"""

from __future__ import annotations

import numpy as np

from safercity.evidence.places.hot_spots.judge import COLD, HOT, UNTESTED
from safercity.evidence.places.hot_spots.over_time.settings import SfhotspotClasses
from safercity.evidence.statistics import round_significant

PERSISTENT, EMERGING, FORMER, INTERMITTENT, NONE = (
    "persistent", "emerging", "former", "intermittent", "none",
)  # fmt: skip
MIXED = "mixed"
PRECEDENCE = (PERSISTENT, EMERGING, FORMER, INTERMITTENT, NONE)


def class_sfhotspot(states: np.ndarray, wanted: int, *, numbers: SfhotspotClasses) -> str:
    """The class of one place for HOT or COLD. Recent are the last periods, a share of all rounded
    down, one at least; shares are of the periods known in each part."""
    recent_periods = max(1, int(np.floor(round_significant(numbers.recent * len(states)))))
    known, hot = states != UNTESTED, states == wanted
    parts = [slice(None), slice(-recent_periods, None), slice(None, -recent_periods)]
    every, recent, older = (_share(hot[part], known[part]) for part in parts)
    if every >= numbers.persistent:
        return PERSISTENT
    if older < numbers.hotspot <= recent:
        return EMERGING
    if recent < numbers.hotspot <= older:
        return FORMER
    return INTERMITTENT if every >= numbers.hotspot else NONE


def class_both(states: np.ndarray, *, numbers: SfhotspotClasses) -> str:
    """The class of a place, hot before cold in the name; "mixed" where it is both."""
    hot = class_sfhotspot(states, HOT, numbers=numbers)
    cold = class_sfhotspot(states, COLD, numbers=numbers)
    if NONE not in (hot, cold):
        return MIXED
    return f"{cold} cold" if cold != NONE else hot


def _share(hot: np.ndarray, known: np.ndarray) -> float:
    return float(round_significant(hot.sum() / known.sum())) if known.any() else 0.0
