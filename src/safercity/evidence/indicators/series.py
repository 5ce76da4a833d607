"""One indicator's figures over time: checked, complete in its periods, missing as missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from safercity.evidence.findings import Basis
from safercity.evidence.indicators.errors import BadSeries
from safercity.evidence.indicators.periods import (
    check_order,
    day_number,
    form_of,
    label_of,
    months_in,
    number_of,
)
from safercity.evidence.matrix import LabelsDiffer, Matrix

DataKind = Literal["count", "rate", "share", "measure"]


@dataclass(frozen=True)
class EventDays:
    """The days ("2024-03-01") of rare events, in order; several on one day stand there twice.

    `until`: the last day that was watched. `between`: opportunities (patients seen, matches held)
    from the event before up to each event; with them the g chart is drawn, else the t chart.
    Errors: `BadSeries`, for days out of order, after `until`, or opportunities that do not fit.
    """

    days: tuple[str, ...]
    until: str
    between: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        numbers = [day_number(day) for day in self.days]
        if numbers != sorted(numbers):
            raise BadSeries("The days of the events are not in order.")
        if numbers and numbers[-1] > day_number(self.until):
            raise BadSeries(f"An event on {self.days[-1]} is later than the end, {self.until}.")
        if self.between is not None and len(self.between) != len(self.days):
            raise BadSeries(f"{len(self.days)} events, opportunities for {len(self.between)}.")
        if self.between is not None and any(one < 0 for one in self.between):
            raise BadSeries("Opportunities between events are zero or more.")


@dataclass(frozen=True)
class IndicatorSeries:
    """One figure a period. `periods` (n,): months, quarters or years, in order.

    `values` (n,): counts ("count", "rate", "share") or a measured figure ("measure"), NaN where
    missing. `out_of` (n,): what a rate or share is of, in the unit in which it is told (residents
    in thousands). `events`: the days behind a rare count. A period left out is filled in as
    missing; so is one whose `out_of` is zero or missing.
    Errors: `BadSeries`, for lengths that differ, negative counts, infinite values, a share above
    one, a rate without what it is of, periods out of order.
    """

    periods: tuple[str, ...]
    values: np.ndarray
    data: DataKind = "count"
    out_of: np.ndarray | None = None
    events: EventDays | None = None

    def __post_init__(self) -> None:
        form = form_of(self.periods)
        numbers = [number_of(label, form) for label in self.periods]
        check_order(numbers, self.periods)
        values = _take(self.values, len(numbers), what="values")
        of = None if self.out_of is None else _take(self.out_of, len(numbers), what="out_of")
        _check(values, of, data=self.data)
        whole = range(numbers[0], numbers[-1] + 1)
        where = np.array(numbers) - numbers[0]
        object.__setattr__(self, "periods", tuple(label_of(number, form) for number in whole))
        object.__setattr__(self, "values", _spread(values, where, length=len(whole)))
        if of is not None:
            object.__setattr__(self, "out_of", _spread(of, where, length=len(whole)))

    @property
    def is_known(self) -> np.ndarray:
        """Which periods have a figure, (n,) bool."""
        if self.out_of is None:
            return ~np.isnan(self.values)
        return ~np.isnan(self.values) & (np.nan_to_num(self.out_of) > 0)

    @property
    def figures(self) -> np.ndarray:
        """The figure of each period, (n,): the count, rate, share or measure; NaN where missing."""
        if self.out_of is None:
            return self.values
        below = np.where(self.is_known, self.out_of, np.nan)
        return np.asarray(self.values / below)

    def without(self, basis: Basis) -> IndicatorSeries:
        """The same, with the periods that no extract covers (`basis.missing`) missing."""
        gone = set(basis.missing)
        lost = [bool(gone & {label, *months_in(label)}) for label in self.periods]
        return replace(self, values=np.where(lost, np.nan, self.values))


def series_from(
    counts: Matrix, *, data: DataKind = "count", out_of: Matrix | None = None
) -> IndicatorSeries:
    """The series of a whole set of places: the sum of the rows of a matrix, period by period.

    Missing in any row is missing in the sum: a city less one ward is not the city.
    Errors: `LabelsDiffer`, where `out_of` has other rows or columns; `BadSeries`.
    """
    if out_of is not None and (out_of.rows, out_of.columns) != (counts.rows, counts.columns):
        raise LabelsDiffer(
            f"Counts of {len(counts.rows)} places and {len(counts.columns)} periods are not "
            f"of {len(out_of.rows)} places and {len(out_of.columns)} periods."
        )
    below = None if out_of is None else out_of.values.astype(float).sum(axis=0)
    return IndicatorSeries(counts.columns, counts.values.astype(float).sum(axis=0), data, below)


def _take(values: np.ndarray, length: int, *, what: str) -> np.ndarray:
    array = np.asarray(values, dtype=float)
    if array.shape != (length,):
        raise BadSeries(f"{length} periods, but {what} of shape {array.shape}.")
    if np.isinf(array).any():
        raise BadSeries(f"The {what} hold a number that is not finite.")
    return array


def _check(values: np.ndarray, of: np.ndarray | None, *, data: DataKind) -> None:
    if data not in ("count", "rate", "share", "measure"):
        raise BadSeries(f"Data are count, rate, share or measure, not {data!r}.")
    if (of is None) == (data in ("rate", "share")):
        raise BadSeries(f"A {data} comes {'with' if of is None else 'without'} what it is of.")
    if data != "measure" and (values < 0).any():
        raise BadSeries(f"A count of {values[values < 0][0]:g}: counts are zero or more.")
    if of is not None and (of < 0).any():
        raise BadSeries(f"A rate or share of {of[of < 0][0]:g}: what it is of is zero or more.")
    if data == "share" and of is not None and (values > of).any():
        where = int(np.flatnonzero(values > of)[0])
        raise BadSeries(f"{values[where]:g} of {of[where]:g} is no share.")


def _spread(values: np.ndarray, where: np.ndarray, *, length: int) -> np.ndarray:
    whole = np.full(length, np.nan)
    whole[where] = values
    return whole
