"""Funnel limits: exact Poisson limits, widened by how much more than chance areas differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import bdtr, bdtrik, betainc, gammainc, gammaincc, pdtr, pdtrik

from safercity.evidence.statistics import round_significant

Overdispersion = Literal["multiplicative", "additive", "none"]


@dataclass(frozen=True)
class Widening:
    """How much more than chance areas differ: `phi` (1: no more), `tau` (the spread of the areas'
    true ratios, 0: none) and by which of them limits are widened."""

    phi: float
    tau: float
    kind: Overdispersion

    def at(self, expected: np.ndarray, *, of: np.ndarray | None = None) -> np.ndarray:
        """How many times the limits of an area that expects so many records (`of` so many, for
        shares) are widened."""
        if self.kind == "multiplicative":
            return np.full(np.shape(expected), max(1.0, self.phi) ** 0.5)
        if self.kind == "additive":
            return np.sqrt(1 + self.tau**2 * np.asarray(expected) / variance_share(expected, of))
        return np.ones(np.shape(expected))


def variance_share(expected: np.ndarray, of: np.ndarray | None) -> np.ndarray:
    """Variance over expected count: 1 of a Poisson count, 1 - share of one `of` so many."""
    if of is None:
        return np.ones(np.shape(expected))
    return np.maximum(1 - np.asarray(expected) / of, 1e-12)


def winsorise(z: np.ndarray, *, part: float) -> np.ndarray:
    """`z` (n,) with the lowest and highest `part` drawn in to that quantile (type 7)."""
    z = round_significant(z)
    return np.clip(z, np.quantile(z, part), np.quantile(z, 1 - part))


def find_widening(
    counts: np.ndarray,
    expected: np.ndarray,
    *,
    part: float,
    kind: Overdispersion,
    of: np.ndarray | None = None,
) -> Widening:
    """How much more than chance areas differ, from z = (count - expected) / standard deviation.

    phi: the mean square of the winsorised z; tau^2: the variance of ratios between areas by moments
    (DerSimonian & Laird 1986), (n phi - (n - 1)) / (sum w - sum w^2 / sum w) with w = expected, or
    expected / (1 - share) for shares `of` so many.
    Source: Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202, and Quality and Safety in
    Health Care 14 (2005), 347-351. Limits: a guess from few areas; areas that belong outside widen
    it a little, which is why the ends are drawn in.
    """
    rest = variance_share(expected, of)
    drawn = winsorise((counts - expected) / np.sqrt(expected * rest), part=part)
    number = len(drawn)
    phi = float((drawn**2).sum() / number)
    weight = expected / rest
    free = float(weight.sum() - (weight**2).sum() / weight.sum())
    between = (number * phi - (number - 1)) / free if free > 0 else 0.0
    told = round_significant(np.array([phi, max(0.0, between) ** 0.5]))
    return Widening(float(told[0]), float(told[1]), kind)


def limit_counts(
    expected: np.ndarray, *, level: float, widening: np.ndarray, of: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Counts (low, high) between which an area stays with a chance of about `level`.

    Poisson quantiles (binomial ones for shares `of` so many) made continuous (Spiegelhalter 2005,
    appendix A.1.1); their distance from the expected count times `widening`. Never below zero, nor
    above `of`. They are for drawing: between two whole counts they lie a little inside, so areas
    are judged by `chance_of_count`, which is exact.
    """
    tail = (1 - level) / 2
    low = expected + (find_quantile(tail, expected, of=of) - expected) * widening
    high = expected + (find_quantile(1 - tail, expected, of=of) - expected) * widening
    high = high if of is None else np.minimum(high, of)
    return round_significant(np.maximum(low, 0.0)), round_significant(high)


def find_quantile(p: float, mean: np.ndarray, *, of: np.ndarray | None = None) -> np.ndarray:
    """r - (P(r) - p) / (P(r) - P(r - 1)), r being the first count with P(r) >= p; P is Poisson's,
    or for shares binomial `of` so many (to the nearest whole)."""
    mean = np.asarray(mean, dtype=float)
    whole = None if of is None else np.maximum(np.rint(of), 1.0)
    share = None if of is None else np.clip(mean / of, 0.0, 1.0)

    def up_to(count: np.ndarray) -> np.ndarray:
        if whole is None:
            return np.asarray(pdtr(count, mean))
        return np.where(count >= whole, 1.0, bdtr(count, whole.astype(np.int64), share))

    found = pdtrik(p, mean) if whole is None else bdtrik(p, whole, share)
    first = np.maximum(np.nan_to_num(np.ceil(found), nan=0.0), 0.0)
    first = first if whole is None else np.minimum(first, whole)
    # The inverse is good to some digits only: one step to either side puts it right.
    first = np.where((first > 0) & (up_to(np.maximum(first - 1, 0)) >= p), first - 1, first)
    first = np.where(up_to(first) < p, first + 1, first)
    below = np.where(first > 0, up_to(np.maximum(first - 1, 0)), 0.0)
    return first - (up_to(first) - p) / (up_to(first) - below)


def chance_of_count(
    counts: np.ndarray,
    expected: np.ndarray,
    *,
    widening: np.ndarray,
    of: np.ndarray | None = None,
) -> np.ndarray:
    """Two-sided chance of a count as far out, on counts divided by the square of the widening."""
    held, mean = counts / widening**2, expected / widening**2
    if of is None:
        above = np.where(held > 0, gammainc(np.maximum(held, 1e-12), mean), 1.0)
        below = gammaincc(held + 1, mean)
    else:
        share, rest = expected / of, np.maximum(of / widening**2 - held, 0.0)
        above = np.where(held > 0, betainc(np.maximum(held, 1e-12), rest + 1, share), 1.0)
        below = np.where(rest > 0, betainc(np.maximum(rest, 1e-12), held + 1, 1 - share), 1.0)
    return round_significant(np.minimum(1.0, 2 * np.minimum(above, below)))
