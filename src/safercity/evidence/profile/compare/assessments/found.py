"""Two assessments compared, as a finding: its rows, its table, its chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from safercity.evidence.findings import (
    Caption,
    Column,
    Statement,
    Table,
    draw_intervals,
    plain,
    say_all,
)
from safercity.evidence.profile.words import MESSAGES

Verdict = Literal["rose", "fell", "no_change", "new", "gone", "missing"]
VERDICTS: dict[Verdict, str] = {
    "rose": "more",
    "fell": "fewer",
    "no_change": "no real change",
    "new": "new",
    "gone": "gone",
    "missing": "missing",
}


@dataclass(frozen=True)
class ThemeFigures:
    """What one assessment counted: `themes` (n,), `counts` (n,) with NaN where one was not known,
    over the months from `first` to `last` ("2023-04"), both included.
    """

    themes: tuple[str, ...]
    counts: np.ndarray
    first: str
    last: str


@dataclass(frozen=True)
class AssessmentSettings:
    """`level` of intervals. A change is called from a false-discovery value of at most `discovery`.
    `dispersions`: how much more than chance each theme's counts vary (from its trend's fit), 1
    where it is not given. A change of place is firm where rank intervals at `rank_level` part.
    """

    level: float = 0.95
    discovery: float = 0.05
    dispersions: Mapping[str, float] = field(default_factory=dict)
    rank_level: float = 0.90
    draws: int = 2000
    named: int = 5


@dataclass(frozen=True)
class ThemeChange:
    """One theme, then and now. `ratio` of its yearly records with its interval, `q` among themes;
    `rank` from the most records down, among the themes known in both; `moved` places up (negative:
    down), and whether that is `firm`. NaN and None where it is not in both."""

    theme: str
    verdict: Verdict
    before: float
    now: float
    ratio: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")
    q: float = float("nan")
    rank_before: float | None = None
    rank_now: float | None = None
    firm: bool = False

    @property
    def moved(self) -> float:
        """Places up the list since the last assessment."""
        if self.rank_before is None or self.rank_now is None:
            return 0.0
        return self.rank_before - self.rank_now


@dataclass(frozen=True)
class AssessmentChange:
    """Two assessments compared: a row a theme, from the most records now to the fewest."""

    themes: tuple[ThemeChange, ...]
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: AssessmentSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row a theme: records a year then and now, ratio, rank then and now."""
        columns = (
            Column("theme", "Theme", "name"),
            Column("verdict", "Verdict", "id"),
            Column("says", "Change"),
            Column("before", "Records a year, last assessment", "figure"),
            Column("now", "Records a year, now", "figure"),
            Column("ratio", "Times as many", "figure"),
            Column("low", "Times, low", "figure"),
            Column("high", "Times, high", "figure"),
            Column("q", "Chance, all themes considered", "figure"),
            Column("rank_before", "Rank, last assessment", "figure"),
            Column("rank_now", "Rank, now", "figure"),
            Column("firm", "Change of rank is firm", "flag"),
        )
        rows = (
            (
                one.theme, one.verdict, VERDICTS[one.verdict],
                *map(plain, (one.before, one.now, one.ratio, one.low, one.high, one.q)),
                one.rank_before, one.rank_now, one.firm,
            )
            for one in self.themes
        )  # fmt: skip
        return Table("assessments", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """How many times as many records as last time, with intervals."""
        rows = [
            {"theme": one.theme, "ratio": plain(one.ratio), "low": plain(one.low),
             "high": plain(one.high)}
            for one in self.themes
            if one.ratio == one.ratio
        ]  # fmt: skip
        caption = Caption(
            self.explain(), "Records now as a multiple of those of the last assessment."
        )
        return draw_intervals(rows, caption, name="theme", value="ratio")
