"""The exact chance of a neighbourhood's count under conditional permutation, without permuting."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from safercity.evidence.places.hot_spots.gi_star import Tails, check_values
from safercity.evidence.places.hot_spots.neighbourhoods import Neighbourhoods

# About ten seconds on one core of 2020; beyond it a seeded permutation is the better bargain.
MOST_WORK = 1e10
# A table made for so many draws still holds the chance of one draw: e^-500 is a number, e^-800 not.
MOST_DRAWS = 500


@dataclass(frozen=True)
class _Drawing:
    """Distinct counts of the places known, how many hold each, and what the tests need of them.

    `kind`: position of each known place's count among the distinct ones; `draws` and `sums`: number
    and total of its neighbours, itself left out; `tested`: positions of the places with neighbours.
    """

    distinct: np.ndarray
    holders: np.ndarray
    kind: np.ndarray
    draws: np.ndarray
    sums: np.ndarray
    tested: np.ndarray

    @property
    def most_draws(self) -> int:
        return int(self.draws.max(initial=0))

    @property
    def top(self) -> int:
        """One more than the largest sum seen: the column for "this or more"."""
        return int(self.sums.max(initial=0)) + 1

    def work(self) -> float:
        """Roughly, how many times a chance is added to a table."""
        times = np.log2(len(self.distinct)) + 1
        terms = int(np.minimum(self.holders, self.most_draws).sum())
        return float(times * terms * (self.most_draws + 1) * (self.top + 1))


def is_exact_possible(values: np.ndarray, near: Neighbourhoods) -> bool:
    """Whether the values are whole numbers from 0, and few enough distinct ones to be exact."""
    known = values[~np.isnan(values)]
    if not ((known >= 0) & (known == np.floor(known)) & (known < 2**53)).all():
        return False
    drawing = _prepare(values, near)
    return drawing.most_draws <= MOST_DRAWS and drawing.work() <= MOST_WORK


def exact_tails(values: np.ndarray, near: Neighbourhoods) -> Tails:
    """Exact conditional-permutation tails of each place's neighbourhood count.

    `values`: (n,) whole numbers from 0, NaN where missing. A place keeps its own count, and its k
    neighbours hold k of the other n - 1 counts, all choices alike (Anselin, Geographical Analysis
    27, 1995). The sum of k counts drawn without replacement is that of independent binomial numbers
    of holders of each distinct count, given that they are k in all: a table of (drawn, sum) grows
    by one distinct count at a time. Leaving one holder out is done for all distinct counts by
    halving the list of them again and again. All terms are positive, so small tails keep their
    digits. A place without neighbours is not tested (NaN).
    Errors: as `calculate_gi_star`. Cost: distinct counts x log2 of that x k x largest sum.
    """
    drawing = _prepare(check_values(values, near), near)
    tails = Tails(np.full(len(near), np.nan), np.full(len(near), np.nan))
    if drawing.tested.size == 0:
        return tails
    _Leaving(drawing, tails).start()
    return tails


def _prepare(values: np.ndarray, near: Neighbourhoods) -> _Drawing:
    from safercity.evidence.places.hot_spots import _kernels as kernels

    sums, sizes = kernels.sum_known(values, near.indptr, near.indices)
    known = ~np.isnan(values)
    distinct, kind, holders = np.unique(
        values[known].astype(np.int64), return_inverse=True, return_counts=True
    )
    every = np.full(values.size, -1)
    every[known] = kind
    tested = np.flatnonzero(known & (sizes > 1))
    others = np.rint(sums[tested] - values[tested]).astype(np.int64)
    return _Drawing(distinct, holders, every[tested], sizes[tested] - 1, others, tested)


class _Leaving:
    """Tables for "all but one holder of this count", for every distinct count that is needed."""

    def __init__(self, drawing: _Drawing, tails: Tails) -> None:
        from safercity.evidence.places.hot_spots import _kernels

        self._drawing, self._kernels, self._tails = drawing, _kernels, tails
        most = drawing.most_draws
        share = most / int(drawing.holders.sum())
        self._all = [_binomial(int(held), share, most=most) for held in drawing.holders]
        self._less = [_binomial(int(held) - 1, share, most=most) for held in drawing.holders]
        order = np.argsort(drawing.kind, kind="stable")
        ends = np.searchsorted(drawing.kind[order], np.arange(len(drawing.distinct) + 1))
        self._asking = [order[a:b] for a, b in pairwise(ends)]

    def start(self) -> None:
        table = np.zeros((self._drawing.most_draws + 1, self._drawing.top + 1))
        reach = np.full(len(table), -1)
        table[0, 0], reach[0] = 1.0, 0
        self._visit(0, len(self._asking), table=table, reach=reach)

    def _visit(self, first: int, end: int, *, table: np.ndarray, reach: np.ndarray) -> None:
        """`table` has every distinct count in it but those from `first` to `end`."""
        if not any(asking.size for asking in self._asking[first:end]):
            return
        if end - first == 1:
            self._add(first, self._less[first], table=table, reach=reach)
            self._answer(self._asking[first], table)
            return
        middle = (first + end) // 2
        halves = [(first, middle, range(middle, end)), (middle, end, range(first, middle))]
        for start, stop, others in halves:
            with_others, their_reach = table.copy(), reach.copy()
            for kind in others:
                self._add(kind, self._all[kind], table=with_others, reach=their_reach)
            self._visit(start, stop, table=with_others, reach=their_reach)

    def _add(self, kind: int, chances: np.ndarray, *, table: np.ndarray, reach: np.ndarray) -> None:
        value = min(int(self._drawing.distinct[kind]), table.shape[1])
        self._kernels.add_value(table, reach, value, chances)

    def _answer(self, asking: np.ndarray, table: np.ndarray) -> None:
        drawing = self._drawing
        more, less = self._kernels.read_tails(table, drawing.draws[asking], drawing.sums[asking])
        self._tails.more[drawing.tested[asking]] = more
        self._tails.less[drawing.tested[asking]] = less


def _binomial(number: int, share: float, *, most: int) -> np.ndarray:
    """Chances that 0, 1, ... up to `most` of `number` are drawn, each with chance `share` < 1.

    By the ratio of one to the next: log-gamma functions would cost four digits at 100,000.
    """
    chances = np.zeros(min(number, most) + 1)
    chances[0] = np.exp(number * np.log1p(-share))
    for j in range(1, len(chances)):
        chances[j] = chances[j - 1] * (number - j + 1) / j * (share / (1 - share))
    return chances
