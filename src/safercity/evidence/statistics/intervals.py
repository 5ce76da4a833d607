"""Confidence intervals for counts and proportions."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaincinv, ndtri

from safercity.evidence.statistics.errors import FiguresRefused, check_counts, check_level


def byar_interval(count: np.ndarray | float, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Byar's approximate interval for a Poisson count: (low, high), of the shape of `count`.

    Within 1% of the exact interval for counts of 5 or more; low is 0 for a count of 0, and never
    below it (a count of 1 at 99.8%).
    Source: Breslow & Day, Statistical Methods in Cancer Research II (1987), p. 69.
    Limits: nothing but chance is allowed for; counts that vary more than chance need more.
    Errors: `FiguresRefused`, for a count below zero or infinite, or a level not between 0 and 1.
    """
    count = _read(count, level)
    z = _z(level)
    safe = np.maximum(count, 1)
    # Below zero for counts of 1 or 2 at high levels, and a cube keeps the sign.
    root = np.maximum(1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe)), 0.0)
    low = np.where(count == 0, 0.0, safe * root**3)
    above = count + 1
    return low, above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3


def poisson_interval(
    count: np.ndarray | float, level: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """The exact (Garwood) interval for a Poisson count: (low, high), same shape as `count`.

    Source: Garwood, Biometrika 28 (1936). Covers at least `level`, usually more for small counts.
    Errors: as `byar_interval`.
    """
    count = _read(count, level)
    tail = (1 - level) / 2
    low = np.where(count == 0, 0.0, gammaincinv(np.maximum(count, 1e-9), tail))
    return low, gammaincinv(count + 1, 1 - tail)


def wilson_interval(
    count: np.ndarray | float, of: np.ndarray | float, *, level: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's interval for the proportion `count` of `of`: (low, high), each 0 to 1.

    Where `of` is zero nothing is known: (NaN, NaN). Source: Wilson, JASA 22 (1927).
    Errors: as `byar_interval`, and for more than all.
    """
    count, of = np.broadcast_arrays(_read(count, level), _read(of, level))
    beyond = count > of * (1 + 1e-9)
    if beyond.any():
        most = f"{count[beyond].flat[0]:g} of {of[beyond].flat[0]:g}"
        raise FiguresRefused(f"A share of {most} is more than all.")
    n = np.where(of > 0, of, np.nan)
    z = _z(level)
    share = count / n
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    low, high = (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)
    # Exactly 0 and 1 at the ends, where the two terms cancel but for the last bit.
    return np.where(count <= 0, low * 0.0, low), np.where(count >= of, high * 0.0 + 1.0, high)


def _read(count: np.ndarray | float, level: float) -> np.ndarray:
    check_level(level)
    read = np.asarray(count, dtype=float)
    check_counts(read, what="An interval of counts")
    return read


def _z(level: float) -> float:
    return float(ndtri(1 - (1 - level) / 2))
