"""One verdict from several methods, by a rule fixed beforehand. Never one method alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from safercity.evidence.effects.telling import Way

Verdict = Literal["worked", "rose", "no_change", "disagree", "not_judged"]
SECONDS = ("difference", "level", "synthetic", "series")
LAST_RESORT = ("difference_of_counts", "rate_ratio")


@dataclass(frozen=True)
class MethodAnswer:
    """What one method says: `value` with `low` and `high`, a ratio (`neutral` 1) or a number of
    incidents (0); `says` which way its interval points."""

    name: str
    value: float
    low: float
    high: float
    says: Way
    p: float = float("nan")
    neutral: float = 1.0

    def leans(self, way: Way, *, at: float) -> bool:
        """Whether it says so too, if less firmly: its two-sided chance is at most `at`."""
        ahead = "fell" if self.value < self.neutral else "rose"
        return ahead == way and (self.says == way or self.p <= at)

    def is_against(self, first: MethodAnswer) -> bool:
        """Whether it points the other way, and its interval leaves out the first's value."""
        other_side = (self.value - self.neutral) * (first.value - first.neutral) < 0
        if self.neutral != first.neutral:
            return other_side and self.says != "unclear"
        return other_side and not self.low <= first.value <= self.high


def judge(
    first: MethodAnswer,
    others: Sequence[MethodAnswer],
    *,
    is_doubted: bool = False,
    lean_at: float = 0.10,
) -> Verdict:
    """The verdict of the `first` method, if the others bear it out.

    It is said that it worked (or rose) where the first method's interval leaves out no change, no
    other is against it, and at least one other leans the same way: the comparison with areas that
    were as high, where it could be made. A lean is a two-sided chance of at most `lean_at` (5% on
    its side), so that with nothing done "worked" is said in at most 5% of cases if either of the
    two is right. Where the first stands alone, or that comparison does, the methods disagree.
    """
    if is_doubted:
        return "not_judged"
    level = next((one for one in others if one.name == "level"), None)
    if first.says == "unclear":
        if level is None or level.says == "unclear" or first.leans(level.says, at=lean_at):
            return "no_change"
        return "disagree"
    seconds = [one for one in others if one.name in SECONDS]
    if level is not None:
        backed = level.leans(first.says, at=lean_at)
    else:
        named = [one for one in others if one.name in (*SECONDS, *LAST_RESORT)]
        backed = any(one.leans(first.says, at=lean_at) for one in named)
    if not backed or any(one.is_against(first) for one in seconds):
        return "disagree"
    return "worked" if first.says == "fell" else "rose"
