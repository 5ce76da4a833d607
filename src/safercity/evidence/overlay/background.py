"""What is ordinary for an agency: its typical rate, and how unevenly its records are made.

One agency records more in one ward and less in another for reasons that are not demand. The
*local level* says by how much, from the units around that are not high; it may move what is
expected by a factor of `ratio_at_least` at most, so it never explains a real concentration away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.overlay.demand import Units
from safercity.evidence.overlay.neighbours import sum_with_neighbours
from safercity.evidence.overlay.settings import PlaceSettings
from safercity.evidence.statistics import round_significant

LEAST_BACKGROUND = 0.5
ROUNDS = {"cell": 8, "small_area": 2}  # 8 rounds on 250 m hexagons: about half a kilometre each way


@dataclass(frozen=True)
class Pooled:
    """One agency's counts and exposure over all its quarters, of each unit and of each unit with
    those around it that are tested with it, (n,) each."""

    counts: np.ndarray
    exposure: np.ndarray
    around: np.ndarray


@dataclass(frozen=True)
class Background:
    """`is_ordinary`: the units that are not high, (n,). `level`: the local level, (n,), 1 where
    the agency records as it does in the city as a whole."""

    is_ordinary: np.ndarray
    level: np.ndarray


def find_background(pooled: Pooled, units: Units, *, settings: PlaceSettings) -> Background:
    """Find ordinary units and local levels in turns, so that hot spots raise neither.

    Starts from all units; leaves out those that, with their neighbours, reach `ratio_at_least`
    times what is expected; sets rate and levels by the rest; and repeats, at most
    `background_rounds` times and never below half of the exposure.
    """
    ordinary, level = pooled.exposure > 0, np.ones(len(pooled.counts))
    if not ordinary.any():
        return Background(ordinary, level)
    for _ in range(settings.background_rounds):
        expected = pooled.exposure * level
        rate = pooled.counts[ordinary].sum() / expected[ordinary].sum()
        wanted = settings.ratio_at_least * rate * _around(expected, units)
        rest = pooled.exposure > 0
        rest &= (pooled.around < round_significant(wanted)) | (
            pooled.around < settings.minimum_count
        )
        if pooled.exposure[rest].sum() < LEAST_BACKGROUND * pooled.exposure.sum():
            break
        ordinary = rest
        level = _local_level(pooled, ordinary, units=units, settings=settings)
    return Background(ordinary, level)


def _local_level(
    pooled: Pooled, ordinary: np.ndarray, *, units: Units, settings: PlaceSettings
) -> np.ndarray:
    """Counts over expected among the ordinary units around, drawn towards 1 where they are few."""
    rounds = ROUNDS[units.kind]
    counts = np.where(ordinary, pooled.counts, 0)
    exposure = np.where(ordinary, pooled.exposure, 0.0)
    rate = counts.sum() / exposure.sum()
    near, exposed = counts, exposure
    for _ in range(rounds):
        near, exposed = sum_with_neighbours(near, units), sum_with_neighbours(exposed, units)
    # Brings the weighted sums back to the size of the counts behind them.
    size = _effective_units(units, rounds) / _total_weight(units, rounds)
    prior = settings.local_prior
    level = (near * size + prior) / (exposed * rate * size + prior)
    bound = settings.ratio_at_least
    return round_significant(np.clip(level, 1 / bound, bound))


def _around(values: np.ndarray, units: Units) -> np.ndarray:
    return sum_with_neighbours(values, units) if units.kind == "cell" else values


def _total_weight(units: Units, rounds: int) -> np.ndarray:
    weight = np.ones(len(units.labels))
    for _ in range(rounds):
        weight = sum_with_neighbours(weight, units)
    return weight


def _effective_units(units: Units, rounds: int) -> float:
    """About how many units the weights of so many rounds amount to (1 / sum of squares), away
    from the edge: each round adds 6/7 of a squared step on seven-cell neighbourhoods."""
    return 1 + 2 * np.pi * rounds if units.kind == "cell" else 1 + 6.0 * rounds
