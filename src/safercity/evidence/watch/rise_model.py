"""What to expect of a count, from its own past or, where it is small, from everyone's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, gammainc

from safercity.evidence.statistics import fit_poisson, round_significant

POOL_BELOW = 5.0
OUTLYING = 2.58
TREND_YEARS, TWO_WAVES_YEARS = 2.0, 3.0


@dataclass(frozen=True)
class Series:
    """Counts (..., places, n) with the newest to be judged at position `at`, and how to model them.

    `used` (n,): periods of the baseline. `arrived` (n,): share of records that have arrived.
    `design` (n, k): level, trend and season. `own` (places,): whether a place is judged by its own
    season, or by that of all places together.
    """

    design: np.ndarray
    used: np.ndarray
    arrived: np.ndarray
    own: np.ndarray
    at: int


@dataclass(frozen=True)
class Expected:
    """What was expected at the newest period, (..., places): `mean` of the records so far, their
    `variance` (chance, overdispersion and the uncertainty of the mean), `chance` of as many.

    `path` (..., places, n): expected counts of every period; `dispersion` (..., places).
    """

    mean: np.ndarray
    variance: np.ndarray
    chance: np.ndarray
    path: np.ndarray
    dispersion: np.ndarray


def build_design(periods: int, per_year: float, *, used: np.ndarray) -> np.ndarray:
    """Level; from two years on a trend and one yearly wave, from three years on two, (n, k)."""
    time = np.arange(periods)
    years = used.sum() / per_year
    columns = [np.ones(periods)]
    if years >= TREND_YEARS:
        columns.append((time - time[used].mean()) / per_year)
        for wave in range(1, 3 if years >= TWO_WAVES_YEARS else 2):
            angle = 2 * np.pi * wave * time / per_year
            columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


def expect_counts(counts: np.ndarray, series: Series) -> Expected:
    """Expected newest counts of every place, side by side; `counts` (..., places, n), NaN missing.

    Quasi-Poisson with trend and season; periods far above what was expected (Anscombe residual
    over 2.58) count for less, by the square of their residual, so that a past outbreak does not
    hide the next. A trend that would carry beyond anything seen is dropped.
    Source: Farrington et al., JRSS A 159 (1996); Noufaily et al., Statistics in Medicine 32 (2013).
    """
    path, error, dispersion = _fit_shared(counts, series)
    if series.own.any():
        own = _fit(counts[..., series.own, :], series, offset=0.0)
        path[..., series.own, :] = own[0]
        error[..., series.own], dispersion[..., series.own] = own[1:]
    share = series.arrived[series.at]
    mean = path[..., series.at] * share
    variance = dispersion * mean + (mean * error) ** 2
    newest = counts[..., series.at]
    return Expected(
        round_significant(mean),
        round_significant(variance),
        chance_of(newest, mean, variance=variance),
        path,
        dispersion,
    )


def chance_of(counts: np.ndarray, mean: np.ndarray, *, variance: np.ndarray) -> np.ndarray:
    """P(at least so many), by the negative binomial with this mean and variance, or Poisson where
    the variance is no larger than the mean. NaN stays NaN."""
    mean = np.maximum(mean, 1e-12)
    extra = variance - mean
    spread = extra > 1e-9 * mean
    size = mean**2 / np.where(spread, extra, 1.0)
    at = np.maximum(np.where(np.isnan(counts), 1.0, counts), 1e-300)
    wide = betainc(at, size, mean / (mean + size))
    tail = np.where(spread, wide, gammainc(at, mean))
    tail = np.where(np.asarray(counts) <= 0, 1.0, tail)
    return round_significant(np.where(np.isnan(counts), np.nan, tail))


def _fit_shared(counts: np.ndarray, series: Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each place's level times the shape of all places together."""
    known = ~np.isnan(counts)
    whole = np.where(known.all(axis=-2), np.where(known, counts, 0.0).sum(axis=-2), np.nan)
    shape, _, _ = _fit(whole[..., None, :], series, offset=0.0)
    offset = np.log(np.maximum(shape, 1e-9))
    level = Series(
        np.ones((counts.shape[-1], 1)), series.used, series.arrived, series.own, series.at
    )
    path, error, dispersion = _fit(counts, level, offset=offset)
    # A place that never had one may have one: half a case over the baseline, and as unsure.
    total = np.where(known & series.used, counts, 0.0).sum(axis=-1)
    basis = np.where(known & series.used, shape, 0.0).sum(axis=-1)
    none = total < 1
    path = np.where(none[..., None], 0.5 * shape / np.maximum(basis, 1e-9)[..., None], path)
    return path, np.where(none, np.sqrt(2.0), error), np.where(none, 1.0, dispersion)


def _fit(counts, series: Series, *, offset) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Path (..., n), relative standard error of its newest (...), dispersion (...)."""
    baseline = np.where(series.used, counts, np.nan)
    shift = np.log(np.maximum(series.arrived, 1e-9)) + offset
    first = fit_poisson(baseline, series.design, offset=shift)
    weight = _weigh(baseline, first.fitted, dispersion=first.dispersion)
    # A weighted Poisson fit is a plain one of weighted counts with the weight as exposure.
    fit = fit_poisson(baseline * weight, series.design, offset=shift + np.log(weight))
    path = np.exp(_line(series.design, fit.coefficients) + offset)
    error = _error_at(series, fit)
    if series.design.shape[-1] > 1:
        path = _drop_wild_trend(path, fit, series=series)
    return path, error, fit.dispersion


def _weigh(counts: np.ndarray, mean: np.ndarray, *, dispersion: np.ndarray) -> np.ndarray:
    """Weights (..., n) that add up to the number of periods used; 1 for missing ones."""
    known = ~np.isnan(counts)
    mean = np.maximum(mean, 1e-9)
    y = np.where(known, counts, mean)
    residual = 1.5 * (np.cbrt(y) ** 2 - np.cbrt(mean) ** 2)
    residual = residual / np.sqrt(np.cbrt(mean) * dispersion[..., None])
    outlying = known & (round_significant(residual) > OUTLYING)
    weight = np.where(outlying, 1 / np.where(outlying, residual, 1.0) ** 2, 1.0)
    used = known.sum(axis=-1, keepdims=True)
    total = np.where(known, weight, 0.0).sum(axis=-1, keepdims=True)
    return np.where(known, weight * used / np.maximum(total, 1e-9), 1.0)


def _error_at(series: Series, fit) -> np.ndarray:
    row = series.design[series.at]
    return np.sqrt(
        np.maximum((fit.covariance * row[:, None] * row[None, :]).sum(axis=(-2, -1)), 0.0)
    )


def _drop_wild_trend(path: np.ndarray, fit, *, series: Series) -> np.ndarray:
    """After Farrington's rule: an expected value over 1.5 times the baseline's highest is not
    believed."""
    highest = path[..., series.used].max(axis=-1)
    wild = path[..., series.at] > 1.5 * highest
    trend = np.exp(series.design[:, 1] * fit.coefficients[..., 1:2])
    return np.where(wild[..., None], path / trend, path)


def _line(design: np.ndarray, coefficients: np.ndarray) -> np.ndarray:
    return (design * coefficients[..., None, :]).sum(axis=-1)
