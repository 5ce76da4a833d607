"""What a statistic refuses: figures that cannot be, told with the first that is wrong."""

from __future__ import annotations

import numpy as np

from safercity.evidence.errors import SaferCityError


class FiguresRefused(SaferCityError, ValueError):
    """Figures or choices that cannot be: a negative count, a level of 2, a method there is not."""

    exit_code = 61
    advice = (
        "Give counts of zero or more (a missing one is NaN), levels between 0 and 1, and one of "
        "the choices named."
    )


def check_counts(values: np.ndarray, *, what: str) -> None:
    """Errors: `FiguresRefused`, with the first count that is negative or infinite."""
    wrong = (values < 0) | np.isinf(values)
    if wrong.any():
        raise FiguresRefused(f"{what} holds {values[wrong].flat[0]:g}, not zero or more.")


def check_level(level: float) -> None:
    """Errors: `FiguresRefused`, for a level that is not between 0 and 1."""
    if not 0 < level < 1:
        raise FiguresRefused(f"The level of an interval is {level:g}, not between 0 and 1.")
