"""Funnel limits: exact Poisson limits, widened by how much more than chance areas differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import gammainc, gammaincc, pdtr, pdtrik

from safercity.evidence.statistics import round_significant

Overdispersion = Literal["multiplicative", "additive", "none"]


@dataclass(frozen=True)
class Widening:
    """How much more than chance areas differ: `phi` (1: no more), `tau` (the spread of the areas'
    true ratios, 0: none) and by which of them limits are widened."""

    phi: float
    tau: float
    kind: Overdispersion

    def at(self, expected: np.ndarray) -> np.ndarray:
        """How many times the limits of an area that expects so many records are widened."""
        if self.kind == "multiplicative":
            return np.full(np.shape(expected), max(1.0, self.phi) ** 0.5)
        if self.kind == "additive":
            return np.sqrt(1 + self.tau**2 * np.asarray(expected))
        return np.ones(np.shape(expected))


def winsorise(z: np.ndarray, *, part: float) -> np.ndarray:
    """`z` (n,) with the lowest and highest `part` drawn in to that quantile (type 7)."""
    z = round_significant(z)
    return np.clip(z, np.quantile(z, part), np.quantile(z, 1 - part))


def find_widening(
    counts: np.ndarray, expected: np.ndarray, *, part: float, kind: Overdispersion
) -> Widening:
    """How much more than chance areas differ, from z = (count - expected) / sqrt(expected).

    phi: the mean square of the winsorised z; tau^2: the variance of ratios between areas by moments
    (DerSimonian & Laird 1986), (n phi - (n - 1)) / (sum w - sum w^2 / sum w) with w = expected.
    Source: Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202, and Quality and Safety in
    Health Care 14 (2005), 347-351. Limits: a guess from few areas; areas that belong outside widen
    it a little, which is why the ends are drawn in.
    """
    drawn = winsorise((counts - expected) / np.sqrt(expected), part=part)
    number = len(drawn)
    phi = float((drawn**2).sum() / number)
    free = float(expected.sum() - (expected**2).sum() / expected.sum())
    between = (number * phi - (number - 1)) / free if free > 0 else 0.0
    told = round_significant(np.array([phi, max(0.0, between) ** 0.5]))
    return Widening(float(told[0]), float(told[1]), kind)


def limit_counts(
    expected: np.ndarray, *, level: float, widening: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Counts (low, high) between which an area stays with a chance of about `level`.

    Poisson quantiles made continuous (Spiegelhalter 2005, appendix A.1.1); their distance from the
    expected count times `widening`. Never below zero. They are for drawing: between two whole
    counts they lie a little inside, so areas are judged by `chance_of_count`, which is exact.
    """
    tail = (1 - level) / 2
    low = expected + (poisson_quantile(tail, expected) - expected) * widening
    high = expected + (poisson_quantile(1 - tail, expected) - expected) * widening
    return round_significant(np.maximum(low, 0.0)), round_significant(high)


def poisson_quantile(p: float, mean: np.ndarray) -> np.ndarray:
    """r - (P(r) - p) / (P(r) - P(r - 1)), r being the first count with P(r) >= p."""
    mean = np.asarray(mean, dtype=float)
    first = np.nan_to_num(np.ceil(pdtrik(p, mean)), nan=0.0)
    # The inverse is good to some digits only: one step to either side puts it right.
    first = np.where((first > 0) & (pdtr(np.maximum(first - 1, 0), mean) >= p), first - 1, first)
    first = np.where(pdtr(first, mean) < p, first + 1, first)
    up_to = pdtr(first, mean)
    below = np.where(first > 0, pdtr(np.maximum(first - 1, 0), mean), 0.0)
    return first - (up_to - p) / (up_to - below)


def chance_of_count(
    counts: np.ndarray, expected: np.ndarray, *, widening: np.ndarray
) -> np.ndarray:
    """Two-sided chance of a count as far out, on counts divided by the square of the widening."""
    held, mean = counts / widening**2, expected / widening**2
    above = np.where(held > 0, gammainc(np.maximum(held, 1e-12), mean), 1.0)
    below = gammaincc(held + 1, mean)
    return round_significant(np.minimum(1.0, 2 * np.minimum(above, below)))
