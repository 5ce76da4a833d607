"""Counts by month of the year against what their level alone would give, many series at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from safercity.evidence.matrix import Label
from safercity.evidence.seasons.level_fit import (
    Sizing,
    fit_levels,
    make_ready,
    share_of,
    sum_groups,
)
from safercity.evidence.seasons.months import Months
from safercity.evidence.seasons.regimes import Regimes
from safercity.evidence.seasons.scatter import Fitted, Likeness, find_alpha, find_likeness
from safercity.evidence.statistics import round_significant


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


def tally_months(
    months: Months, regimes: Regimes, *, groups: Mapping[Label, Label] | None, sizing: Sizing
) -> Tallies:
    """Fit level and season in turn, pooling the season of small rows with the rest of their group.

    `groups`: see `number_groups`. Rows without any record are left alone.
    """
    ready = make_ready(months, regimes, groups=groups, sizing=sizing)
    counted = ready.by_month(ready.counts)
    level, lost = fit_levels(ready, counted, regimes=regimes)
    usual = ready.exposure * level
    expected = ready.by_month(usual)
    own = share_of(counted, expected)
    fitted = Fitted(ready.counts, usual, own[:, ready.of_year], lost)
    alpha, free = find_alpha(fitted, small=ready.small, group=ready.group)
    mean = usual * fitted.index
    uneven = share_of(ready.by_month(mean**2), ready.by_month(mean), empty=0.0)
    dispersion = round_significant(1 + alpha[:, None] * uneven)
    group_counted = sum_groups(counted / dispersion, ready.group)[ready.group]
    group_expected = sum_groups(expected / dispersion, ready.group)[ready.group]
    season = share_of(group_counted, group_expected)
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
