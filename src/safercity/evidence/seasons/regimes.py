"""Stretches of time in which a count means one thing: between breaks, without what is left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.findings import Basis, RecordingBreak
from safercity.evidence.statistics import round_significant

# The trend may turn once a year: oftener, it would follow the season.
MONTHS_A_YEAR, DAYS_A_YEAR = 12.0, 365.25


@dataclass(frozen=True)
class LeftOut:
    """Months that are a regime of their own, from `first` to `last`, and why."""

    first: str
    last: str
    reason: str


# Whole years, so that each month of the year loses as many.
PANDEMIC = LeftOut(
    "2020-01", "2021-12", "the pandemic's lockdowns and rules changed when and where people met"
)


@dataclass(frozen=True)
class Regimes:
    """`of` (n,): the regime of each period, -1 where left out; the `breaks` that part them."""

    of: np.ndarray
    breaks: tuple[RecordingBreak, ...]
    left_out: tuple[LeftOut, ...]


def find_regimes(
    periods: tuple[str, ...], *, basis: Basis, left_out: tuple[LeftOut, ...]
) -> Regimes:
    """Number the regimes of months or days: a new one at each break and after what is left out."""
    months = [period[:7] for period in periods]
    labels = np.array(months)
    kept = np.ones(len(months), dtype=bool)
    inside = []
    for one in left_out:
        gone = (labels >= one.first[:7]) & (labels <= one.last[:7])
        kept &= ~gone
        if gone.any():
            inside.append(one)
    starts = np.zeros(len(months), dtype=bool)
    starts[1:] = kept[1:] & ~kept[:-1]
    breaks: dict[str, RecordingBreak] = {}
    for each in sorted(basis.breaks, key=lambda one: one.month):
        month = each.month[:7]
        if each.kind != "missing" and months[0] < month <= months[-1]:
            breaks.setdefault(month, each)
            starts[months.index(month)] = True
    of = np.where(kept, np.cumsum(starts), -1)
    return Regimes(of, tuple(breaks.values()), tuple(inside))


@dataclass(frozen=True)
class Trend:
    """The design of the level: `columns` (n, k), each one's `regime` and whether it is a slope."""

    columns: np.ndarray
    regime: np.ndarray
    is_slope: np.ndarray


def draw_trend(
    regimes: Regimes, known: np.ndarray, *, straight: bool, a_year: float = MONTHS_A_YEAR
) -> Trend:
    """In each regime a line that may turn once a year.

    A regime with less than a year of `known` periods (n,) has a level and no slope: a slope there
    would be the season. `straight`: no turns, for counts too small to show any. `a_year`: periods.
    """
    columns, of = [], []
    periods = np.arange(known.size)
    for regime in np.unique(regimes.of[(regimes.of >= 0) & known]).tolist():
        inside = regimes.of == regime
        at = np.flatnonzero(inside & known)
        columns.append(inside.astype(float))
        of.append((regime, False))
        if at.size < a_year:
            continue
        length = at[-1] - at[0] + 1
        pieces = 1 if straight else max(1, round(length / a_year))
        for turn in at[0] + length / pieces * np.arange(pieces):
            columns.append(inside * np.maximum(periods - turn, 0.0) / a_year)
            of.append((regime, True))
    if not columns:
        columns, of = [np.ones(known.size)], [(-1, False)]
    told = np.array(of, dtype=int)
    return Trend(round_significant(np.column_stack(columns)), told[:, 0], told[:, 1].astype(bool))
