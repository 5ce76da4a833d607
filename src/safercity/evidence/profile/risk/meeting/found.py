"""Where two measures meet, as a finding: what was asked, its areas, its table and its chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from safercity.evidence.findings import (
    Caption,
    Column,
    Statement,
    Table,
    draw_bars,
    plain,
    say_all,
)
from safercity.evidence.profile.words import MESSAGES

Quadrant = Literal["high_high", "high_low", "low_high", "low_low", "none"]
QUADRANTS = {
    "high_high": "both high",
    "high_low": "first high, second low around",
    "low_high": "first low, second high around",
    "low_low": "both low",
}


@dataclass(frozen=True)
class PairOfMeasures:
    """Two measures of the same areas: `labels` (n,), `first` and `second` (n,) figures (rates, best
    smoothed, or scores; NaN where missing), called `names`. `neighbours`: for each area the
    positions of its neighbours, without itself."""

    labels: tuple[str, ...]
    first: np.ndarray
    second: np.ndarray
    neighbours: Sequence[Sequence[int]]
    names: tuple[str, str] = ("the first", "the second")


@dataclass(frozen=True)
class MeetingSettings:
    """`permutations` of each area's surroundings (all ways of dealing them, where there are no more
    than that). Called from a false-discovery value of at most `discovery`."""

    permutations: int = 9999
    discovery: float = 0.05
    named: int = 5


@dataclass(frozen=True)
class MeetingRow:
    """One area: `moran` (local bivariate), `lee` (local L, the area with its surroundings in both),
    two-sided `p` of surroundings like its own, its `q`. `quadrant`, and whether it is `called`;
    `here`: whether the second measure is high in the area itself too. NaN: not tested."""

    label: str
    moran: float
    lee: float
    p: float
    q: float
    exact: bool
    quadrant: Quadrant
    called: bool
    here: bool


@dataclass(frozen=True)
class Meeting:
    """Where two measures meet. `moran`: of all areas together, with its two-sided `moran_p`; `lee`:
    Lee's L; `correlation`: of ranks, in the areas themselves. `untested`: without a figure or
    without a neighbour that has one."""

    areas: tuple[MeetingRow, ...]
    moran: float
    moran_p: float
    lee: float
    correlation: float
    untested: tuple[str, ...]
    names: tuple[str, str]
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: MeetingSettings

    @property
    def meeting(self) -> tuple[str, ...]:
        """The areas called as high by the first amid neighbours high by the second."""
        return tuple(one.label for one in self.areas if one.called and one.quadrant == "high_high")

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row an area."""
        columns = (
            Column("area", "Area"),
            Column("quadrant", "Quadrant", "id"),
            Column("lies", "First here, second around"),
            Column("called", "Clear", "flag"),
            Column("here", "Second high here too", "flag"),
            Column("moran", "Local bivariate Moran", "figure"),
            Column("lee", "Lee's L, local", "figure"),
            Column("p", "Chance", "figure"),
            Column("q", "Chance, all areas considered", "figure"),
        )
        rows = (
            (
                one.label, one.quadrant, QUADRANTS.get(one.quadrant, "neither"),
                one.called, one.here,
                *map(plain, (one.moran, one.lee, one.p, one.q)),
            )
            for one in self.areas
        )  # fmt: skip
        return Table("meeting", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """How many areas are clearly of each kind."""
        rows = [
            {"kind": words, "areas": sum(o.called and o.quadrant == name for o in self.areas)}
            for name, words in QUADRANTS.items()
        ]
        caption = Caption(self.explain(), "How many areas are clearly of each kind.")
        return draw_bars(rows, caption, name="kind", value="areas")
