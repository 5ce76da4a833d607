"""Monthly counts of several places or themes: checked, with each month's days and weekends."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

import numpy as np

from safercity.evidence.findings import Basis, refuse_activity, require_time
from safercity.evidence.matrix import Label, Matrix
from safercity.evidence.seasons.errors import SeriesUnusable
from safercity.evidence.types import month_number

MONTHLY = ("minute", "day", "month")


@dataclass(frozen=True)
class Months:
    """`counts` (rows, n), NaN where missing; month `numbers` (n,), `days` and `weekend_days`."""

    counts: np.ndarray
    rows: tuple[Label, ...]
    months: tuple[str, ...]
    numbers: np.ndarray
    days: np.ndarray
    weekend_days: np.ndarray

    @property
    def of_year(self) -> np.ndarray:
        """The month of the year of each column, 0 for January."""
        return self.numbers % 12


def read_months(counts: Matrix, *, basis: Basis, method: str) -> Months:
    """The matrix, checked; months that `basis.missing` names are missing whatever stands there.

    Errors: `SeriesUnusable`, `ActivityAsked`, `TooCoarse`.
    """
    refuse_activity(basis, method)
    require_time(basis, MONTHLY, method=method)
    values = check_counts(counts, method=method)
    numbers = np.array([number_of(month, method=method) for month in counts.columns], dtype=int)
    if (np.diff(numbers) != 1).any():
        at = int(np.flatnonzero(np.diff(numbers) != 1)[0])
        raise SeriesUnusable(
            f"{method}: after {counts.columns[at]} comes {counts.columns[at + 1]}; months follow "
            "one another, and one without records sent is a gap (NaN)."
        )
    values[:, np.isin(np.array(counts.columns), np.array(basis.missing, dtype=str))] = np.nan
    made = [count_days(int(number)) for number in numbers]
    days, weekend_days = np.array(made, dtype=float).T
    return Months(values, counts.rows, tuple(counts.columns), numbers, days, weekend_days)


def check_counts(counts: Matrix, *, method: str) -> np.ndarray:
    """The values as floats, each zero or more or missing, rows told apart by their labels."""
    if not counts.rows or not counts.columns:
        raise SeriesUnusable(f"{method} needs at least one series of at least one period.")
    if len(set(counts.rows)) < len(counts.rows):
        raise SeriesUnusable(f"{method}: two rows bear the same label.")
    values = counts.values.astype(float)
    wrong = (values < 0) | np.isinf(values)
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise SeriesUnusable(
            f"{method}: the count of {counts.rows[row]} in {counts.columns[column]} is "
            f"{values[row, column]:g}, not zero or more."
        )
    return values


def number_of(month: object, *, method: str) -> int:
    """The month's number. Errors: `SeriesUnusable`, for a label that names no month."""
    try:
        number = month_number(str(month))
        if len(str(month)) != 7 or not 1 <= int(str(month)[5:]) <= 12:
            raise ValueError
    except ValueError:
        raise SeriesUnusable(f'{method}: {month!r} is no month such as "2024-03".') from None
    return number


def count_days(number: int) -> tuple[int, int]:
    """The days and the weekend days (Saturdays and Sundays) of a month by its number."""
    year, month = number // 12, number % 12 + 1
    days = monthrange(year, month)[1]
    first = date(year, month, 1).weekday()
    return days, sum((first + day) % 7 >= 5 for day in range(days))
