"""Trend, season and remainder of monthly counts, as a finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_lines,
    plain,
    say_all,
)
from safercity.evidence.matrix import Label, Matrix
from safercity.evidence.seasons.errors import SeriesIncomplete
from safercity.evidence.seasons.level_fit import Sizing, share_of
from safercity.evidence.seasons.levels import tally_months
from safercity.evidence.seasons.limits import state_limits
from safercity.evidence.seasons.months import Months, read_months
from safercity.evidence.seasons.regimes import Regimes, find_regimes
from safercity.evidence.seasons.stl import Parts, Windows, split_series
from safercity.evidence.seasons.words import MESSAGES
from safercity.evidence.statistics import round_significant

METHOD = "Taking trend and season apart"
PERIOD = 12


@dataclass(frozen=True)
class DecomposeSettings:
    """`windows` of the local lines, inner `passes`; `fill_gaps`: missing months are filled with
    what level and season would give, and said; `pool_below` this many records a month on average no
    season is to be taken apart (it is said, and indices are the better question).
    """

    windows: Windows = field(default_factory=Windows)
    passes: int = 5
    fill_gaps: bool = False
    pool_below: float = 5.0


@dataclass(frozen=True)
class Decomposition:
    """`trend`, `seasonal`, `remainder`, (rows, n), in records; they add up to `counts`, which holds
    the filled-in figure where a month was missing (`filled`, bool)."""

    rows: tuple[Label, ...]
    months: tuple[str, ...]
    counts: np.ndarray
    trend: np.ndarray
    seasonal: np.ndarray
    remainder: np.ndarray
    filled: np.ndarray
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: DecomposeSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each series and month."""
        columns = (
            Column("row", "Series", "name"),
            Column("month", "Month", "month"),
            Column("count", "Records", "count"),
            Column("trend", "Trend", "figure"),
            Column("seasonal", "Season", "figure"),
            Column("remainder", "Remainder", "figure"),
        )
        told = round_significant(np.stack([self.trend, self.seasonal, self.remainder], axis=-1))
        counts = np.where(self.filled, np.nan, self.counts)
        rows = [
            (str(label), month, plain(counts[row, at]), *map(plain, told[row, at]))
            for row, label in enumerate(self.rows)
            for at, month in enumerate(self.months)
        ]
        return Table("decomposition", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """Counts and trend of the first series by month."""
        records = self.table().records()[: len(self.months)]
        caption = Caption(self.explain(), "Records by month, with the trend dashed.")
        return draw_lines(records, caption, x="month", y={"count": "Records", "trend": "Trend"})


def decompose(
    counts: Matrix, *, basis: Basis, settings: DecomposeSettings | None = None
) -> Decomposition:
    """Trend, season and remainder of monthly counts, a row each, by STL without robustness.

    Method and source: `split_series`. Limits: a recording break bends the trend and leaks into the
    season about it (said); months of different length are not evened out.
    Errors: `SeriesIncomplete`, for gaps that are not to be filled or fewer than two years;
    `SeriesUnusable`, `ActivityAsked`, `TooCoarse`.
    """
    settings = settings or DecomposeSettings()
    months = read_months(counts, basis=basis, method=METHOD)
    regimes = find_regimes(months.months, basis=basis, left_out=())
    filled = np.isnan(months.counts)
    values = months.counts
    if filled.any() and settings.fill_gaps:
        values = np.where(filled, _expect(months, regimes, settings=settings), values)
    parts = split_series(values, PERIOD, windows=settings.windows, passes=settings.passes)
    return Decomposition(
        rows=months.rows,
        months=months.months,
        counts=values,
        trend=parts.trend,
        seasonal=parts.seasonal[0],
        remainder=parts.remainder,
        filled=filled,
        statements=_state(values, parts, filled=filled, settings=settings),
        limits=state_limits(basis, regimes=regimes, months=months),
        settings=settings,
    )


def _expect(months: Months, regimes: Regimes, *, settings: DecomposeSettings) -> np.ndarray:
    """What level and season would give in every month, (rows, n), gaps too."""
    known = ~np.isnan(months.counts)
    few = known.sum(axis=1) < 2 * PERIOD
    if few.any():
        row = int(np.flatnonzero(few)[0])
        raise SeriesIncomplete(
            f"{METHOD}: gaps of {months.rows[row]} cannot be filled from {known[row].sum()} known "
            f"months; {2 * PERIOD} are needed."
        )
    tallies = tally_months(
        months, regimes, groups={row: row for row in months.rows}, sizing=Sizing(0.0, None)
    )
    season = share_of(tallies.counted, tallies.expected)
    return round_significant(tallies.level * months.days * season[:, months.of_year])


def _state(
    values: np.ndarray, parts: Parts, *, filled: np.ndarray, settings: DecomposeSettings
) -> tuple[Statement, ...]:
    seasonal = parts.seasonal[0]
    spread = (values - parts.trend).var(axis=1).sum()
    left = parts.remainder.var(axis=1).sum()
    share = max(0.0, 1 - float(left) / float(spread)) if spread > 0 else 0.0
    values_said = {"series": len(values), "share": float(round_significant(share))}
    empty = not np.abs(values).sum()
    said = [Statement("seasons.nothing_to_part" if empty else "seasons.parted", values_said)]
    if not empty and seasonal.shape[1] < 3 * PERIOD:
        said.append(Statement("seasons.parted_short", {"months": seasonal.shape[1]}))
    few = int((round_significant(values.mean(axis=1)) < settings.pool_below).sum())
    if few and not empty:
        said.append(Statement("seasons.parted_small", {"count": few, "below": settings.pool_below}))
    if filled.any():
        said.append(Statement("seasons.filled", {"months": int(filled.sum())}))
    return tuple(said)
