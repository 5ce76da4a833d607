"""Series by month for these tests."""

from __future__ import annotations

import numpy as np

from safercity.evidence.matrix import Matrix
from safercity.evidence.types import month_labels, month_number

FIRST = "2022-01"


def as_counts(*rows, first: str = FIRST, names: tuple[str, ...] | None = None) -> Matrix:
    """A row for each sequence of counts, from January 2022."""
    values = np.array(rows, dtype=float)
    begin = month_number(first)
    labels = month_labels(begin, begin + values.shape[1] - 1)
    return Matrix(values, names or tuple(f"area {row}" for row in range(len(values))), labels)


def draw_counts(seed: int, *, rows: int = 8, months: int = 48, mean: float = 12.0) -> Matrix:
    """Counts with a summer, uneven rows, and chance."""
    random = np.random.default_rng([31, seed])
    season = 1 + 0.4 * np.sin((np.arange(months) - 3) * np.pi / 6)
    size = mean * random.gamma(3, 1 / 3, rows)
    return as_counts(*random.poisson(size[:, None] * season))
