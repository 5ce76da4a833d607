"""Empirical-Bayes smoothing of small counts: the gamma-Poisson model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, polygamma

from safercity.evidence.statistics.rounding import round_significant

EVEN_SHAPE = 1e6
SMALLEST_SHAPE = 1e-3


@dataclass(frozen=True)
class GammaPrior:
    """How rates scatter between units: gamma with this shape and rate; mean = shape / rate."""

    shape: float
    rate: float

    @property
    def mean(self) -> float:
        """The mean rate, in counts per unit of exposure."""
        return self.shape / self.rate if self.rate > 0 else 0.0


def fit_gamma_prior(counts: np.ndarray, exposure: np.ndarray, *, steps: int = 25) -> GammaPrior:
    """The gamma prior that makes `counts` (vector) with `exposure` (vector, same length) likeliest.

    Starts from moments (Marshall, Applied Statistics 40, 1991), then `steps` Newton steps on the
    log of the shape of the negative binomial with the mean held at total / total. Units without
    exposure are left out. Counts no more uneven than chance give a very large shape (full
    smoothing); no counts at all give a prior of mean 0.
    """
    counts, exposure = np.asarray(counts, dtype=float), np.asarray(exposure, dtype=float)
    kept = exposure > 0
    counts, exposure = counts[kept], exposure[kept]
    if counts.sum() <= 0:
        return GammaPrior(EVEN_SHAPE, float("inf"))
    mean = float(counts.sum() / exposure.sum())
    shape = _shape_by_moments(counts, exposure, mean=mean)
    if shape < EVEN_SHAPE:
        shape = _climb(counts, mean * exposure, shape=shape, steps=steps)
    shape = float(round_significant(shape))
    return GammaPrior(shape, float(round_significant(shape / mean)))


def smooth_rates(counts: np.ndarray, exposure: np.ndarray, *, prior: GammaPrior) -> np.ndarray:
    """Posterior mean rates (counts per unit of exposure), rounded to 10 significant digits.

    Between a unit's own rate (much exposure) and the prior's mean (little). Any one shape.
    """
    if not np.isfinite(prior.rate):
        return np.zeros(np.shape(counts))
    return round_significant((prior.shape + counts) / (prior.rate + exposure))


def _shape_by_moments(counts: np.ndarray, exposure: np.ndarray, *, mean: float) -> float:
    spread = float((exposure * (counts / exposure - mean) ** 2).sum() / exposure.sum())
    between = spread - mean / float(exposure.mean())
    return min(EVEN_SHAPE, mean**2 / between) if between > 0 else EVEN_SHAPE


def _climb(counts: np.ndarray, expected: np.ndarray, *, shape: float, steps: int) -> float:
    log_shape = float(np.log(shape))
    for _ in range(steps):
        first, second = _slopes(counts, expected, shape=float(np.exp(log_shape)))
        step = -first / second if second < 0 else np.sign(first)
        log_shape += float(np.clip(step, -1, 1))
        if abs(step) < 1e-12:
            break
    return float(np.clip(np.exp(log_shape), SMALLEST_SHAPE, EVEN_SHAPE))


def _slopes(counts: np.ndarray, expected: np.ndarray, *, shape: float) -> tuple[float, float]:
    """First and second derivative of the negative-binomial log-likelihood in log(shape)."""
    joint = shape + expected
    first = digamma(shape + counts) - digamma(shape) + np.log(shape / joint)
    first = first + 1 - (shape + counts) / joint
    second = polygamma(1, shape + counts) - polygamma(1, shape) + 1 / shape
    second = second - 2 / joint + (shape + counts) / joint**2
    gradient, curve = float(first.sum()), float(second.sum())
    return shape * gradient, shape * gradient + shape**2 * curve
