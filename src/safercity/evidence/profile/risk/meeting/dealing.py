"""The chance of surroundings like an area's own: other areas' figures dealt to its neighbours."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np

from safercity.evidence.statistics import round_significant

# From a third of all areas on, drawing again where one comes twice takes longer than shuffling.
FEW_OF = 3
TIE = 1e-8


def deal_positions(draws: np.random.Generator, *, number: int, most: int, times: int) -> np.ndarray:
    """(times, most) positions below `number`, none twice in a row, all ways alike.

    The first k columns are a fair deal of k, so one table serves areas with fewer neighbours.
    """
    if most * FEW_OF > number:
        keys = draws.random((times, number))
        return np.argsort(keys, axis=1, kind="stable")[:, :most]
    dealt = draws.integers(0, number, (times, most))
    while True:
        ordered = np.sort(dealt, axis=1)
        twice = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
        if not twice.any():
            return dealt
        dealt[twice] = draws.integers(0, number, (int(twice.sum()), most))


def count_ways(others: int, neighbours: int) -> int:
    """How many ways there are to deal `others` areas' figures to so many neighbours."""
    return comb(others, neighbours)


def chance_of_sum(observed: float, sums: np.ndarray, *, exact: bool) -> float:
    """Two-sided chance of a sum as far out as the observed one.

    Of all ways (`exact`) the share; of random deals with the observed one counted among them, so
    that it is never zero (Davison & Hinkley, Bootstrap Methods, 1997, 4.2). Of standardised
    figures: sums less than `TIE` apart are equal, whatever order they were added in.
    """
    fewer = int(min((sums >= observed - TIE).sum(), (sums <= observed + TIE).sum()))
    share = fewer / len(sums) if exact else (fewer + 1) / (len(sums) + 1)
    return float(round_significant(min(1.0, 2 * share)))


def deal_all(others: np.ndarray, neighbours: int) -> np.ndarray:
    """The sum of every way of choosing so many of the figures of `others`."""
    ways = np.array(list(combinations(range(len(others)), neighbours)), dtype=np.int64)
    return others[ways].sum(axis=1)
