"""Our own classes of a place, on runs of significant periods. The first that holds is the class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safercity.evidence.overlay import HIGH, MISSING, NOT
from safercity.evidence.places.hot_spots.judge import UNTESTED
from safercity.evidence.places.hot_spots.over_time.settings import OurClasses
from safercity.evidence.places.runs_of_quarters import find_runs

UNDETERMINED, PERSISTENT, SEASONAL, EMERGING, FORMER, INTERMITTENT, OCCASIONAL, NONE = (
    "undetermined", "persistent", "seasonal", "emerging", "former", "intermittent", "occasional",
    "none",
)  # fmt: skip
PRECEDENCE = (
    UNDETERMINED, PERSISTENT, SEASONAL, EMERGING, FORMER, INTERMITTENT, OCCASIONAL, NONE,
)  # fmt: skip


@dataclass(frozen=True)
class Course:
    """One place's periods: `hot` (T booleans), `known` (T booleans), `runs` (first, last)."""

    hot: np.ndarray
    known: np.ndarray
    runs: tuple[tuple[int, int], ...]


def class_ours(
    states: np.ndarray, wanted: int, *, seasons: np.ndarray | None, numbers: OurClasses
) -> str:
    """The class of one place.

    `states`: (T,) HOT, COLD, NEITHER, UNTESTED. `wanted`: HOT or COLD. `seasons`: (T,) the part of
    the year of each period (1 to 12, or 1 to 4), None where periods have none.
    A run holds hot periods; one that is not hot does not end it, two in succession do; periods that
    are missing are passed over, four in succession end it.
    """
    course = read_course(states, wanted)
    known = int(course.known.sum())
    if known < numbers.known_at_least:
        return UNDETERMINED
    share = float(course.hot.sum() / known)
    if share == 0:
        return NONE
    if share >= numbers.most and _is_on(course, numbers):
        return PERSISTENT
    if seasons is not None and is_seasonal(course, seasons, numbers=numbers):
        return SEASONAL
    if is_emerging(course, numbers):
        return EMERGING
    if is_former(course, numbers):
        return FORMER
    return INTERMITTENT if share >= numbers.few else OCCASIONAL


def read_course(states: np.ndarray, wanted: int) -> Course:
    """The periods of one place, and its runs."""
    hot, known = states == wanted, states != UNTESTED
    told = np.where(hot, HIGH, np.where(known, NOT, MISSING))
    return Course(hot, known, tuple(find_runs(told.tolist())))


def _is_on(course: Course, numbers: OurClasses) -> bool:
    """Hot in one or more of the recent periods known."""
    return bool(course.hot[_recent(course, numbers.recent)].any())


def _recent(course: Course, number: int) -> np.ndarray:
    return np.flatnonzero(course.known)[-number:]


def is_emerging(course: Course, numbers: OurClasses) -> bool:
    """A run that began lately and is still on, and next to nothing for long enough before it."""
    if not course.runs or not _is_on(course, numbers):
        return False
    first, last = course.runs[-1]
    before = course.known[:first]
    return bool(
        course.hot[first : last + 1].sum() >= numbers.run_at_least
        and course.known[first:].sum() <= numbers.began_within
        and before.sum() >= numbers.known_at_least
        and course.hot[:first].sum() <= 1
    )


def is_former(course: Course, numbers: OurClasses) -> bool:
    """A long run once, and not hot in any recent period known."""
    lengths = [int(course.hot[first : last + 1].sum()) for first, last in course.runs]
    return max(lengths, default=0) >= numbers.former_run and not _is_on(course, numbers)


def is_seasonal(course: Course, seasons: np.ndarray, *, numbers: OurClasses) -> bool:
    """Hot in most periods of one stretch of the year, of up to half of it, in two years or more,
    and in few of the others."""
    parts = int(seasons.max(initial=4))
    parts = 12 if parts > 4 else 4
    for length in range(1, parts // 2 + 1):
        for start in range(parts):
            stretch = [(start + step) % parts + 1 for step in range(length)]
            if _fits(course, np.isin(seasons, stretch), numbers=numbers):
                return True
    return False


def _fits(course: Course, inside: np.ndarray, *, numbers: OurClasses) -> bool:
    season, rest = inside & course.known, ~inside & course.known
    blocks = np.diff(np.concatenate([[0], inside.astype(int)])) == 1
    turn = np.cumsum(blocks)  # which year's season a period belongs to
    turns = len(set(turn[season & course.hot].tolist()))
    if turns < 2 or season.sum() < numbers.run_at_least or not rest.any():
        return False
    often = course.hot[season].mean() >= numbers.most
    return bool(often and course.hot[rest].mean() <= numbers.few)


def part_of_year(periods: Sequence[str]) -> np.ndarray | None:
    """The month (1 to 12) or quarter (1 to 4) of labels such as "2024-03" or "2024-Q1"; None for
    other labels, or where less than two years are told."""
    parts = []
    for label in map(str, periods):
        year, _, rest = label.partition("-")
        number = rest.removeprefix("Q")
        if not (year.isdigit() and len(year) == 4 and number.isdigit()):
            return None
        parts.append(int(number))
    a_year = 4 if any("Q" in str(label) for label in periods) else 12
    return np.array(parts) if len(parts) >= 2 * a_year else None
