"""Made-up records for the tests and truths of this room: types, times, areas, neighbours."""

from __future__ import annotations

import numpy as np

from safercity.evidence.matrix import Matrix
from safercity.evidence.profile import AreaCounts, GroupedCounts, PairOfMeasures
from safercity.evidence.types import month_labels
from tests.evidence.profile.months import FIRST


def as_types(values) -> Matrix:
    values = np.asarray(values, dtype=float)
    names = tuple(f"type_{i}" for i in range(len(values)))
    return Matrix(values, names, month_labels(FIRST, FIRST + values.shape[1] - 1))


def draw_times(random, number, *, weeks=52, nights=1.0) -> np.ndarray:
    """Times of some weeks from a Monday; hours of Friday and Saturday night `nights` times."""
    weights = np.ones(168)
    weights[4 * 24 + 18 : 5 * 24 + 6] = nights
    weights[5 * 24 + 18 : 6 * 24 + 6] = nights
    hour = random.choice(168, number, p=weights / weights.sum())
    minutes = random.integers(0, weeks, number) * 10080 + hour * 60
    return np.datetime64("2024-01-01T00:00") + (minutes + random.integers(0, 60, number))


def as_areas(counts, residents, **more) -> AreaCounts:
    labels = tuple(f"area {i}" for i in range(len(counts)))
    return AreaCounts(
        labels, np.asarray(counts, float), {"residents": np.asarray(residents)}, **more
    )


def draw_areas(random, number=40, *, tau=0.0) -> AreaCounts:
    residents = random.integers(5_000, 150_000, number)
    true = 0.02 * (random.gamma(1 / tau**2, tau**2, number) if tau else 1.0)
    return as_areas(random.poisson(residents * true), residents)


def ring(number: int, *, reach: int = 1) -> list[list[int]]:
    steps = [d for d in range(-reach, reach + 1) if d]
    return [[(at + d) % number for d in steps] for at in range(number)]


def lattice(side: int) -> list[list[int]]:
    """Queen neighbours of a square of areas."""
    cells = [(i, j) for i in range(side) for j in range(side)]
    return [
        [at for at, (k, m) in enumerate(cells) if max(abs(k - i), abs(m - j)) == 1]
        for i, j in cells
    ]


def as_pair(first, second, neighbours, **more) -> PairOfMeasures:
    labels = tuple(f"area {at}" for at in range(len(first)))
    return PairOfMeasures(labels, np.asarray(first, float), np.asarray(second, float), neighbours,
                          **more)  # fmt: skip


def grouped(counts, people, **more) -> GroupedCounts:
    counts, people = np.asarray(counts, dtype=float), np.asarray(people, dtype=float)
    labels = tuple(f"area {i}" for i in range(len(counts)))
    groups = tuple(f"group {i}" for i in range(counts.shape[1]))
    return GroupedCounts(labels, groups, counts, people, **more)
