"""Monthly series for the tests: drawn with a known trend and season."""

from __future__ import annotations

import numpy as np

from safercity.evidence.matrix import Matrix
from safercity.evidence.types import month_labels, month_number

FIRST = month_number("2021-01")


def as_matrix(counts) -> Matrix:
    """One row of counts by month from January 2021."""
    values = np.asarray(counts, dtype=float)[None, :]
    return Matrix(values, ("city",), month_labels(FIRST, FIRST + values.shape[1] - 1))


def draw_months(random, *, months=48, mean=80.0, yearly=0.0, spread=0.0) -> np.ndarray:
    """Counts that change by `yearly` (0.1: 10% more a year), with a summer; `spread`: negative
    binomial with variance mean + spread mean^2."""
    at = np.arange(months)
    expected = mean * (1 + yearly) ** (at / 12) * (1 + 0.3 * np.sin(at * np.pi / 6))
    if spread:
        return random.negative_binomial(1 / spread, 1 / (1 + spread * expected)).astype(float)
    return random.poisson(expected).astype(float)
