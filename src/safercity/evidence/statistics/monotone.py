"""Whether a series drifts one way: Mann and Kendall's test, Sen's slope, and their seasonal kin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from scipy.special import ndtr

from safercity.evidence.statistics.errors import FiguresRefused
from safercity.evidence.statistics.ranks import mid_ranks
from safercity.evidence.statistics.rounding import round_significant

# |z| of the autocorrelations that Hamed and Rao take as real: 95%, two-sided.
REAL_AT = 1.959963984540054

Variant = Literal["original", "hamed_rao", "seasonal"]


@dataclass(frozen=True)
class MonotoneTest:
    """`s`: pairs that rise less those that fall; `z` and two-sided `p` with continuity correction;
    `slope` per step of the series (per season's round in the seasonal variant).
    """

    s: int
    variance: float
    z: float
    p: float
    slope: float
    variant: Variant


def find_monotone(
    values: np.ndarray,
    *,
    variant: Variant = "seasonal",
    period: int = 12,
    breaks: Sequence[int] = (),
) -> MonotoneTest:
    """Mann and Kendall's test of a vector in order of time, NaN where a value is missing.

    "seasonal" compares only values of the same season (Hirsch, Slack & Smith, Water Resources
    Research 18, 1982), so that neither season nor an uneven start sways it: the house's variant for
    months. "original": Mann (1945), Kendall (1975). "hamed_rao" widens the variance by the real
    autocorrelations of the detrended ranks (Hamed & Rao, Journal of Hydrology 204, 1998); on series
    with a season it calls most things a trend. The variant is chosen before the answer is seen.
    `breaks`: positions from which values mean something else; none is compared with one across.
    Limits: at least about eight values; says which way, never how much. Errors: `FiguresRefused`,
    for infinite values, another variant, a period below one, or more than one series.
    """
    values = round_significant(np.asarray(values, dtype=float))
    _check(values, variant=variant, period=period)
    apart = np.isin(np.arange(values.size), np.asarray(breaks, dtype=np.int64)).cumsum()
    if variant == "seasonal":
        apart = apart * period + np.arange(values.size) % period
    s, variance, slopes = 0, 0.0, []
    for part in np.unique(apart):
        inside = values[apart == part]
        known = inside[~np.isnan(inside)]
        rises, spread = _count_pairs(known)
        slopes.append(_pair_slopes(inside))
        if variant == "hamed_rao" and spread > 0 and known.size > 2:
            spread *= _widening(known, slope=_middle(slopes[-1]))
        s, variance = s + rises, variance + spread
    slope = _middle(np.concatenate(slopes)) if slopes else 0.0
    z = (s - np.sign(s)) / np.sqrt(variance) if s and variance > 0 else 0.0
    told_z, p, told_slope, told_variance = round_significant(
        np.array([z, 2 * ndtr(-abs(z)), slope, variance])
    )
    return MonotoneTest(
        s, float(told_variance), float(told_z), float(p), float(told_slope), variant
    )


def _check(values: np.ndarray, *, variant: str, period: int) -> None:
    if values.ndim != 1:
        raise FiguresRefused(f"A test for a trend takes one series, not shape {values.shape}.")
    if np.isinf(values).any():
        at = int(np.flatnonzero(np.isinf(values))[0])
        raise FiguresRefused(
            f"A series to be tested for a trend holds an infinite value at position {at}.",
            advice="Leave out what was not measured: a missing value is NaN.",
        )
    if variant not in get_args(Variant):
        names = ", ".join(get_args(Variant))
        raise FiguresRefused(
            f"There is no variant {variant!r} of this test for a trend; there are {names}.",
            advice="Choose one before the answer is seen.",
        )
    if period < 1:
        raise FiguresRefused(
            f"A season of {period} periods is none.", advice="Give 12 for months, 4 for quarters."
        )


def _count_pairs(known: np.ndarray) -> tuple[int, float]:
    """S and its variance with ties (Kendall 1975)."""
    n = known.size
    s = int(sum(np.sign(known[i + 1 :] - known[i]).sum() for i in range(n - 1)))
    _, ties = np.unique(known, return_counts=True)
    variance = n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()
    return s, float(variance) / 18


def _middle(slopes: np.ndarray) -> float:
    return float(np.median(slopes)) if slopes.size else 0.0


def _pair_slopes(values: np.ndarray) -> np.ndarray:
    """The slope of every pair of known values, with their true distance in time."""
    at = np.flatnonzero(~np.isnan(values))
    first, second = np.triu_indices(at.size, 1)
    return (values[at[second]] - values[at[first]]) / (at[second] - at[first])


def _widening(known: np.ndarray, *, slope: float) -> float:
    """n over the effective n: how much the real autocorrelations widen the variance of S."""
    n = known.size
    ranks = mid_ranks(known - slope * np.arange(1, n + 1))
    ranks = ranks - ranks.mean()
    whole = (ranks**2).sum()
    lags = np.arange(1, n)
    told = np.array([(ranks[lag:] * ranks[:-lag]).sum() / whole for lag in lags])
    real = np.abs(told) > REAL_AT / np.sqrt(n)
    terms = (n - lags) * (n - lags - 1) * (n - lags - 2) * np.where(real, told, 0.0)
    return 1 + 2 / (n * (n - 1) * (n - 2)) * float(terms.sum())
