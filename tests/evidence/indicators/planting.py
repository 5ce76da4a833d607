"""Planted truths: series in which nothing happens, shifts, and areas chosen for being high."""

from __future__ import annotations

import numpy as np

from safercity.evidence.indicators import (
    FrozenComparison,
    FrozenTerms,
    IndicatorReading,
    IndicatorSeries,
    IndicatorTerms,
    compare_frozen,
    read_indicator,
)
from safercity.evidence.matrix import Matrix
from safercity.evidence.types import month_labels, month_number

MONTHS = month_labels(month_number("2021-01"), month_number("2023-12"))
NULLS = ("poisson 30", "overdispersed 30", "poisson 2", "rates", "shares", "shares overdispersed")


def null_series(name: str, seed: int) -> IndicatorSeries:
    rng = np.random.default_rng([7, seed])
    n = len(MONTHS)
    if name.startswith("poisson"):
        mean = float(name.split()[1])
        return IndicatorSeries(MONTHS, rng.poisson(mean, n).astype(float))
    if name == "overdispersed 30":
        return IndicatorSeries(MONTHS, rng.negative_binomial(10, 10 / 40, n).astype(float))
    of = rng.integers(200, 400, n).astype(float)
    if name == "rates":
        return IndicatorSeries(MONTHS, rng.poisson(0.1 * of).astype(float), "rate", of)
    share = 0.3 if name == "shares" else rng.beta(15, 35, n)
    hits = rng.binomial(of.astype(int), share).astype(float)
    return IndicatorSeries(MONTHS, hits, "share", of)


def read_null(name: str, seed: int) -> IndicatorReading:
    return read_indicator(null_series(name, seed), IndicatorTerms(better="down"))


def read_shifted(ratio: float, seed: int) -> IndicatorReading:
    rng = np.random.default_rng([8, seed])
    means = np.where(np.arange(len(MONTHS)) >= len(MONTHS) - 9, 30 * ratio, 30.0)
    series = IndicatorSeries(MONTHS, rng.poisson(means).astype(float))
    return read_indicator(series, IndicatorTerms(better="down"))


def compare_planted(seed: int, *, effect: float, areas: int = 10) -> FrozenComparison:
    """200 areas over five years. The ten highest in year three are frozen, the next ten matched.

    Areas differ (gamma) and drift by themselves from year to year; `effect` acts on the frozen ones
    in years four and five. With 1.0 whatever is seen is regression to the mean.
    """
    rng = np.random.default_rng([9, seed])
    months = month_labels(month_number("2019-01"), month_number("2023-12"))
    mean = rng.gamma(2.0, 2.0, 200)[:, None] * np.repeat(rng.gamma(20, 1 / 20, (200, 5)), 12, 1)
    counts = rng.poisson(mean).astype(float)
    order = np.argsort(-counts[:, 24:36].sum(axis=1), kind="stable")
    chosen, matched = order[:areas], order[areas : 2 * areas]
    counts[chosen, 36:] = rng.poisson(effect * mean[chosen, 36:])
    names = np.array([f"area {i}" for i in range(200)])
    make = lambda rows: Matrix(counts[rows], tuple(names[rows]), months)  # noqa: E731
    terms = FrozenTerms("2021-01", "2021-12")
    return compare_frozen(make(chosen), make(matched), terms=terms)
