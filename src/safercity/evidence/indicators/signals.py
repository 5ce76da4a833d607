"""Special causes: what a chart's rules, fixed beforehand, do not put down to chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.indicators.limits import Limits
from safercity.evidence.indicators.phases import Phase
from safercity.evidence.indicators.terms import ChartRules
from safercity.evidence.statistics import round_significant

RULES = ("outside", "run", "near_limit", "trend")
"""In the order in which a point's signals are told."""


@dataclass(frozen=True)
class Signals:
    """For each point and rule, (n,): 1 high or rising, −1 low or falling, 0 none."""

    outside: np.ndarray
    run: np.ndarray
    near_limit: np.ndarray
    trend: np.ndarray

    def at(self, position: int) -> dict[str, int]:
        """The rules that mark a point, with their direction, in the order in which told."""
        found = {name: int(getattr(self, name)[position]) for name in RULES}
        return {name: way for name, way in found.items() if way}

    @property
    def is_special(self) -> np.ndarray:
        """Which points any rule marks."""
        return (self.outside != 0) | (self.run != 0) | (self.near_limit != 0) | (self.trend != 0)


def find_signals(
    values: np.ndarray, limits: Limits, *, phases: tuple[Phase, ...], rules: ChartRules
) -> Signals:
    """Mark special causes; `values` (n,) has NaN for what is missing or not judged.

    Outside: beyond a limit. Run: `run_points` or more in a row on one side of the middle. Trend:
    `trend_points` or more in a row, each above (below) the one before. Near limit: two of three in
    a row in the outer third of the limits on one side, or beyond. Every point of a run or trend is
    marked, and those near the limit. A gap breaks all of them, and so does a new phase.
    Source: NHS England, Making Data Count; Western Electric (1956) for two of three.
    """
    values = round_significant(values)
    marks = Signals(*(np.zeros(values.shape, dtype=np.int64) for _ in RULES))
    for phase in phases:
        part = slice(phase.start, phase.stop)
        if not limits.is_drawn[part].any():
            continue
        given = values[part]
        side = _sign(given - limits.middle[part])
        marks.outside[part] = _outside(given, limits.low[part], high=limits.high[part])
        marks.run[part] = _mark_runs(side, fewest=rules.run_points)
        marks.trend[part] = _mark_trends(given, fewest=rules.trend_points)
        beyond = _outside(given, limits.near_low[part], high=limits.near_high[part])
        marks.near_limit[part] = _mark_two_of_three(beyond)
    return marks


def _sign(values: np.ndarray) -> np.ndarray:
    return np.sign(np.nan_to_num(values)).astype(np.int64)


def _outside(values: np.ndarray, low: np.ndarray, *, high: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return (values > high).astype(np.int64) - (values < low)


def _mark_runs(side: np.ndarray, *, fewest: int) -> np.ndarray:
    """Mark stretches of one sign of at least `fewest`; 0 (on the line, missing) breaks them."""
    marks = np.zeros(side.shape, dtype=np.int64)
    begin = 0
    for end in range(1, side.size + 1):
        if end == side.size or side[end] != side[begin]:
            if side[begin] and end - begin >= fewest:
                marks[begin:end] = side[begin]
            begin = end
    return marks


def _mark_trends(values: np.ndarray, *, fewest: int) -> np.ndarray:
    """A trend of k points is k − 1 steps of one sign; the point it starts from is marked too."""
    steps = _mark_runs(_sign(np.diff(values)), fewest=fewest - 1)
    marks = np.zeros(values.shape, dtype=np.int64)
    marks[:-1] = steps
    marks[1:] = np.where(steps != 0, steps, marks[1:])
    return marks


def _mark_two_of_three(beyond: np.ndarray) -> np.ndarray:
    marks = np.zeros(beyond.shape, dtype=np.int64)
    for begin in range(beyond.size - 2):
        three = beyond[begin : begin + 3]
        for way in (1, -1):
            if (three == way).sum() >= 2:
                marks[begin : begin + 3][three == way] = way
    return marks
