"""A comparison with similar areas as a finding: its rows, its table, its chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
from safercity.evidence.profile.compare.areas import DENOMINATORS
from safercity.evidence.profile.rates import rate_columns
from safercity.evidence.profile.words import MESSAGES
from safercity.evidence.statistics import round_significant


@dataclass(frozen=True)
class SimilarSettings:
    """Rates are for each `per` of the `denominator`; `level` of intervals, `rank_level` of rank
    intervals, from `draws` of each area's rate. `dispersion`: how much more than chance the own
    counts vary (from a trend's fit). How areas usually differ is told by the others alone, their z
    drawn in by `winsorised` at each end; `outer`: from where an area is outside what is usual.
    """

    denominator: str = "residents"
    per: int = 1000
    level: float = 0.95
    rank_level: float = 0.90
    draws: int = 2000
    dispersion: float = 1.0
    winsorised: float = 0.0
    outer: float = 0.95

    @property
    def denominator_words(self) -> str:
        """The denominator as it is said."""
        return DENOMINATORS.get(self.denominator, self.denominator)


@dataclass(frozen=True)
class SimilarRow:
    """One area: `rate` for each unit and year, exact interval; `rank` from the top (1 the highest)
    by its rate, mid-ranks for ties, and where it may as well stand (`rank_low` to `rank_high`)."""

    label: str
    count: int
    rate: float
    low: float
    high: float
    rank: float
    rank_low: int
    rank_high: int


@dataclass(frozen=True)
class SimilarComparison:
    """The own area beside the others. `ratio` of its rate to that of the others together, with
    `low` and `high`; `usual`: whether the others differ so much that this is nothing unusual among
    them (`p`), their true rates usually differing by `tau`. `areas` from the highest rate down.
    """

    own: str
    areas: tuple[SimilarRow, ...]
    average: float
    ratio: float
    low: float
    high: float
    tau: float
    p: float
    usual: bool
    unknown: tuple[str, ...]
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: SimilarSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row an area, from the highest rate down."""
        unit = f"for each {self.settings.per} {self.settings.denominator_words} a year"
        columns = (
            Column("area", "Area"),
            Column("own", "Own", "flag"),
            Column("count", "Records", "count"),
            *rate_columns(unit),
            Column("rank", "Rank from the top", "figure"),
            Column("rank_low", "Rank, at the highest", "count"),
            Column("rank_high", "Rank, at the lowest", "count"),
        )
        rows = tuple(
            (
                one.label, one.label == self.own, one.count,
                *(self._rate(rate) for rate in (one.rate, one.low, one.high)),
                one.rank, one.rank_low, one.rank_high,
            )
            for one in self.areas
        )  # fmt: skip
        return Table("similar", columns, rows)

    def _rate(self, rate: float) -> float | None:
        return plain(float(round_significant(np.array(rate * self.settings.per))))

    def chart(self) -> dict[str, Any]:
        """Each area's rate with its interval, from the highest down; the own one is marked."""
        rows = [
            {"area": f"► {one.label}" if one.label == self.own else one.label,
             "rate": self._rate(one.rate), "low": self._rate(one.low),
             "high": self._rate(one.high)}
            for one in self.areas
        ]  # fmt: skip
        caption = Caption(self.explain(), "Each area's rate with its interval, highest first.")
        return draw_intervals(rows, caption, name="area", value="rate")
