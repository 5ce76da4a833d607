"""One monthly series of counts: checked, with its months as numbers and days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from safercity.evidence.errors import SaferCityError
from safercity.evidence.findings import Basis, refuse_activity, require_time
from safercity.evidence.matrix import Matrix
from safercity.evidence.types import month_label, month_number

MONTHLY = ("minute", "day", "month")


class SeriesUnusable(SaferCityError):
    """Values that no count of months can have, or several places where one series was asked for."""

    exit_code = 35
    advice = "Ask for one place, with counts of whole months; a month without records is missing."


@dataclass(frozen=True)
class Series:
    """`counts` (n,), NaN where a month is missing; month `numbers`, and the `days` of each."""

    counts: np.ndarray
    months: tuple[str, ...]
    numbers: np.ndarray
    days: np.ndarray

    @property
    def used(self) -> int:
        """How many months are not missing."""
        return int((~np.isnan(self.counts)).sum())

    def since(self, month: str) -> Series:
        """The series from this month on."""
        first = self.months.index(month) if month in self.months else 0
        return Series(
            self.counts[first:], self.months[first:], self.numbers[first:], self.days[first:]
        )


def _number(month: object, *, method: str) -> int:
    try:
        number = month_number(str(month))
        if month_label(number) != str(month):
            raise ValueError
    except (ValueError, SaferCityError):
        raise SeriesUnusable(f'{method}: {month!r} is no month such as "2024-03".') from None
    return number


@lru_cache(maxsize=64)  # every place of a theme has the same months
def _count_months(columns: tuple[Any, ...], *, method: str) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the months, one after the other, and their days."""
    if not columns:
        raise SeriesUnusable(f"{method} needs at least one month; there is none.")
    numbers = np.array([_number(month, method=method) for month in columns], dtype=np.int64)
    apart = np.flatnonzero(np.diff(numbers) != 1)
    if apart.size:
        before, after = columns[apart[0]], columns[apart[0] + 1]
        raise SeriesUnusable(
            f"{method}: the months do not follow one another: after {before} comes {after}; one "
            "without records sent is a gap (NaN)."
        )
    days = np.array([monthrange(n // 12, n % 12 + 1)[1] for n in numbers.tolist()], dtype=float)
    for kept in (numbers, days):
        kept.flags.writeable = False
    return numbers, days


def read_series(counts: Matrix, *, basis: Basis, method: str) -> Series:
    """The matrix's one row as a series; months that `basis.missing` names are missing whatever
    stands there. Errors: `SeriesUnusable`, `ActivityAsked`, `TooCoarse`."""
    refuse_activity(basis, method)
    require_time(basis, MONTHLY, method=method)
    if len(counts.rows) != 1:
        raise SeriesUnusable(f"{method} takes one place; {len(counts.rows)} were given.")
    values = counts.values[0].astype(float)
    wrong = (values < 0) | np.isinf(values)
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        raise SeriesUnusable(
            f"{method}: the count of {counts.columns[at]} is {values[at]:g}, not zero or more."
        )
    columns = tuple(counts.columns)
    numbers, days = _count_months(columns, method=method)
    if basis.missing:
        values[np.isin(np.array(columns, dtype=str), np.array(basis.missing, dtype=str))] = np.nan
    return Series(values, columns, numbers, days)
