"""Floats are rounded before any sort, threshold or rank, so that every machine decides alike."""

from __future__ import annotations

import math
from bisect import bisect_right

import numpy as np

DIGITS = 10
FARTHEST = 300  # of the powers of ten: 1e-280 in 20 digits needs so many

# From text, never from a power function: those differ between machines in the last bit.
_LISTED = [float(f"1e{power}") for power in range(-FARTHEST, FARTHEST + 1)]
_POWERS = np.array(_LISTED)


def round_significant(values: np.ndarray | float, digits: int = DIGITS) -> np.ndarray:
    """`values` rounded to `digits` significant digits; any shape, no units.

    NaN, infinities and zero are returned as they are; smaller than 1e-280 becomes zero.
    Uses correctly rounded operations only (times, divide, round to even), so the same values
    give the same bits everywhere.
    """
    if isinstance(values, float):
        return np.asarray(round_figure(values, digits))
    array = np.asarray(values, dtype=float)
    size = np.abs(array)
    usual = np.isfinite(array) & (size >= 1e-280) & (size < 1e270)
    power = np.searchsorted(_POWERS, np.where(usual, size, 1.0), side="right") - 1 - FARTHEST
    shift = digits - 1 - power
    up, down = _POWERS[np.maximum(shift, 0) + FARTHEST], _POWERS[np.maximum(-shift, 0) + FARTHEST]
    rounded = np.rint(np.where(usual, array, 1.0) * up / down) / up * down
    tiny = np.isfinite(array) & (size < 1e-280)
    return np.where(usual, rounded, np.where(tiny, 0.0, array))


def round_figure(value: float, digits: int = DIGITS) -> float:
    """`round_significant` of one figure, bit for bit, without an array around it.

    An edition has a hundred thousand figures; an array for each took a third of an assessment.
    """
    size = abs(value)
    if not math.isfinite(value) or size >= 1e270:
        return value
    if size < 1e-280:
        return 0.0
    shift = digits - bisect_right(_LISTED, size) + FARTHEST
    up, down = _LISTED[max(shift, 0) + FARTHEST], _LISTED[max(-shift, 0) + FARTHEST]
    return float(round(value * up / down)) / up * down
