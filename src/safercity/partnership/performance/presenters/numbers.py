"""A measure's figures as numbers, for files and programs; what is hidden is no number there."""

from __future__ import annotations

from dataclasses import dataclass

from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.models import Measure
from safercity.partnership.performance.presenters.hiding import is_hidden
from safercity.partnership.performance.presenters.words import count_places
from safercity.partnership.performance.queries import Point, Reading


@dataclass(frozen=True)
class Numbers:
    """One period. `numerator` and `denominator`: of a figure that is out of something. `matched`:
    the matched areas' figure. Shares are of one: 0.21, not 21."""

    period: str
    figure: float | None
    is_hidden: bool
    is_provisional: bool
    numerator: float | None
    denominator: float | None
    matched: float | None
    usual: float | None
    low: float | None
    high: float | None
    goal: float | None


def list_numbers(reading: Reading, *, viewer: Viewer) -> list[Numbers]:
    """Every period, the newest first, as the lines of the measure's page.

    Where a figure is hidden from the viewer, what was worked out from the figures has no more
    places than on the page: an exact mean beside the other figures would tell the hidden one.
    """
    small = rules.see_small.allowed(viewer, reading.measure)
    hides = [is_hidden(reading, one, sees_small=small) for one in reading.points]
    line = reading.target.line if reading.target else ()
    goals = line if len(line) == len(reading.points) else (None,) * len(reading.points)
    measure = reading.measure if any(hides) else None
    rows = zip(reading.points, hides, goals, strict=True)
    return [
        _tell(one, is_hidden=hidden, goal=goal, rounded_as=measure) for one, hidden, goal in rows
    ][::-1]


def _tell(
    one: Point, *, is_hidden: bool, goal: float | None, rounded_as: Measure | None
) -> Numbers:
    is_part = not is_hidden and one.out_of is not None and one.count is not None
    worked_out = (one.beside, one.centre, one.low, one.high, goal)
    return Numbers(
        one.label,
        None if is_hidden else one.value,
        is_hidden,
        one.is_provisional,
        one.count if is_part else None,
        one.out_of if is_part else None,
        *(_round(value, rounded_as) for value in worked_out),
    )


def _round(value: float | None, measure: Measure | None) -> float | None:
    if value is None or measure is None:
        return value
    return round(value, count_places(measure, value))
