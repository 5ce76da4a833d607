"""Which figures are kept from a reader, and what stands for them."""

from __future__ import annotations

from safercity.partnership.performance.queries import Point, Reading
from safercity.partnership.performance.rules import SMALL


def is_hidden(reading: Reading, point: Point, *, sees_small: bool) -> bool:
    """Whether a count of few people, or one below an agreement's threshold, is kept back."""
    if point.below:
        return True
    if sees_small or not reading.measure.is_small or point.count is None:
        return False
    told = (point.count, point.out_of, None if point.out_of is None else point.out_of - point.count)
    return any(one is not None and 0 < one < SMALL for one in told)


def say_hidden(point: Point) -> str:
    """What stands for a count that is kept from the reader."""
    return f"<{point.below or SMALL}"
