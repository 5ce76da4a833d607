"""Figures by name, rounded as findings are; a ratio with its interval from its logarithm."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from safercity.evidence.statistics import round_significant

FARTHEST = 30.0  # a ratio of 1e13 says "anything" as well as infinity does
Three = tuple[float, float, float]


def round_figures(**figures: float) -> dict[str, Any]:
    """Each figure to 10 significant digits, ready to be the fields of a finding."""
    told = round_significant(np.array([float(one) for one in figures.values()]))
    return dict(zip(figures, (float(one) for one in told), strict=True))


def round_three(values: np.ndarray) -> Three:
    """(value, low, high), rounded."""
    told = round_significant(values)
    return float(told[0]), float(told[1]), float(told[2])


def ratio_figures(
    log: float, error: float, *, level: float, free: int | None = None
) -> dict[str, Any]:
    """`ratio`, `low`, `high` and two-sided `p` from a logarithm and its error.

    Student's t on `free` degrees of freedom, the normal distribution without.
    """
    if free is None:
        reach, tail = float(ndtri((1 + level) / 2)), float(ndtr(-abs(log) / error))
    else:
        reach = float(stdtrit(free, (1 + level) / 2))
        tail = float(stdtr(free, -abs(log) / error))
    ends = np.clip([log, log - reach * error, log + reach * error], -FARTHEST, FARTHEST)
    ratio, low, high = np.exp(ends)
    return round_figures(ratio=ratio, low=low, high=high, p=2 * tail)
