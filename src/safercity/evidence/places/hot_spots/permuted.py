"""The same chance by seeded permutation, for rates and for counts too many to be exact."""

from __future__ import annotations

import numpy as np

from safercity.evidence.places.hot_spots.gi_star import Tails, check_values
from safercity.evidence.places.hot_spots.neighbourhoods import Neighbourhoods
from safercity.evidence.statistics import round_significant

AT_ONCE = 4_000_000  # places drawn at once, so that memory does not grow with permutations


def permuted_tails(
    values: np.ndarray, near: Neighbourhoods, *, draws: np.random.Generator, permutations: int
) -> Tails:
    """Conditional-permutation tails, (r + 1) / (permutations + 1), by `permutations` drawings.

    `values`: (n,) of any unit, NaN where missing. One drawing of k + 1 places serves every place
    that has k neighbours: it takes the first k of them that are not itself. So a place costs one
    look into sorted sums, not `permutations` sums of its own. Source: Anselin (1995); North, Curtis
    & Sham (2002) for the two ones. Limits: the smallest p is 1 / (permutations + 1), too large for
    a few hot spots among very many places. Errors: as `calculate_gi_star`.
    """
    from safercity.evidence.places.hot_spots import _kernels as kernels

    values = check_values(values, near)
    sums, sizes = kernels.sum_known(values, near.indptr, near.indices)
    known = np.flatnonzero(~np.isnan(values))
    neighbours = np.where(np.isnan(values), 0, sizes - 1)
    others = round_significant(np.where(neighbours > 0, sums - values, np.nan))
    width = int(neighbours.max(initial=0)) + 1
    reached = np.zeros((2, values.size), dtype=np.int64)
    for rows in _batches(permutations, width):
        drawn = known[kernels.draw_first(draws.random((rows, width)), len(known))]
        running = np.cumsum(values[drawn], axis=1)
        reached += _count(others, neighbours, running=running)
        reached += _correct(others, neighbours, running=running, drawn=drawn, values=values)
    tails = np.where(neighbours > 0, (reached + 1) / (permutations + 1), np.nan)
    return Tails(tails[0], tails[1])


def _batches(permutations: int, width: int) -> list[int]:
    most = max(1, AT_ONCE // width)
    whole, rest = divmod(permutations, most)
    return [most] * whole + [rest] * (rest > 0)


def _count(others: np.ndarray, neighbours: np.ndarray, *, running: np.ndarray) -> np.ndarray:
    """(2, n): how many drawings reach each place's neighbourhood, from above and from below, as if
    none had drawn the place itself."""
    reached = np.zeros((2, others.size), dtype=np.int64)
    for k in np.unique(neighbours[neighbours > 0]):
        asking = neighbours == k
        ordered = np.sort(round_significant(running[:, k - 1]))
        reached[0, asking] = ordered.size - np.searchsorted(ordered, others[asking], side="left")
        reached[1, asking] = np.searchsorted(ordered, others[asking], side="right")
    return reached


def _correct(others, neighbours, *, running, drawn, values) -> np.ndarray:
    """(2, n) corrections for drawings that drew the place itself among its first k: it stands
    aside, and the next one drawn takes its turn."""
    which, column = np.nonzero(np.arange(drawn.shape[1]) < neighbours[drawn])
    place = drawn[which, column]
    k, seen = neighbours[place], others[place]
    was = round_significant(running[which, k - 1])
    now = round_significant(running[which, k] - values[place])
    more = (now >= seen).astype(float) - (was >= seen)
    less = (now <= seen).astype(float) - (was <= seen)
    change = [np.bincount(place, weights=one, minlength=values.size) for one in (more, less)]
    return np.rint(change).astype(np.int64)
