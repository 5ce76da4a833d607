"""Counts of places by periods, checked and added up, for analyses of one kind of record."""

from __future__ import annotations

import numpy as np

from safercity.evidence.errors import SaferCityError
from safercity.evidence.matrix import Matrix
from safercity.evidence.types import LOCATION_PRECISIONS

SUPPORTS_AREAS = frozenset(LOCATION_PRECISIONS[:6])
"""Precisions that say which small area a record lies in."""


class CountsUnusable(SaferCityError):
    """Counts that cannot be: negative, infinite, of one place alone, or of too few periods."""

    exit_code = 33
    advice = "Counts are zero or more and finite; a missing one is NaN, and every place has a row."


def check_counts(counts: Matrix) -> np.ndarray:
    """The values as floats; `CountsUnusable`, naming the first, where one cannot be a count."""
    values = np.asarray(counts.values, dtype=float)
    wrong = np.argwhere((values < 0) | np.isinf(values))
    if wrong.size:
        row, column = wrong[0]
        raise CountsUnusable(
            f"{len(wrong)} counts are negative or infinite; the first is {values[row, column]:g} "
            f"at {counts.rows[row]} in {counts.columns[column]}."
        )
    if values.shape[1] == 0:
        raise CountsUnusable("There is no period to count in.")
    return values


def find_missing(counts: Matrix) -> tuple[str, ...]:
    """The periods of which nothing is known for any place."""
    unknown = np.isnan(np.asarray(counts.values, dtype=float)).all(axis=0)
    return tuple(str(counts.columns[at]) for at in np.flatnonzero(unknown))


def add_up_periods(counts: Matrix) -> np.ndarray:
    """Totals of the rows over the periods of which anything is known; NaN where a place misses one.

    Errors: `CountsUnusable`, as `check_counts`.
    """
    values = check_counts(counts)
    known = ~np.isnan(values).all(axis=0)
    return values[:, known].sum(axis=1) if known.any() else np.full(len(values), np.nan)
