"""How soon records come back: the gaps from one incident to the next of the same owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.profile.errors import CountsUnusable, TimesUnusable
from safercity.evidence.statistics import round_significant, wilson_interval


@dataclass(frozen=True)
class RepeatEvents:
    """Incidents with whose they are and when: `owners` (m,) labels or pseudonyms, `days` (m,) whole
    day numbers, both ends of the window `first_day` to `last_day` included.
    """

    owners: Sequence[Any]
    days: np.ndarray
    first_day: int
    last_day: int


@dataclass(frozen=True)
class CourseStep:
    """Repeats that came at most `days` after the incident before: how many, their `share` of all
    repeats with `low` and `high`, and the share `expected` were each owner's incidents spread over
    the window by chance. Counts are None where they are too small to show.
    """

    days: int
    repeats: int | None
    share: float
    low: float
    high: float
    expected: float


def read_gaps(events: RepeatEvents, counts: np.ndarray) -> np.ndarray:
    """Days from each incident to the next of the same owner: one for each repeat, in no order that
    tells whose. Errors: `TimesUnusable`; `CountsUnusable`, where events and counts disagree."""
    days = np.asarray(events.days, dtype=float)
    wrong = ~np.isfinite(days) | (days != np.rint(days))
    wrong |= (days < events.first_day) | (days > events.last_day)
    if wrong.any():
        raise TimesUnusable(
            f"Day {days[wrong][0]:g} is no whole day from {events.first_day} to {events.last_day}.",
            advice="Give whole day numbers inside the window that is looked at.",
        )
    if len(events.owners) != len(days):
        raise CountsUnusable(f"{len(events.owners)} owners for {len(days)} days.")
    places: dict[Any, int] = {}
    owners = np.array([places.setdefault(one, len(places)) for one in events.owners], dtype=int)
    if not np.array_equal(np.sort(np.bincount(owners)), np.sort(counts[counts > 0])):
        raise CountsUnusable(
            f"The counts tell of {int(counts.sum())} incidents of {int((counts > 0).sum())} "
            f"owners; the events of {len(days)} of {len(places)}, or otherwise spread."
        )
    order = np.lexsort((days, owners))
    return np.sort(np.diff(days[order])[np.diff(owners[order]) == 0])


def find_course(
    gaps: np.ndarray, counts: np.ndarray, *, window: int, within: Sequence[int], level: float
) -> tuple[CourseStep, ...]:
    """The time course of repeats: `gaps` in days, in a `window` of so many days.

    Steps as long as the window or longer are left out: they would hold every repeat by themselves.
    `expected`: of n incidents spread evenly over W days, a gap is at most d days with chance
    1 - (1 - (d + 1/2) / W)^n (David & Nagaraja, Order Statistics 2003, 6.4; the half for whole
    days). Source of the course: Polvi, Looman, Humphries & Pease, British Journal of Criminology 31
    (1991). Limits: long gaps are seen less often than short ones; the expected share allows for it.
    """
    if not gaps.size:
        return ()
    sizes = counts[counts > 1]
    steps = []
    for step in (one for one in within if one < window):
        number = int((gaps <= step).sum())
        low, high = wilson_interval(number, gaps.size, level=level)
        alone = 1 - (1 - min(1.0, (step + 0.5) / window)) ** sizes
        expected = ((sizes - 1) * alone).sum() / (sizes - 1).sum()
        told = round_significant(np.array([number / gaps.size, low, high, expected]))
        steps.append(CourseStep(step, number, *(float(one) for one in told)))
    return tuple(steps)
