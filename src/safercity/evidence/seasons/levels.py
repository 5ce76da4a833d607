"""Counts by month of the year against what their level alone would give, many series at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from safercity.evidence.matrix import Label
from safercity.evidence.seasons.labels import split_label
from safercity.evidence.seasons.months import Months
from safercity.evidence.seasons.regimes import Regimes, draw_trend
from safercity.evidence.seasons.scatter import Fitted, Likeness, find_alpha, find_likeness
from safercity.evidence.statistics import fit_poisson, round_significant

ROUNDS = 15  # level and season in turn; with whole years three are enough
CLOSE_ENOUGH = 1e-8
LEAST_INDEX = 1e-3  # a month without any record still needs a logarithm


@dataclass(frozen=True)
class Sizing:
    """What small means (`pool_below` records a month), and a weekend day's rate over a weekday's
    (None: every day alike)."""

    pool_below: float
    weekend_ratio: float | None


@dataclass(frozen=True)
class Tallies:
    """By row and month of the year (rows, 12): records `counted`, those `expected` of an average
    month, years `used`, years in which the month was `above` its level, and the `dispersion` of a
    year's count; the group's season in `group_counted` and `group_expected`. By row: `free` degrees
    of the dispersion, whether it is `pooled`, and its group's `likeness`. Counts that vary more
    than chance are in all of these what they are; the posterior takes their share. By month (rows,
    n): `counts` in use, what is `usual` of an average month then, NaN where not used; and `level`,
    records a day of an average month, also where nothing is known.
    """

    counted: np.ndarray
    expected: np.ndarray
    used: np.ndarray
    above: np.ndarray
    dispersion: np.ndarray
    free: np.ndarray
    pooled: np.ndarray
    group_counted: np.ndarray
    group_expected: np.ndarray
    likeness: Likeness
    counts: np.ndarray
    usual: np.ndarray
    level: np.ndarray


@dataclass(frozen=True)
class _Ready:
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


def tally_months(
    months: Months, regimes: Regimes, *, groups: Mapping[Label, Label] | None, sizing: Sizing
) -> Tallies:
    """Fit level and season in turn, pooling the season of small rows with the rest of their group.

    `groups`: see `number_groups`. Rows without any record are left alone.
    """
    ready = _make_ready(months, regimes, groups=groups, sizing=sizing)
    known = np.asarray(ready.known.any(axis=0))
    designs = [draw_trend(regimes, known, straight=way) for way in (True, False)]
    counted = ready.by_month(ready.counts)
    level = _fit_levels(ready, counted, designs=designs)
    usual = ready.exposure * level
    expected = ready.by_month(usual)
    own = np.asarray(_share(counted, expected))
    lost = np.where(ready.small, designs[0].shape[1], designs[1].shape[1])
    fitted = Fitted(ready.counts, usual, own[:, ready.of_year], np.asarray(lost))
    alpha, free = find_alpha(fitted, small=ready.small, group=ready.group)
    mean = usual * fitted.index
    uneven = _share(ready.by_month(mean**2), ready.by_month(mean), empty=0.0)
    dispersion = round_significant(1 + alpha[:, None] * uneven)
    group_counted = _sum_groups(counted / dispersion, ready.group)[ready.group]
    group_expected = _sum_groups(expected / dispersion, ready.group)[ready.group]
    season = _share(group_counted, group_expected)
    above = round_significant(np.nan_to_num(ready.counts)) > round_significant(usual)
    return Tallies(
        counted=counted,
        expected=round_significant(expected),
        used=ready.by_month(np.ones(level.shape)),
        above=ready.by_month(above.astype(float)),
        dispersion=dispersion,
        free=free,
        pooled=ready.pooled,
        group_counted=round_significant(group_counted),
        group_expected=round_significant(group_expected),
        likeness=find_likeness(
            (counted / dispersion, expected * season / dispersion),
            within=free, pooled=ready.pooled, group=ready.group,
        ),
        counts=ready.counts,
        usual=round_significant(np.where(ready.known, usual, np.nan)),
        level=level,
    )  # fmt: skip


def _make_ready(
    months: Months, regimes: Regimes, *, groups: Mapping[Label, Label] | None, sizing: Sizing
) -> _Ready:
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
    return _Ready(counts, known, exposure, months.of_year, group, small, pooled)


def _fit_levels(ready: _Ready, counted: np.ndarray, *, designs: list[np.ndarray]) -> np.ndarray:
    """Records a day of an average month, (rows, n): level and season fitted in turn.

    A row (and the pooled rows of a group together) stops when it no longer moves, so that it is
    told the same whatever else was asked.
    """
    index, level = np.ones((len(counted), 12)), np.ones(ready.counts.shape)
    moving = np.asarray(ready.known.any(axis=1))
    for _ in range(ROUNDS):
        shift = np.log(ready.exposure * index[:, ready.of_year])
        for kind, design in zip((ready.small, ~ready.small), designs, strict=True):
            rows = kind & moving
            if rows.any():
                fit = fit_poisson(ready.counts[rows], design, offset=shift[rows])
                level[rows] = fit.fitted / np.exp(shift[rows])
        expected = ready.by_month(ready.exposure * level)
        shared = _share(_sum_groups(counted, ready.group), _sum_groups(expected, ready.group))
        own = _share(counted, expected)
        new = _center(np.where(ready.pooled[:, None], shared[ready.group], own))
        moved = np.abs(new - index).max(axis=1)
        together = np.zeros(len(shared))
        np.maximum.at(together, ready.group[ready.pooled], moved[ready.pooled])
        moved = np.where(ready.pooled, together[ready.group], moved)
        index = np.where(moving[:, None], new, index)
        moving &= moved >= CLOSE_ENOUGH
        if not moving.any():
            break
    return level


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


def _sum_groups(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    summed = np.zeros((group.max() + 1, 12))
    np.add.at(summed, group, values)
    return summed


def _share(counted: np.ndarray, expected: np.ndarray, *, empty: float = 1.0) -> np.ndarray:
    return np.where(expected > 0, counted / np.where(expected > 0, expected, 1.0), empty)


def _center(index: np.ndarray) -> np.ndarray:
    return np.maximum(index / index.mean(axis=1, keepdims=True), LEAST_INDEX)
