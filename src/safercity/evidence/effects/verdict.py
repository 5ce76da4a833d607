"""One verdict from several methods, by a rule fixed beforehand. Never one method alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from safercity.evidence.effects.telling import Way

Verdict = Literal["worked", "rose", "no_change", "disagree", "not_judged"]
MAIN = ("level", "difference")
CHANCE_ONLY = ("difference_of_counts", "rate_ratio")
"""Methods whose published interval allows for chance alone; told, and never against another."""


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

    Two methods are main: the comparison with areas that were as high, and the change against other
    areas. Where nothing was done, each is right under another reason for having been chosen; where
    something was, they tend to stand on either side of the truth (Ding & Li, Political Analysis 27,
    2019). It worked (or rose) where the first's interval leaves out no change, the other main one
    leans the same way, and none is against it. A lean is a two-sided chance of at most `lean_at`
    (5% on its side): so if either is right, "worked" is said of at most 5% of places in which
    nothing was done. Without the other, any method may bear the first out; alone it never stands.
    """
    if is_doubted:
        return "not_judged"
    other = next((one for one in others if one.name in MAIN), None)
    if first.says == "unclear":
        if other is None or other.says == "unclear" or first.leans(other.says, at=lean_at):
            return "no_change"
        return "disagree"
    if other is not None:
        backed = other.leans(first.says, at=lean_at)
    else:
        backed = any(one.leans(first.says, at=lean_at) for one in others)
    deciding = [one for one in others if one.name not in CHANCE_ONLY]
    if not backed or any(one.is_against(first) for one in deciding):
        return "disagree"
    return "worked" if first.says == "fell" else "rose"
