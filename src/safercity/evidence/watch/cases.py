"""Counts as a scan sees them: checked, with missing periods left out for every place alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.matrix import Matrix
from safercity.evidence.watch.errors import BadCounts, NothingRecorded, TooFewToWatch
from safercity.evidence.watch.periods import Periods, read_periods


@dataclass(frozen=True)
class Cases:
    """Each case by its place and age. `places`, `ages`: (cases,) int64, age 0 the newest period.

    `totals` (places,): cases of each place. `by_age` (periods,): cases by age. `labels` of the
    places, `periods`; `left_out`: periods without an extract for every place.
    """

    places: np.ndarray
    ages: np.ndarray
    totals: np.ndarray
    by_age: np.ndarray
    labels: tuple[str, ...]
    periods: Periods
    left_out: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        return int(self.places.size)


def check_counts(counts: Matrix, *, what: str) -> tuple[np.ndarray, Periods]:
    """The values as floats, and the periods. Errors: `BadCounts`, `NothingRecorded`."""
    if not counts.rows or not counts.columns:
        raise NothingRecorded(
            f"{what} was given {len(counts.rows)} places and {len(counts.columns)} periods: "
            "nobody records this here."
        )
    values = np.asarray(counts.values, dtype=float)
    wrong = (values < 0) | np.isinf(values)
    if wrong.any():
        row, column = (int(each[0]) for each in np.nonzero(wrong))
        raise BadCounts(
            f"{what} found {values[row, column]} at {counts.rows[row]} in "
            f"{counts.columns[column]}; a count is zero or more."
        )
    if np.isnan(values).all():
        raise NothingRecorded(f"{what}: every period is missing.")
    return values, read_periods(counts.columns)


def list_cases(counts: Matrix) -> Cases:
    """The cases of a matrix of whole counts. A period that is missing anywhere is left out
    everywhere: else the place without an extract would look quiet, and its neighbours loud.

    Errors: as `check_counts`; `BadCounts` for counts that are not whole; `TooFewToWatch` where
    fewer than two periods remain, or the newest is missing.
    """
    values, periods = check_counts(counts, what="The scan")
    missing = np.isnan(values).any(axis=0)
    if missing[-1]:
        raise TooFewToWatch(
            f"{periods.labels[-1]} is missing for {int(np.isnan(values[:, -1]).sum())} of "
            f"{len(values)} places, so nothing can be said of it.",
            advice="Ask as of the last period that every place has, or leave those places out.",
        )
    if (~missing).sum() < 2:
        raise TooFewToWatch(
            f"{int((~missing).sum())} of {len(periods)} periods are complete; two are needed."
        )
    whole = np.where(missing[None, :], 0.0, values)
    if (whole != np.rint(whole)).any():
        raise BadCounts("The scan needs whole counts; shares of cases cannot be shuffled.")
    newest_first = whole[:, ::-1].astype(np.int64)
    places, ages = np.nonzero(newest_first)
    times = newest_first[places, ages]
    return Cases(
        places=np.repeat(places, times),
        ages=np.repeat(ages, times),
        totals=newest_first.sum(axis=1).astype(float),
        by_age=newest_first.sum(axis=0).astype(float),
        labels=tuple(str(row) for row in counts.rows),
        periods=periods,
        left_out=tuple(np.array(periods.labels)[missing].tolist()),
    )
