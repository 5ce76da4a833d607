"""Standardised rates as a finding: what was asked, its rows, its table, its chart."""

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
from safercity.evidence.profile.words import MESSAGES


@dataclass(frozen=True)
class GroupedCounts:
    """Areas by groups of people (ages, ages and sexes): `counts` (n, g), NaN where missing, and
    `exposures` (n, g) in people and years. `standard` (g,): how many of each group the standard
    population has (the European Standard Population 2013, say); None takes all areas together.
    """

    labels: tuple[str, ...]
    groups: tuple[str, ...]
    counts: np.ndarray
    exposures: np.ndarray
    standard: np.ndarray | None = None


@dataclass(frozen=True)
class StandardSettings:
    """Rates are for each `per` people a year, with `level` of intervals. An area with fewer than
    `fewest` records is not standardised: the interval would not hold."""

    per: int = 1000
    level: float = 0.95
    fewest: int = 10


@dataclass(frozen=True)
class StandardisedRow:
    """One area: its `crude` rate and its standardised `rate` with `low` and `high`, for each `per`
    people a year; NaN where it has too few records or a group is missing."""

    label: str
    count: float
    crude: float
    rate: float
    low: float
    high: float


@dataclass(frozen=True)
class StandardisedRates:
    """Standardised rates of areas, in the order given; `all_rate`: of all areas together."""

    areas: tuple[StandardisedRow, ...]
    all_rate: float
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: StandardSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row an area: crude and standardised rate."""
        unit = f"for each {self.settings.per} people a year"
        columns = (
            Column("area", "Area"),
            Column("count", "Records", "count"),
            Column("crude", "Rate as it is", "rate", unit),
            Column("rate", "Standardised rate", "rate", unit),
            Column("low", "Standardised rate, low", "rate", unit),
            Column("high", "Standardised rate, high", "rate", unit),
        )
        rows = (
            (one.label, *map(plain, (one.count, one.crude, one.rate, one.low, one.high)))
            for one in self.areas
        )
        return Table("standardised", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """The standardised rate of each area with its interval."""
        rows = [row for row in self.table().records() if row["rate"] is not None]
        caption = Caption(self.explain(), "Standardised rates with their intervals.")
        return draw_intervals(rows, caption, name="area", value="rate")
