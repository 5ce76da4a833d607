"""The counts that a forecast starts from: checked, with days, weights and breaks of months."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from safercity.evidence.findings import Basis, refuse_activity, require_time
from safercity.evidence.matrix import Matrix
from safercity.evidence.seasons.forecasting.errors import ForecastUnusable
from safercity.evidence.seasons.forecasting.settings import ForecastSettings
from safercity.evidence.types import month_label, month_number

METHOD = "A forecast"
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
USUAL_DAYS = 365.25 / 12


@dataclass(frozen=True)
class Months:
    """`counts` (rows, n) float, NaN where missing; per month of n + horizon: `days` as a share of a
    usual month and calendar month `of_year` (0 to 11); per month of n: `weights`, and the number of
    the `segment` between recording breaks."""

    counts: np.ndarray
    labels: tuple[str, ...]
    ahead: tuple[str, ...]
    days: np.ndarray
    of_year: np.ndarray
    weights: np.ndarray
    segments: np.ndarray

    @property
    def known(self) -> int:
        """Months that at least one row knows."""
        return int((~np.isnan(self.counts)).any(axis=0).sum())


def read_months(counts: Matrix, *, basis: Basis, settings: ForecastSettings) -> Months:
    """Check the counts. Errors: `ForecastUnusable`, `ActivityAsked`, `TooCoarse`."""
    refuse_activity(basis, METHOD)
    require_time(basis, ("minute", "day", "month"), method=METHOD)
    values = _check_values(counts, missing=basis.missing)
    first, last = _check_labels(counts.columns)
    size, horizon = len(counts.columns), settings.horizon
    numbers = range(first, last + 1 + horizon)
    lengths = [monthrange(number // 12, number % 12 + 1)[1] for number in numbers]
    begin, end = (month_number(label) for label in settings.unusual)
    unusual = [begin <= number <= end for number in range(first, last + 1)]
    return Months(
        counts=values,
        labels=tuple(counts.columns),
        ahead=tuple(month_label(number) for number in numbers)[size:],
        days=np.array(lengths, dtype=float) / USUAL_DAYS,
        of_year=np.array([number % 12 for number in numbers], dtype=np.int64),
        weights=np.where(unusual, settings.unusual_weight, 1.0),
        segments=_number_segments(basis, counts.columns),
    )


def _check_values(counts: Matrix, *, missing: tuple[str, ...]) -> np.ndarray:
    values = counts.values.astype(float)
    if not values.size:
        raise ForecastUnusable(f"{METHOD} needs counts; the table has the shape {values.shape}.")
    wrong = (values < 0) | np.isinf(values)
    if wrong.any():
        row, column = (int(each[0]) for each in np.nonzero(wrong))
        raise ForecastUnusable(
            f"{METHOD}: the count of {counts.rows[row]} in {counts.columns[column]} is "
            f"{values[row, column]:g}, not zero or more."
        )
    values[:, [label in missing for label in counts.columns]] = np.nan
    unknown = np.isnan(values).all(axis=1)
    if unknown.any():
        name = counts.rows[int(np.flatnonzero(unknown)[0])]
        raise ForecastUnusable(
            f"{METHOD}: not one month of {name} is known.",
            advice="Leave the row out, or load an extract that covers it.",
        )
    return values


def _check_labels(labels: tuple[str, ...]) -> tuple[int, int]:
    for label in labels:
        if not MONTH.fullmatch(str(label)):
            raise ForecastUnusable(f"{METHOD}: {label!r} is not a month such as 2024-03.")
    numbers = [month_number(label) for label in labels]
    for (one, other), name in zip(pairwise(numbers), labels[1:], strict=True):
        if other != one + 1:
            raise ForecastUnusable(
                f"{METHOD}: {name} does not follow {month_label(one)}; months run forwards, and "
                "one without records is a gap."
            )
    return numbers[0], numbers[-1]


def _number_segments(basis: Basis, labels: tuple[str, ...]) -> np.ndarray:
    """0 before the first recording break, 1 from it on, and so forth."""
    breaks = sorted(one.month for one in basis.breaks if one.kind != "missing")
    return np.array([sum(month <= label for month in breaks) for label in labels], dtype=np.int64)
