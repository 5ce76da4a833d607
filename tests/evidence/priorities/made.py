"""Short ways to make candidates and criteria for a test."""

from __future__ import annotations

import numpy as np

from safercity.evidence.matrix import Matrix
from safercity.evidence.priorities import Candidates, PriorityRanking, rank_priorities
from safercity.evidence.runs import Run
from safercity.evidence.taxonomy.priorities import Criterion, Scale

UNIT = Scale("linear", 0.0, 1.0)
GROUPS = {"harm": "harm", "level": "likelihood", "capacity": "capacity"}


def criterion(name: str, weight: float = 1.0, scale: Scale = UNIT) -> Criterion:
    return Criterion(name, GROUPS.get(name, "harm"), weight, {"en": name}, {"en": "?"}, scale)


def three(*weights: float) -> tuple[Criterion, ...]:
    return tuple(criterion(n, w) for n, w in zip(GROUPS, weights or (1, 1, 1), strict=True))


def matrix(values, columns=tuple(GROUPS), rows=None) -> Matrix:
    values = np.array(values, dtype=float)
    rows = rows or tuple("abcdefghijklmnopqrstuvwxyz"[: len(values)])
    return Matrix(values, rows, tuple(columns))


def rank(values, criteria=None, **kwargs) -> PriorityRanking:
    criteria = criteria or three()
    return rank_priorities(Candidates(matrix(values)), criteria, run=Run(), **kwargs)
