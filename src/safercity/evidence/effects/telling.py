"""Sentences that several methods share."""

from __future__ import annotations

from typing import Literal, Protocol

from safercity.evidence.effects.figures import round_figures
from safercity.evidence.findings import Statement

ANYTHING = 10.0
Way = Literal["fell", "rose", "unclear"]


class Interval(Protocol):
    """What has an interval."""

    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


class RatioWithInterval(Interval, Protocol):
    """What has a ratio and an interval."""

    @property
    def ratio(self) -> float: ...


def read_way(found: Interval, *, neutral: float = 1.0) -> Way:
    """Which way an interval points: wholly below `neutral`, wholly above, or neither."""
    if found.high < neutral:
        return "fell"
    return "rose" if found.low > neutral else "unclear"


def spans(found: RatioWithInterval) -> dict[str, object]:
    """A ratio's change and interval as shares for a sentence: those of a fall are turned round."""
    way = read_way(found)
    if way == "fell":
        change, low, high = 1 - found.ratio, 1 - found.high, 1 - found.low
    elif way == "rose":
        change, low, high = found.ratio - 1, found.low - 1, found.high - 1
    else:
        change, low, high = found.ratio - 1, max(0.0, 1 - found.low), max(0.0, found.high - 1)
    return round_figures(change=change, low=low, high=high)


def state_ratio(method: str, found: RatioWithInterval) -> Statement:
    """The method's sentence, by which way its interval points; or that it says nothing at all."""
    if is_vague(found):
        return Statement(f"effects.{method}_vague")
    return Statement(f"effects.{method}_{read_way(found)}", spans(found))


def is_vague(found: Interval) -> bool:
    """Whether the interval runs from a fall to ten times as many: the figures say nothing."""
    return read_way(found) == "unclear" and found.high > ANYTHING
