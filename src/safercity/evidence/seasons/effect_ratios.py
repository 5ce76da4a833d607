"""The effects of a fitted count model as rate ratios with intervals and chances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincc, gammaincinv, stdtr, stdtrit

from safercity.evidence.seasons.regimes import PANDEMIC, LeftOut
from safercity.evidence.statistics import (
    CountFit,
    adjust_for_false_discovery,
    exceedance,
    fit_poisson,
    round_significant,
)

MOST_FIGURES = 1_000_000  # rows by periods by columns fitted at once: some 50 MB
FEW_RECORDS = 5  # below, an effect's own count is so skew that its exact interval is taken
FARTHEST, ENDLESS = 30.0, 1e15
VAGUEST = 3.0  # an error on the log scale with which an interval spans a factor of 100,000


@dataclass(frozen=True)
class EffectSettings:
    """`level` of the intervals; `false_discovery` among all rows and effects together. An effect
    needs `years_at_least` different years and `records_at_least` expected records on its days.
    `waves` of the year (3: down to four months). `left_out`: a regime of its own.
    """

    level: float = 0.95
    false_discovery: float = 0.05
    years_at_least: int = 2
    records_at_least: float = 5.0
    waves: int = 3
    left_out: tuple[LeftOut, ...] = (PANDEMIC,)


@dataclass(frozen=True)
class Ratios:
    """Figures before they are told, (rows, effects): see `CalendarEffects`; `p` of single tests."""

    ratio: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray
    expected: np.ndarray
    period: str

    @property
    def chance(self) -> np.ndarray:
        """False discovery adjusted over all rows and effects together."""
        return adjust_for_false_discovery(self.p.ravel()).reshape(self.p.shape)


def _join_ratios(parts: Sequence[Ratios]) -> Ratios:
    """The rows of several as one."""
    return Ratios(
        ratio=np.concatenate([part.ratio for part in parts]),
        low=np.concatenate([part.low for part in parts]),
        high=np.concatenate([part.high for part in parts]),
        p=np.concatenate([part.p for part in parts]),
        expected=np.concatenate([part.expected for part in parts]),
        period=parts[0].period,
    )


@dataclass(frozen=True)
class Design:
    """A count model: its `base` columns (n, k), the effects' `marks` (n, effects), which of these
    are `usable` (effects,), the `offset` (n,), and what a `period` is called."""

    base: np.ndarray
    marks: np.ndarray
    usable: np.ndarray
    offset: np.ndarray
    period: str = "day"


def measure_ratios(values: np.ndarray, design: Design, *, settings: EffectSettings) -> Ratios:
    """The effects in `values` (rows, n), NaN where missing, fitted a few rows at a time."""
    columns = round_significant(np.column_stack([design.base, design.marks[:, design.usable]]))
    at_once = max(1, MOST_FIGURES // columns.size)
    parts = []
    for first in range(0, len(values), at_once):
        some = values[first : first + at_once]
        fit = fit_poisson(some, columns, offset=design.offset)
        linear = (columns * fit.coefficients[:, None, :]).sum(axis=-1) + design.offset
        parts.append(_read_ratios((fit, some, linear), design, settings=settings))
    return _join_ratios(parts)


def _read_ratios(
    fitted: tuple[CountFit, np.ndarray, np.ndarray], design: Design, *, settings: EffectSettings
) -> Ratios:
    """The last coefficients as rate ratios. One with too few expected records, or that the rest of
    the model already says, is not known; one seen on very few has an exact interval.
    """
    fit, values, linear = fitted
    size, count = (len(values), design.marks.shape[1]), int(design.usable.sum())
    middle, error = np.full(size, np.nan), np.full(size, np.nan)
    middle[:, design.usable] = fit.coefficients[:, fit.coefficients.shape[1] - count :]
    error[:, design.usable] = fit.errors[:, fit.coefficients.shape[1] - count :]
    known = ~np.isnan(values)
    expected, observed, believable = np.zeros(size), np.zeros(size), np.zeros(size)
    for at, mark in enumerate(design.marks.T):
        on = known & (mark != 0)
        usual = np.clip(linear - np.nan_to_num(middle[:, at : at + 1]) * mark, -FARTHEST, FARTHEST)
        expected[:, at] = np.where(on, np.exp(usual), 0.0).sum(axis=1)
        observed[:, at] = np.where(on, values, 0.0).sum(axis=1)
        # A model that sees next to nothing elsewhere may expect anything: not beyond what was seen.
        highest = np.where(known & (mark == 0), values, 0.0).max(axis=1)
        believable[:, at] = on.sum(axis=1) * (highest + 1 if (mark == 0).any() else ENDLESS)
    expected = round_significant(expected)
    told = design.usable & (expected >= settings.records_at_least) & (expected <= believable)
    told &= (error > 0) & ((error < VAGUEST) | (observed < FEW_RECORDS))
    told &= np.asarray(known.any(axis=1))[:, None]
    few = told & (observed < FEW_RECORDS)
    middle, error = np.where(told & ~few, middle, np.nan), np.where(told & ~few, error, np.nan)
    free = np.maximum(fit.used - fit.coefficients.shape[1], 1)[:, None]
    reach = stdtrit(free, 1 - (1 - settings.level) / 2) * error
    p = 2 * stdtr(free, -np.abs(middle / error))
    usual_figures = (*(np.exp(one) for one in (middle, middle - reach, middle + reach)), p)
    scale = fit.dispersion[:, None]
    exact = _compare_few(
        observed / scale, np.where(few, expected, 1.0) / scale, level=settings.level
    )
    ratio, low, high, p = (
        round_significant(np.where(few, rare, usual))
        for rare, usual in zip(exact, usual_figures, strict=True)
    )
    return Ratios(ratio, low, high, p, expected, design.period)


def _compare_few(
    observed: np.ndarray, expected: np.ndarray, *, level: float
) -> tuple[np.ndarray, ...]:
    """Ratio, exact interval (Garwood, Biometrika 28, 1936) and two-sided chance of a Poisson count
    against a known mean: the many other days are known as good as exactly."""
    tail = (1 - level) / 2
    low = np.where(observed > 0, gammaincinv(np.maximum(observed, 1e-9), tail), 0.0)
    high = gammaincinv(observed + 1, 1 - tail)
    below, above = gammaincc(observed + 1, expected), exceedance(observed, expected)
    p = np.minimum(1.0, 2 * np.minimum(below, above))
    return observed / expected, low / expected, high / expected, p
