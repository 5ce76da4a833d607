"""The level of many series, and the season they share or have: fitted in turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from safercity.evidence.matrix import Label
from safercity.evidence.seasons.labels import split_label
from safercity.evidence.seasons.months import Months
from safercity.evidence.seasons.regimes import Regimes, Trend, draw_trend
from safercity.evidence.statistics import fit_poisson, round_significant

ROUNDS = 40  # with whole years three are enough; three years with gaps may want twenty
CLOSE_ENOUGH = 1e-7
LEAST_INDEX = 1e-3  # a month without any record still needs a logarithm
RECORDS_FOR_SLOPE = 24


@dataclass(frozen=True)
class Sizing:
    """What small means (`pool_below` records a month), and a weekend day's rate over a weekday's
    (None: every day alike)."""

    pool_below: float
    weekend_ratio: float | None


@dataclass(frozen=True)
class Ready:
    """What the fit works on: counts in use, where they are known, days, month of the year."""

    counts: np.ndarray
    known: np.ndarray
    exposure: np.ndarray
    of_year: np.ndarray
    group: np.ndarray
    small: np.ndarray
    pooled: np.ndarray

    def by_month(self, values: np.ndarray) -> np.ndarray:
        """Sums over the known months of each month of the year, (rows, 12)."""
        kept = np.where(self.known, values, 0.0)
        return np.stack([kept[:, self.of_year == at].sum(axis=1) for at in range(12)], axis=1)


def make_ready(
    months: Months, regimes: Regimes, *, groups: Mapping[Label, Label] | None, sizing: Sizing
) -> Ready:
    """The counts in use (a row without any record has none), grouped and sized."""
    counts = np.where(regimes.of >= 0, months.counts, np.nan)
    counts[np.nansum(counts, axis=1) == 0] = np.nan
    known = ~np.isnan(counts)
    filled = known.any(axis=1)
    average = np.nansum(counts, axis=1) / np.maximum(known.sum(axis=1), 1)
    small = round_significant(average) < sizing.pool_below
    group = number_groups(months.rows, groups)
    sizes = np.bincount(group[filled], minlength=group.max() + 1)
    exposure = months.days
    if sizing.weekend_ratio is not None:
        exposure = months.days + (sizing.weekend_ratio - 1) * months.weekend_days
    pooled = small & filled & (sizes[group] > 1)
    return Ready(counts, known, exposure, months.of_year, group, small, pooled)


def fit_levels(
    ready: Ready, counted: np.ndarray, *, regimes: Regimes
) -> tuple[np.ndarray, np.ndarray]:
    """Records a day of an average month, (rows, n), level and season being fitted in turn; and how
    many coefficients each row's level has.

    A row (and the pooled rows of a group together) stops when it no longer moves, so that it is
    told the same whatever else was asked.
    """
    known = np.asarray(ready.known.any(axis=0))
    index, level = np.ones((len(counted), 12)), np.zeros(ready.counts.shape)
    lost = np.zeros(len(counted))
    designs = []
    for straight, kind in ((True, ready.small), (False, ~ready.small)):
        trend = draw_trend(regimes, known, straight=straight)
        designs.append(_tailor(trend, ready.counts[kind], of=regimes.of))
        lost[kind] = np.abs(designs[-1][0]).any(axis=1).sum(axis=1)
    moving = np.asarray(ready.known.any(axis=1))
    for _ in range(ROUNDS):
        shift = np.log(ready.exposure * index[:, ready.of_year])
        for kind, (design, counts) in zip((ready.small, ~ready.small), designs, strict=True):
            rows, some = kind & moving, moving[kind]
            if some.any():
                fit = fit_poisson(counts[some], design[some], offset=shift[rows])
                none = ~np.abs(design[some]).any(axis=2)
                level[rows] = np.where(none, 0.0, fit.fitted / np.exp(shift[rows]))
        expected = ready.by_month(ready.exposure * level)
        shared = share_of(sum_groups(counted, ready.group), sum_groups(expected, ready.group))
        own = share_of(counted, expected)
        new = _center(np.where(ready.pooled[:, None], shared[ready.group], own))
        moved = np.abs(new - index).max(axis=1)
        together = np.zeros(len(shared))
        np.maximum.at(together, ready.group[ready.pooled], moved[ready.pooled])
        moved = np.where(ready.pooled, together[ready.group], moved)
        index = np.where(moving[:, None], new, index)
        moving &= moved >= CLOSE_ENOUGH
        if not moving.any():
            break
    return level, lost


def _tailor(trend: Trend, counts: np.ndarray, *, of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each row's own design (rows, n, k), and its counts without regimes in which it has none.

    A slope through a handful of records runs off to nothing: there the level alone is fitted.
    """
    design = np.broadcast_to(trend.columns, (len(counts), *trend.columns.shape)).copy()
    counts = counts.copy()
    for regime in np.unique(trend.regime):
        inside = of == regime if regime >= 0 else np.ones(of.size, dtype=bool)
        total = np.nansum(counts[:, inside], axis=1)
        mine = trend.regime == regime
        design[np.ix_(total < RECORDS_FOR_SLOPE, inside, mine & trend.is_slope)] = 0.0
        design[np.ix_(total == 0, inside, mine)] = 0.0
        counts[np.ix_(total == 0, inside)] = np.nan
    return design, counts


def number_groups(rows: tuple[Label, ...], groups: Mapping[Label, Label] | None) -> np.ndarray:
    """Each row's group as a number; a row that `groups` does not name stands alone.

    Without `groups`, rows labelled (theme, place) belong to their theme, and a theme as a whole
    stands alone beside them; where no row says its theme, all are places of one.
    """
    if groups is None:
        pairs = [split_label(row) for row in rows]
        if not any(place for _, place in pairs):
            return np.zeros(len(rows), dtype=np.int64)
        groups = {row: theme for row, (theme, place) in zip(rows, pairs, strict=True) if place}
    names: dict[object, int] = {}
    of = [(0, groups[row]) if row in groups else (1, row) for row in rows]
    return np.array([names.setdefault(name, len(names)) for name in of], dtype=np.int64)


def sum_groups(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Sums over the rows of each group, (groups, 12)."""
    summed = np.zeros((group.max() + 1, 12))
    np.add.at(summed, group, values)
    return summed


def share_of(counted: np.ndarray, expected: np.ndarray, *, empty: float = 1.0) -> np.ndarray:
    """Counted over expected; `empty` where nothing is expected."""
    return np.where(expected > 0, counted / np.where(expected > 0, expected, 1.0), empty)


def _center(index: np.ndarray) -> np.ndarray:
    return np.maximum(index / index.mean(axis=1, keepdims=True), LEAST_INDEX)
