"""Monthly series for the tests, drawn with a planted season."""

from __future__ import annotations

from calendar import monthrange

import numpy as np
from scipy.stats import binom

from safercity.evidence.matrix import Matrix
from safercity.evidence.types import month_labels, month_number

SUMMER = np.array([0.75, 0.75, 0.9, 0.95, 1.1, 1.2, 1.4, 1.35, 1.05, 0.95, 0.85, 0.75])
SUMMER = SUMMER / SUMMER.mean()
FLAT = np.ones(12)


def draw_matrix(random, *, rows=1, years=5, mean=30.0, season=SUMMER, spread=0.0, first="2010-01"):
    """Counts by month; `season` (12,) or (rows, 12) with mean 1; 4% more a year; days differ."""
    start = month_number(first)
    labels = month_labels(start, start + 12 * years - 1)
    days = np.array([monthrange(int(one[:4]), int(one[5:]))[1] for one in labels])
    at = np.arange(len(labels))
    of_year = (start + at) % 12
    shape = np.broadcast_to(season, (rows, 12))[:, of_year]
    expected = mean * days / 30.44 * 1.04 ** (at / 12) * shape
    if spread:
        values = random.negative_binomial(1 / spread, 1 / (1 + spread * expected))
    else:
        values = random.poisson(expected)
    return Matrix(values.astype(float), tuple(f"p{row}" for row in range(rows)), labels)


def alone(counts: Matrix) -> dict[str, str]:
    """Groups in which every row stands by itself."""
    return {row: row for row in counts.rows}


def band(n: int, share: float) -> tuple[int, int]:
    """The exact 99.9% band."""
    return int(binom.ppf(0.0005, n, share)), int(binom.ppf(0.9995, n, share))
