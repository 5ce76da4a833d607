"""What a chart draws: points with labels, of periods or of the gaps between rare events."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from safercity.evidence.indicators.periods import day_number
from safercity.evidence.indicators.series import EventDays, IndicatorSeries


@dataclass(frozen=True)
class Points:
    """The points of a chart, all (n,). `values`: what is drawn; `counts`, `of`: what it comes from.

    `is_known`: has a figure. `is_judged`: known and not still filling up. A gap between events is
    a known point labelled by the day of the event that ends it.
    """

    labels: tuple[str, ...]
    values: np.ndarray
    counts: np.ndarray
    of: np.ndarray | None
    is_known: np.ndarray
    is_judged: np.ndarray


def points_of_periods(series: IndicatorSeries, *, is_late: bool) -> Points:
    """A point for each period; with `is_late` the newest known one is shown but not judged."""
    known = series.is_known
    judged = known.copy()
    if is_late and known.any():
        judged[np.flatnonzero(known)[-1]] = False
    return Points(series.periods, series.figures, series.values, series.out_of, known, judged)


def points_of_events(events: EventDays) -> Points:
    """A point for each gap between two events: days, or opportunities where they are known.

    The time since the last event is not over: it is told apart and is no point.
    """
    if events.between is not None:
        gaps = np.array(events.between[1:], dtype=float)
    else:
        days = [day_number(day) for day in events.days]
        gaps = np.array([after - before for before, after in pairwise(days)], dtype=float)
    known = np.ones(gaps.size, dtype=bool)
    return Points(events.days[1:], gaps, gaps, None, known, known)
