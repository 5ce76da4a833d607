"""Whether the areas of the last assessment are still those of this one, or came and went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import gammaln

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_bars,
    refuse_activity,
    say_all,
)
from safercity.evidence.profile.checks import check_labels
from safercity.evidence.profile.errors import ComparisonUnusable
from safercity.evidence.profile.limits import state_limits
from safercity.evidence.profile.words import MESSAGES
from safercity.evidence.statistics import round_significant, wilson_interval

METHOD = "A comparison of two lists of areas"
NAMED = 5


@dataclass(frozen=True)
class LastingAreas:
    """Two lists of areas. `stayed` in both, `came` now only, `went` before only; `expected` in both
    by chance, were both lists drawn blindly, and the chance `p` of as many or more."""

    stayed: tuple[str, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    expected: float
    p: float
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: dict[str, int]

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row an area that was on either list."""
        columns = (Column("area", "Area"), Column("what", "Stayed, came or went"))
        named = (("stayed", self.stayed), ("came", self.came), ("went", self.went))
        rows = tuple((label, what) for what, labels in named for label in labels)
        return Table("lasting", columns, rows)

    def chart(self) -> dict[str, Any]:
        """How many stayed, came and went."""
        rows = [
            {"what": what, "areas": len(labels)}
            for what, labels in (
                ("stayed", self.stayed), ("came", self.came), ("went", self.went),
            )
        ]  # fmt: skip
        caption = Caption(self.explain(), "How many areas stayed, came and went.")
        return draw_bars(rows, caption, name="what", value="areas")


def find_lasting(
    now: Sequence[str], before: Sequence[str], *, among: Sequence[str], basis: Basis
) -> LastingAreas:
    """Which areas stayed on a list (of a risk profile, of meeting risks) since the last assessment.

    `among`: the areas that both assessments looked at; others cannot stay or go and are left out.
    The overlap of two blind draws is hypergeometric (Fisher 1935).
    Limits: an area near the line comes and goes by chance. Errors: `CountsUnusable` for a label
    twice, `ComparisonUnusable` for no area in common, `ActivityAsked`.
    """
    refuse_activity(basis, METHOD)
    looked = set(among)
    if not looked:
        raise ComparisonUnusable(f"{METHOD}: no area was looked at both times.")
    check_labels(tuple(among), np.empty(len(among)), what=METHOD)
    left_out = sum(label not in looked for label in {*now, *before})
    held, old = ([one for one in dict.fromkeys(side) if one in looked] for side in (now, before))
    stayed = tuple(one for one in held if one in old)
    came = tuple(one for one in held if one not in old)
    went = tuple(one for one in old if one not in held)
    number = len(looked)
    expected = float(round_significant(len(held) * len(old) / number))
    p = _chance(len(stayed), (len(held), len(old), number))
    return LastingAreas(
        stayed, came, went, expected, p,
        statements=_state(stayed, came, went=went, chance=(expected, p)),
        limits=(
            *state_limits(basis),
            Statement("profile.limit.near_the_line"),
            *([Statement("profile.limit.not_both", {"areas": left_out})] if left_out else []),
        ),
        settings={"among": number},
    )  # fmt: skip


def _chance(stayed: int, sizes: tuple[int, int, int]) -> float:
    """The chance that two blind draws of these sizes share as many or more."""
    now, before, number = sizes
    shared = np.arange(max(stayed, now + before - number), min(now, before) + 1)
    ways = _ways(before, shared) + _ways(number - before, now - shared)
    return float(round_significant(min(1.0, np.exp(ways - _ways(number, np.array(now))).sum())))


def _ways(number: int, chosen: np.ndarray) -> np.ndarray:
    """The log of how many ways there are to choose so many."""
    return gammaln(number + 1) - gammaln(chosen + 1) - gammaln(number - chosen + 1)


def _state(
    stayed: tuple[str, ...],
    came: tuple[str, ...],
    *,
    went: tuple[str, ...],
    chance: tuple[float, float],
) -> tuple[Statement, ...]:
    expected, p = chance
    old = len(stayed) + len(went)
    if not old:
        return (Statement("profile.lasting_none_before", {"came": len(came)}),)
    low, high = wilson_interval(len(stayed), old)
    values = {
        "stayed": len(stayed), "old": old, "low": float(low), "high": float(high),
        "expected": expected, "came": len(came), "share": len(stayed) / old,
    }  # fmt: skip
    name = "lasting" if p <= 0.05 else "lasting_chance"
    named = Statement("profile.lasting_areas", {"labels": list(stayed[:NAMED])})
    return (Statement(f"profile.{name}", values), *([named] if stayed else []))
