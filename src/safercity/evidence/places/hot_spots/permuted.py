"""The same chance by seeded permutation, for rates and for counts too many to be exact."""

from __future__ import annotations

import numpy as np

from safercity.evidence.places.hot_spots.gi_star import Tails, check_values
from safercity.evidence.places.hot_spots.neighbourhoods import Neighbourhoods
from safercity.evidence.statistics import round_significant

AT_ONCE = 4_000_000  # values held while drawing, so that memory does not grow with permutations


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
    tested = np.flatnonzero(~np.isnan(values) & (sizes > 1))
    tails = Tails(np.full(values.size, np.nan), np.full(values.size, np.nan))
    if tested.size == 0:
        return tails
    most = int(sizes[tested].max()) - 1
    drawn = known[_draw_distinct(draws, len(known), shape=(permutations, most + 1))]
    running = np.cumsum(values[drawn], axis=1)
    for neighbours in np.unique(sizes[tested]) - 1:
        asking = tested[sizes[tested] == neighbours + 1]
        seen = round_significant(sums[asking] - values[asking])
        higher, lower = _count(seen, round_significant(running[:, neighbours - 1]))
        fixed = _correct(asking, seen, drawn=drawn[:, :neighbours],
                         spare=(running[:, neighbours - 1], running[:, neighbours]),
                         values=values)  # fmt: skip
        tails.more[asking] = (higher + fixed[0] + 1) / (permutations + 1)
        tails.less[asking] = (lower + fixed[1] + 1) / (permutations + 1)
    return tails


def _count(seen: np.ndarray, sums: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many of the sums are at least, and at most, what was seen."""
    ordered = np.sort(sums)
    higher = ordered.size - np.searchsorted(ordered, seen, side="left")
    return higher, np.searchsorted(ordered, seen, side="right")


def _correct(asking, seen, *, drawn, spare, values) -> np.ndarray:
    """(2, asking) corrections for drawings that drew the asking place itself among its first k:
    it stands aside, and the next one drawn takes its turn."""
    position = np.full(values.size, -1)
    position[asking] = np.arange(asking.size)
    which, column = np.nonzero(position[drawn] >= 0)
    place = drawn[which, column]
    at = position[place]
    was = round_significant(spare[0][which])
    is_now = round_significant(spare[1][which] - values[place])
    fixed = np.zeros((2, asking.size), dtype=np.int64)
    np.add.at(fixed[0], at, (is_now >= seen[at]).astype(int) - (was >= seen[at]))
    np.add.at(fixed[1], at, (is_now <= seen[at]).astype(int) - (was <= seen[at]))
    return fixed


def _draw_distinct(draws: np.random.Generator, n: int, *, shape: tuple[int, int]) -> np.ndarray:
    """Rows of distinct positions below n, in random order."""
    rows, width = shape
    if width * width > n:  # rejection would throw most rows away
        step = max(1, AT_ONCE // n)
        parts = [
            draws.permuted(np.tile(np.arange(n), (min(step, rows - at), 1)), axis=1)[:, :width]
            for at in range(0, rows, step)
        ]
        return np.concatenate(parts)
    drawn = draws.integers(0, n, size=shape)
    while True:
        ordered = np.sort(drawn, axis=1)
        repeats = np.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).any(axis=1))
        if repeats.size == 0:
            return drawn
        drawn[repeats] = draws.integers(0, n, size=(repeats.size, width))
