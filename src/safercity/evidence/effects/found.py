"""The finding of `measure_effect`: what changed, against what, how sure, next door, warnings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.effects.costs import CostBenefit
from safercity.evidence.effects.differences import Difference
from safercity.evidence.effects.displacement import DisplacementDifference, DisplacementQuotient
from safercity.evidence.effects.falling_back import FallingBack
from safercity.evidence.effects.interrupted import InterruptedSeries
from safercity.evidence.effects.matching import AreaMatch
from safercity.evidence.effects.ratios import RelativeRatio
from safercity.evidence.effects.request import EffectSettings, Intervention, Label
from safercity.evidence.effects.same_level import LevelComparison
from safercity.evidence.effects.synthetic import SyntheticControl
from safercity.evidence.effects.verdict import MethodAnswer, Verdict
from safercity.evidence.effects.words import MESSAGES, METHODS
from safercity.evidence.findings import (
    Caption,
    Column,
    Statement,
    Table,
    draw_lines,
    plain,
    say_all,
)

COLUMNS = (
    Column("method", "Method", "id"),
    Column("title", "What it compares"),
    Column("measure", "Measure"),
    Column("value", "Figure", "figure"),
    Column("low", "Low", "figure"),
    Column("high", "High", "figure"),
    Column("says", "Says"),
    Column("deciding", "Deciding", "flag"),
)
TITLES = {
    "worked": "{place}: down by more than in areas like it",
    "rose": "{place}: up by more than in areas like it",
    "no_change": "{place}: no change that chance would not give",
    "disagree": "{place}: the ways of looking disagree",
    "not_judged": "{place}: cannot be judged",
}


@dataclass(frozen=True)
class EffectChoices:
    """Everything that was chosen: by whom asks, by rule (comparison, rings, months), by default."""

    intervention: Intervention
    treated: tuple[Label, ...]
    comparison: tuple[Label, ...]
    around_treated: tuple[Label, ...]
    around_comparison: tuple[Label, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    left_out: tuple[str, ...]
    terms: EffectSettings


@dataclass(frozen=True)
class Methods:
    """Each method's own finding; None where it could not be asked."""

    difference: Difference
    level: LevelComparison | None = None
    synthetic: SyntheticControl | None = None
    series: InterruptedSeries | None = None
    difference_of_counts: DisplacementDifference | None = None
    difference_of_harm: DisplacementDifference | None = None
    quotient: DisplacementQuotient | None = None
    rate_ratio: RelativeRatio | None = None
    ring: Difference | None = None
    falling_back: FallingBack | None = None
    match: AreaMatch | None = None


@dataclass(frozen=True)
class Effect:
    """Did it work? `verdict` by the rule of `judge`.

    `ratio`, `low`, `high`: of the deciding method (`decided_by`): incidents after over those to be
    expected. `prevented`: incidents (value, low, high; below zero: more). `answers`: every
    method's. `months`, `counted`, `expected`: the place's months, and had it gone as the others.
    """

    verdict: Verdict
    decided_by: str
    ratio: float
    low: float
    high: float
    prevented: tuple[float, float, float]
    answers: tuple[MethodAnswer, ...]
    methods: Methods
    costs: CostBenefit | None
    months: tuple[str, ...]
    counted: np.ndarray
    expected: np.ndarray
    settings: EffectChoices
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    @property
    def change(self) -> float:
        """The share by which incidents changed against expectation; -0.25 is a quarter less."""
        return self.ratio - 1

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each method: figure, interval, what it says, whether it decides."""
        rows = tuple(
            (one.name, METHODS[one.name], "ratio" if one.neutral else "incidents",
             *map(plain, (one.value, one.low, one.high)), one.says, one.name == self.decided_by)
            for one in self.answers
        )  # fmt: skip
        return Table("effect", COLUMNS, rows)

    def chart(self) -> dict[str, Any]:
        """The place month by month, and had it gone as the areas it is compared with."""
        pairs = zip(self.months, self.counted, self.expected, strict=True)
        rows = [{"month": m, "counted": plain(c), "expected": plain(e)} for m, c, e in pairs]
        title = TITLES[self.verdict].format(place=self.settings.intervention.place)
        told = f"Incidents a month; it began in {self.settings.intervention.start}."
        lines = {"counted": "incidents", "expected": "had it gone as the areas compared with"}
        spec = draw_lines(rows, Caption(title, told), x="month", y=lines)
        spec["layer"].append(_mark(self.settings.intervention.start))
        return spec


def _mark(month: str) -> dict[str, Any]:
    return {
        "data": {"values": [{"month": f"{month}-01"}]},
        "mark": {"type": "rule", "strokeDash": [2, 2]},
        "encoding": {"x": {"field": "month", "type": "temporal"}},
    }
