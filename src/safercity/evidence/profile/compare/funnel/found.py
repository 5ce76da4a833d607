"""A funnel as a finding: what was asked, what was found, its table and its chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Caption,
    Column,
    Statement,
    Table,
    draw_funnel,
    plain,
    say_all,
)
from safercity.evidence.profile.compare.areas import DENOMINATORS
from safercity.evidence.profile.compare.funnel.limits import (
    Overdispersion,
    Widening,
    limit_counts,
)
from safercity.evidence.profile.compare.funnel.rows import VERDICTS, FunnelRow
from safercity.evidence.profile.rates import rate_columns
from safercity.evidence.profile.words import MESSAGES
from safercity.evidence.statistics import round_significant

CURVE_POINTS = 60


@dataclass(frozen=True)
class FunnelSettings:
    """Rates are for each `per` of the `denominator` (an id of `DENOMINATORS`, or its own words).
    Limits at `inner` and `outer`; areas that differ more than chance widen them ("multiplicative":
    all alike; "additive": large areas more), z drawn in by `winsorised` at each end. `discovery`:
    false-discovery value; with fewer than `fewest` areas how much they differ is little known.
    `as_shares`: counts are so many of the denominator, whatever the time; not rates a year.
    """

    denominator: str = "residents"
    per: int = 1000
    inner: float = 0.95
    outer: float = 0.998
    overdispersion: Overdispersion = "multiplicative"
    winsorised: float = 0.1
    discovery: float = 0.05
    fewest: int = 10
    named: int = 5
    as_shares: bool = False

    @property
    def denominator_words(self) -> str:
        """The denominator as it is said."""
        return DENOMINATORS.get(self.denominator, self.denominator)

    @property
    def unit(self) -> str:
        """What rates are told in: "for each 1000 residents a year"."""
        a_year = "" if self.as_shares else " a year"
        return f"for each {self.per} {self.denominator_words}{a_year}"


@dataclass(frozen=True)
class Funnel:
    """Areas compared. `average`: records of all together for each unit and year; `areas` in the
    order given; `widening`: how much more than chance they differ; `unknown`: areas without a count
    or a denominator; `otherwise`: for each further denominator the areas judged otherwise by it.
    """

    areas: tuple[FunnelRow, ...]
    average: float
    exposure: np.ndarray
    widening: Widening
    unknown: tuple[str, ...]
    otherwise: Mapping[str, tuple[str, ...]]
    own: str | None
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: FunnelSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row an area: count, rate with interval, z, limits, verdict."""
        unit = self.settings.unit
        columns = (
            Column("area", "Area"),
            Column("count", "Records", "count"),
            Column("expected", "Expected at the average", "figure"),
            *rate_columns(unit),
            Column("z", "Standard deviations from the average", "figure"),
            Column("q", "Chance, all areas considered", "figure"),
            Column("inner_low", "Inner limit, low", "rate", unit),
            Column("inner_high", "Inner limit, high", "rate", unit),
            Column("outer_low", "Outer limit, low", "rate", unit),
            Column("outer_high", "Outer limit, high", "rate", unit),
            Column("verdict", "Verdict", "id"),
            Column("lies", "Where it lies"),
        )
        return Table("funnel", columns, tuple(self._row(one) for one in self.areas))

    def _row(self, one: FunnelRow) -> tuple[object, ...]:
        rates = (one.rate, one.low, one.high)
        limits = (one.inner_low, one.inner_high, one.outer_low, one.outer_high)
        return (
            one.label, one.count, one.expected, *map(self._rate, rates), plain(one.z),
            plain(one.q), *map(self._rate, limits), one.verdict, VERDICTS[one.verdict],
        )  # fmt: skip

    def _rate(self, rate: float) -> float | None:
        return plain(float(round_significant(rate * self.settings.per)))

    def chart(self) -> dict[str, Any]:
        """Rates against size, among the limits; those outside the outer limits are named."""
        far = ("far_above", "far_below")
        points = [
            {"x": float(size), "y": self._rate(one.rate), "name": one.label,
             "marked": one.verdict in far or one.label == self.own}
            for one, size in zip(self.areas, self.exposure, strict=True)
        ]  # fmt: skip
        words = self.settings.denominator_words
        caption = Caption(self.explain(), "Each area's rate against its size, between the limits.")
        axes = (words.capitalize(), f"Records {self.settings.unit}")
        return draw_funnel(points, caption, curves=self._curves(), axes=axes)

    def _curves(self) -> list[dict[str, object]]:
        sizes = round_significant(
            np.linspace(self.exposure.min(), self.exposure.max(), CURVE_POINTS)
        )
        expected, of = sizes * self.average, sizes if self.settings.as_shares else None
        wide, scale = self.widening.at(expected, of=of), self.settings.per / sizes
        ends = [
            end * scale
            for level in (self.settings.inner, self.settings.outer)
            for end in limit_counts(expected, level=level, widening=wide, of=of)
        ]
        names = ("inner_low", "inner_high", "outer_low", "outer_high")
        middle = self._rate(self.average)
        rows: list[dict[str, object]] = []
        for i, size in enumerate(sizes.tolist()):
            told = (plain(float(round_significant(end[i]))) for end in ends)
            rows.append({"x": size, "middle": middle, **dict(zip(names, told, strict=True))})
        return rows
