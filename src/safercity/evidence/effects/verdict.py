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
    neutral: float = 1.0

    def is_against(self, first: MethodAnswer) -> bool:
        """Whether it points the other way, and its interval leaves out the first's value."""
        other_side = (self.value - self.neutral) * (first.value - first.neutral) < 0
        if self.neutral != first.neutral:
            return other_side and self.says != "unclear"
        return other_side and not self.low <= first.value <= self.high


def judge(first: MethodAnswer, others: Sequence[MethodAnswer], *, is_doubted: bool) -> Verdict:
    """The verdict of the `first` method, if the others bear it out.

    It is said that it worked (or rose) where the first method's interval leaves out no change, no
    other method is against it, the comparison with areas that were as high says the same where it
    could be made, and at least one other says the same. Where the first sees nothing but that
    comparison does, or the first stands alone, the methods disagree.
    """
    if is_doubted:
        return "not_judged"
    level = next((one for one in others if one.name == "level"), None)
    if first.says == "unclear":
        return "disagree" if level is not None and level.says != "unclear" else "no_change"
    seconds = [one for one in others if one.name in SECONDS]
    backed = [one for one in seconds if one.says == first.says]
    if level is None and not backed:
        backed = [one for one in others if one.name in LAST_RESORT and one.says == first.says]
    is_alone = not backed or (level is not None and level.says != first.says)
    if is_alone or any(one.is_against(first) for one in seconds):
        return "disagree"
    return "worked" if first.says == "fell" else "rose"
