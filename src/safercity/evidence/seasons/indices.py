"""How much of an average month each month of the year brings, for many places or themes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_heat,
    plain,
    say_all,
)
from safercity.evidence.findings.statements import MONTHS
from safercity.evidence.matrix import Label, Matrix
from safercity.evidence.runs import Run
from safercity.evidence.seasons.level_fit import Sizing
from safercity.evidence.seasons.levels import Tallies, tally_months
from safercity.evidence.seasons.limits import state_limits
from safercity.evidence.seasons.months import Months, read_months
from safercity.evidence.seasons.posterior import Multipliers, Posterior, summarise
from safercity.evidence.seasons.regimes import PANDEMIC, LeftOut, Regimes, find_regimes
from safercity.evidence.seasons.scatter import ALIKE
from safercity.evidence.seasons.words import MESSAGES
from safercity.evidence.statistics import adjust_for_false_discovery

METHOD = "A seasonal index"
LEAST_SHARE = 0.01  # of a row's usual month, below which a month of the year tells nothing
KNOWN, TOO_FEW, NO_RECORDS = "known", "too_few", "no_records"


@dataclass(frozen=True)
class IndexSettings:
    """`level` of the intervals; `false_discovery`: the share of months called high or low that may
    be chance. `full_years` that each month of the year needs. Rows with fewer than `pool_below`
    records a month share their group's season. `left_out`: months that are a regime of their own.
    `weekend_ratio`: a weekend day's rate over a weekday's, to be taken out (None: days alone are).
    `draws` of the posterior behind an interval.
    """

    level: float = 0.90
    false_discovery: float = 0.05
    full_years: int = 2
    pool_below: float = 5.0
    left_out: tuple[LeftOut, ...] = (PANDEMIC,)
    weekend_ratio: float | None = None
    draws: int = 2000


@dataclass(frozen=True)
class SeasonalIndices:
    """Multipliers by row and month of the year, (rows, 12), January first; NaN where not known.

    `index` (1.25: a quarter above an average month) with `low` and `high`; `chance`: false
    discovery adjusted over all rows and months; `above` of `years` in which the month was above its
    level. By row: `verdicts` ("known", "too_few", "no_records"), months `used`, whether `pooled`,
    and `strength` (records that the group's figure counts for in each month of the year). By month
    (rows, n): `counts` in use, what is `usual` of an average month at that time, NaN if not used.
    """

    rows: tuple[Label, ...]
    index: np.ndarray
    low: np.ndarray
    high: np.ndarray
    chance: np.ndarray
    above: np.ndarray
    years: np.ndarray
    verdicts: tuple[str, ...]
    used: np.ndarray
    pooled: np.ndarray
    strength: np.ndarray
    posterior: Posterior
    months: tuple[str, ...]
    counts: np.ndarray
    usual: np.ndarray
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: IndexSettings

    @property
    def rises(self) -> np.ndarray:
        """Which months are above the average, chance allowed for, (rows, 12) bool."""
        return self._is_called & (self.index > 1)

    @property
    def falls(self) -> np.ndarray:
        """Which months are below the average, chance allowed for, (rows, 12) bool."""
        return self._is_called & (self.index < 1)

    @property
    def _is_called(self) -> np.ndarray:
        return np.nan_to_num(self.chance, nan=1.0) <= self.settings.false_discovery

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each series and month of the year."""
        columns = (
            Column("row", "Series", "name"),
            Column("month", "Month of the year"),
            Column("index", "Of an average month", "figure"),
            Column("low", "Lower", "figure"),
            Column("high", "Upper", "figure"),
            Column("above", "Years above", "count"),
            Column("years", "Years known", "count"),
            Column("chance", "Chance, many tests allowed for", "share"),
            Column("pooled", "Shares its group's season", "flag"),
        )
        told = [
            (
                str(label),
                MONTHS[month],
                *(plain(one[row, month]) for one in (self.index, self.low, self.high)),
                int(self.above[row, month]),
                int(self.years[row, month]),
                plain(self.chance[row, month]),
                bool(self.pooled[row]),
            )
            for row, label in enumerate(self.rows)
            for month in range(12)
        ]
        return Table("seasonal_indices", columns, tuple(told))

    def chart(self) -> dict[str, Any]:
        """Months across, series down, shaded by the index."""
        records = [
            {"month": one["month"], "series": one["row"], "value": one["index"]}
            for one in self.table().records()
        ]
        caption = Caption(self.explain(), "Each month of the year against an average month.")
        return draw_heat(records, caption, across="month", down="series")


def estimate_indices(
    counts: Matrix,
    *,
    basis: Basis,
    groups: Mapping[Label, Label] | None = None,
    settings: IndexSettings | None = None,
    run: Run | None = None,
) -> SeasonalIndices:
    """Multipliers of the months of the year: `counts` has a row for each place or theme.

    The days in a month are taken out, and a level that may turn once a year and starts anew at each
    recording break and after months left out; so months are compared within regimes only. Rows with
    few records share the season of their group (`groups`: row to group; none: rows labelled (theme,
    place) go by theme, other rows are places of one theme): gamma-Poisson, the group's figure
    counting for as many records as the rows' likeness warrants (Marshall, Applied Statistics 40,
    1991). Intervals are drawn from the posterior, counts that vary more than chance losing their
    share of information.
    Limits: a season that is the same every year is assumed; the level's own uncertainty, a few
    hundredths of an interval's width, is left out.
    Errors: `SeriesUnusable`, `ActivityAsked`, `TooCoarse`.
    """
    settings, run = settings or IndexSettings(), run or Run()
    months = read_months(counts, basis=basis, method=METHOD)
    regimes = find_regimes(months.months, basis=basis, left_out=settings.left_out)
    sizing = Sizing(settings.pool_below, settings.weekend_ratio)
    tallies = tally_months(months, regimes, groups=groups, sizing=sizing)
    used = tallies.used.sum(axis=1).astype(int)
    verdicts = _judge(months, used, settings=settings)
    enough = np.array([verdict == KNOWN for verdict in verdicts])
    is_known = (tallies.used >= settings.full_years) & enough[:, None] & _can_tell(tallies)
    posterior = Posterior(tallies, is_known, months.rows)
    told = summarise(posterior, level=settings.level, draws=settings.draws, run=run)
    return _gather(
        (months, regimes, tallies),
        (posterior, told),
        verdicts=verdicts,
        basis=basis,
        settings=settings,
    )


def _judge(months: Months, used: np.ndarray, *, settings: IndexSettings) -> tuple[str, ...]:
    empty = (np.nansum(months.counts, axis=1) == 0) & ~np.isnan(months.counts).all(axis=1)
    few = used < 12 * settings.full_years
    return tuple(
        NO_RECORDS if none else TOO_FEW if short else KNOWN
        for none, short in zip(empty, few, strict=True)
    )


def _can_tell(tallies: Tallies) -> np.ndarray:
    """Which months of the year, (rows, 12), had any level to rise above; a pooled row leans on its
    group."""
    usual = tallies.expected.mean(axis=1, keepdims=True)
    return tallies.pooled[:, None] | (tallies.expected > LEAST_SHARE * usual)


def _gather(
    read: tuple[Months, Regimes, Tallies],
    found: tuple[Posterior, Multipliers],
    *,
    verdicts: tuple[str, ...],
    basis: Basis,
    settings: IndexSettings,
) -> SeasonalIndices:
    months, regimes, tallies = read
    posterior, told = found
    chance = adjust_for_false_discovery(told.p.ravel()).reshape(told.p.shape)
    return SeasonalIndices(
        rows=months.rows,
        index=told.index,
        low=told.low,
        high=told.high,
        chance=chance,
        above=tallies.above.astype(int),
        years=tallies.used.astype(int),
        verdicts=verdicts,
        used=tallies.used.sum(axis=1).astype(int),
        pooled=tallies.pooled,
        strength=tallies.likeness.strength,
        posterior=posterior,
        months=months.months,
        counts=tallies.counts,
        usual=tallies.usual,
        statements=_state(verdicts, tallies, chance=chance, settings=settings),
        limits=state_limits(basis, regimes=regimes, months=months),
        settings=settings,
    )


def _state(
    verdicts: tuple[str, ...], tallies: Tallies, *, chance: np.ndarray, settings: IndexSettings
) -> tuple[Statement, ...]:
    known = verdicts.count(KNOWN)
    called = (np.nan_to_num(chance, nan=1.0) <= settings.false_discovery).any(axis=1)
    tests = int((~np.isnan(chance)).sum())
    found = int(called.sum())
    name = "indices" if found else "indices_none" if known else "indices_short"
    said = [Statement(f"seasons.{name}", {"known": known, "called": found})]
    if tests:
        share = settings.false_discovery
        said.append(Statement("seasons.tests", {"tests": tests, "share": share}))
    for verdict in (TOO_FEW, NO_RECORDS):
        if verdict in verdicts:
            few = {"count": verdicts.count(verdict), "years": settings.full_years}
            said.append(Statement(f"seasons.rows_{verdict}", few))
    known_rows = np.array([verdict == KNOWN for verdict in verdicts])
    return (*said, *_state_sharing(tallies, known_rows, below=settings.pool_below))


def _state_sharing(tallies: Tallies, known: np.ndarray, *, below: float) -> list[Statement]:
    """How many rows lean on their group's season in part, and how many have it as a whole."""
    strength, said = tallies.likeness.strength, []
    whole = strength >= ALIKE / 10
    for name, rows in (("pooled", ~whole), ("pooled_whole", whole)):
        rows = rows & tallies.pooled & known
        if rows.any():
            values = {"count": int(rows.sum()), "below": below}
            middle = {"strength": float(np.median(strength[rows]))}
            said.append(Statement(f"seasons.{name}", values | middle))
    return said
