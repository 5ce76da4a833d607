"""Intervals from how far off earlier forecasts were: split conformal, by horizon and size.

A forecast's error is told as the difference of roots, 2|sqrt(count + 3/8) - sqrt(expected + 3/8)|,
over the spread that the row's own past errors and the age of its level give. The width at an origin
is the quantile of such errors among the months known by then: never of the months it is scored on.
Source: Vovk, Gammerman & Shafer (2005); by groups: Vovk (2012); for time series, rolling origins.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import numpy as np
from scipy.special import gammaincinv, ndtri

from safercity.evidence.seasons.forecasting.origins import Origins, sum_by_known
from safercity.evidence.seasons.forecasting.settings import SHIFT
from safercity.evidence.statistics import round_significant

HORIZON_EDGES = (3, 6, 12, 24, 48)
SIZE_EDGES = (2.0, 10.0)
FEWEST_ERRORS = 40
FEWEST_OF_LAYER = 100  # errors of one row overlap: a hundred tell as much as ten months
USUAL_SCATTER = 0.05  # variance beyond chance over the squared mean, before anything is known
POOLED_MONTHS = 120.0  # what all rows say of scatter weighs as much as so many errors of a row


@dataclass(frozen=True)
class Widths:
    """`low`, `high` (rows, months + 1, horizon + 1), the last column for the sum of the horizon.

    `total` (rows, months + 1): that sum as expected, over the known months where it is past.
    `tested` (months + 1, horizon + 1): whether enough errors were known by then to set widths.
    """

    low: np.ndarray
    high: np.ndarray
    total: np.ndarray
    tested: np.ndarray


def find_widths(origins: Origins, *, level: float, layers: np.ndarray | None = None) -> Widths:
    """The interval of every forecast, at every origin from what was known by then.

    `layers` (rows,): small areas, wards and a city err differently, so each layer's widths come
    from its own errors, and from all rows' only where these are too few.
    """
    found = _find_widths(origins, level=level)
    if layers is None:
        return found
    for layer in np.unique(layers):
        at = layers == layer
        part = origins.pick(at)
        own = _find_widths(part, level=level, fewest=FEWEST_OF_LAYER)
        found.low[at] = np.where(own.tested, own.low, found.low[at])
        found.high[at] = np.where(own.tested, own.high, found.high[at])
    return found


def _find_widths(origins: Origins, *, level: float, fewest: int = FEWEST_ERRORS) -> Widths:
    expected, actual, ages = _with_totals(origins)
    error = _root_error(actual, expected)
    fresh = 1.0 + ages
    scatter = find_scatter(error, np.where(np.isnan(error), np.nan, expected), fresh=fresh)
    spread = np.sqrt(fresh + scatter * _effective(expected))
    ratio = round_significant(error / spread)
    width, tested = _find_quantiles(ratio, _group(expected), level=level, fewest=fewest)
    root, half = np.sqrt(expected + SHIFT), width * spread / 2
    low = np.maximum(np.maximum(root - half, 0.0) ** 2 - SHIFT, 0.0)
    high = (root + half) ** 2 - SHIFT
    high = np.maximum(high, _highest_rate(expected, origins, level=level))
    return Widths(low, high, expected[:, :, -1], tested)


def _with_totals(origins: Origins) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Expected and actual with the horizon's sum as a last column, and how much the level's own
    uncertainty adds to the variance of a root: 1 / months behind, times the months added up."""
    horizon = origins.expected.shape[2]
    known = ~np.isnan(origins.actual)
    number = known.sum(axis=2)
    at = np.arange(origins.expected.shape[1])
    past = (at + horizon <= at[-1]) & (number >= (horizon + 1) // 2)
    told = np.where(past[..., None], known, True)
    total = np.where(told, origins.expected, 0.0).sum(axis=2)
    happened = np.where(past, np.where(known, origins.actual, 0.0).sum(axis=2), np.nan)
    ages = np.where(origins.behind > 0, 1.0 / np.maximum(origins.behind, 0.1), 10.0)[..., None]
    return (
        np.concatenate([origins.expected, total[..., None]], axis=2),
        np.concatenate([origins.actual, happened[..., None]], axis=2),
        np.concatenate([np.repeat(ages, horizon, axis=2), ages * horizon], axis=2),
    )


def _root_error(actual: np.ndarray, expected: np.ndarray) -> np.ndarray:
    return 2.0 * np.abs(np.sqrt(actual + SHIFT) - np.sqrt(expected + SHIFT))


def _effective(expected: np.ndarray) -> np.ndarray:
    """What scatter multiplies: the expected count; for a sum a quarter of it, because months of a
    year neither scatter alike nor each for itself."""
    return np.concatenate([expected[:, :, :-1], expected[:, :, -1:] / 4.0], axis=2)


def find_scatter(error: np.ndarray, expected: np.ndarray, *, fresh: np.ndarray) -> np.ndarray:
    """Variance beyond chance as a share of the squared mean, per row and origin: (rows, n, 1).

    From squared errors of single months known by each origin, drawn to those of all rows.
    """
    beyond = sum_by_known((error**2 - fresh)[:, :, :-1])
    sizes = sum_by_known(expected[:, :, :-1])
    number = sum_by_known(np.where(np.isnan(expected), np.nan, 1.0)[:, :, :-1])
    whole, whole_sizes = beyond.sum(axis=0), sizes.sum(axis=0)
    pooled = np.where(whole_sizes > 0, whole / np.where(whole_sizes > 0, whole_sizes, 1.0), 0.0)
    pooled = np.where(whole_sizes > 0, np.maximum(pooled, 0.0), USUAL_SCATTER)
    usual = POOLED_MONTHS * sizes / np.maximum(number, 1.0)
    own = (beyond + usual * pooled) / np.where(usual > 0, sizes + usual, 1.0)
    return np.maximum(np.where(usual > 0, own, pooled), 0.0)[:, :, None]


def _group(expected: np.ndarray) -> np.ndarray:
    """A number for each forecast by the size of what is expected a month: 0 small to 2 large."""
    scale = np.ones(expected.shape[2])
    scale[-1] = expected.shape[2] - 1
    return np.searchsorted(SIZE_EDGES, round_significant(expected / scale), side="right")


def _find_quantiles(
    ratio: np.ndarray, group: np.ndarray, *, level: float, fewest: int
) -> tuple[np.ndarray, np.ndarray]:
    """The width of each forecast, and from which origins on enough errors were known."""
    rows, size, columns = ratio.shape
    found = np.full((rows, size, columns), np.nan)
    tested = np.zeros((size, columns), dtype=bool)
    for begin, end in _horizon_groups(columns - 1):
        for n in range(size):
            # Column h of origin m is known after m + h + 1 months; the total after m + horizon.
            pools = _errors_known(ratio[:, :, begin:end], group[:, :, begin:end], n=n,
                                  first=begin if begin < columns - 1 else columns - 2)  # fmt: skip
            every = np.concatenate(pools)
            widths = [_quantile(pool, level=level, other=every) for pool in pools]
            found[:, n, begin:end] = np.array(widths)[group[:, n, begin:end]]
            tested[n, begin:end] = every.size >= fewest
    return found, tested


def _horizon_groups(horizon: int) -> list[tuple[int, int]]:
    """Half-open stretches of columns, the total alone as the last."""
    edges = [0, *[edge for edge in HORIZON_EDGES if edge < horizon], horizon]
    return [*pairwise(edges), (horizon, horizon + 1)]


def _errors_known(ratio: np.ndarray, group: np.ndarray, *, n: int, first: int) -> list[np.ndarray]:
    kept: list[list[np.ndarray]] = [[] for _ in range(len(SIZE_EDGES) + 1)]
    for column in range(ratio.shape[2]):
        last = n - (first + column + 1) + 1
        if last <= 0:
            continue
        one, sizes = ratio[:, :last, column], group[:, :last, column]
        known = ~np.isnan(one)
        for number, pool in enumerate(kept):
            pool.append(one[known & (sizes == number)])
    return [np.concatenate(pool) if pool else np.empty(0) for pool in kept]


def _quantile(errors: np.ndarray, *, level: float, other: np.ndarray) -> float:
    """The conformal quantile, of `other` where these are few; of the normal where both are."""
    pool = errors if errors.size >= FEWEST_ERRORS else other
    if pool.size < FEWEST_ERRORS:
        return float(ndtri(0.5 + level / 2))
    place = min(pool.size, ceil((pool.size + 1) * level)) - 1
    return float(np.partition(pool, place)[place])


def _highest_rate(expected: np.ndarray, origins: Origins, *, level: float) -> np.ndarray:
    """The most that the level itself may be: for no record in n months about 3 / n a month."""
    usual = origins.expected.mean(axis=2)[:, :, None]
    behind = np.maximum(origins.behind, 0.1)[:, :, None]
    highest = gammaincinv(usual * behind + 1.0, 0.5 + level / 2) / behind
    months = np.ones(expected.shape[2])
    months[-1] = expected.shape[2] - 1
    share = np.where(usual > 0, expected / np.where(usual > 0, usual, 1.0), months)
    return highest * share
