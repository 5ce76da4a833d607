"""Counts of units by months, checked; which unit plays which part; which months are which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from safercity.evidence.effects.errors import EffectCountsUnusable, EffectIncomplete
from safercity.evidence.effects.request import EffectSettings, Intervention, Label, read_month
from safercity.evidence.findings import Basis, refuse_activity, require_time
from safercity.evidence.matrix import Matrix
from safercity.evidence.types import month_label, month_number

MONTHLY = ("minute", "day", "month")
LOCATED = ("exact", "property", "street", "snap", "postcode", "small_area")


@dataclass(frozen=True)
class Units:
    """`values` (units, months), NaN where missing; labels of both."""

    values: np.ndarray
    labels: tuple[Label, ...]
    months: tuple[str, ...]

    def rows_of(self, labels: Iterable[Label], *, part: str) -> np.ndarray:
        """Positions of these units. Errors: `EffectCountsUnusable`, naming both sides."""
        labels = tuple(labels)
        at = {label: row for row, label in enumerate(self.labels)}
        strange = [label for label in labels if label not in at]
        if strange:
            raise EffectCountsUnusable(
                f"{part}: {strange[0]} is not among the {len(at)} units counted "
                f"({self.labels[0]} … {self.labels[-1]})."
            )
        return np.array([at[label] for label in dict.fromkeys(labels)], dtype=np.int64)


@dataclass(frozen=True)
class Window:
    """Which months count, (months,) bool each. `stands_in`: those that chose the place are used as
    "before" because there are too few others."""

    before: np.ndarray
    chosen: np.ndarray
    after: np.ndarray
    stands_in: bool

    @property
    def earlier(self) -> np.ndarray:
        """Every month before the start that is looked at."""
        return self.before | self.chosen


def check_counts(values: np.ndarray, *, what: str) -> np.ndarray:
    """As floats. Errors: `EffectCountsUnusable`, for a negative or infinite count."""
    values = np.asarray(values, dtype=float)
    wrong = (values < 0) | np.isinf(values)
    if wrong.any():
        raise EffectCountsUnusable(f"{what}: a count of {values[wrong][0]:g} is not zero or more.")
    return values


def read_units(counts: Matrix, *, basis: Basis, late_at_most: float = 0.05) -> Units:
    """The counts, checked. Months in `basis.missing`, and a newest month still filling up, are NaN.

    Errors: `ActivityAsked`, `TooCoarse`, `EffectCountsUnusable`.
    """
    refuse_activity(basis, "An effect")
    require_time(basis, MONTHLY, method="An effect")
    values = check_counts(counts.values, what="An effect").copy()
    if not counts.rows or not counts.columns:
        raise EffectCountsUnusable(f"An effect: counts of shape {values.shape} hold nothing.")
    if len(set(counts.rows)) < len(counts.rows):
        raise EffectCountsUnusable("An effect: two units have the same label.")
    numbers = np.array([read_month(month, what="Counts of areas") for month in counts.columns])
    if (np.diff(numbers) != 1).any():
        raise EffectCountsUnusable(
            f"Months {counts.columns[0]} to {counts.columns[-1]} do not follow one another."
        )
    values[:, np.isin(np.array(counts.columns), np.array(basis.missing or ("",)))] = np.nan
    if basis.late_share > late_at_most:
        values[:, -1] = np.nan
    return Units(values, tuple(counts.rows), tuple(counts.columns))


def split_months(
    months: tuple[str, ...],
    intervention: Intervention,
    *,
    known: np.ndarray,
    settings: EffectSettings,
) -> Window:
    """Months before, that chose, and after; `known` (months,) are those the place has.

    Errors: `EffectIncomplete`, saying which side is missing.
    """
    labels = np.array(months)
    start, end = intervention.start, intervention.end or months[-1]
    first = intervention.chosen_from
    last = intervention.chosen_to or month_label(month_number(start) - 1)
    if first is None:
        first = month_label(month_number(start) - settings.chosen_months)
    early = known & (labels < start)
    chosen = early & (labels >= first) & (labels <= last)
    before = early & (labels < first)
    before &= np.cumsum(before[::-1])[::-1] <= settings.before_months
    after = known & (labels >= start) & (labels <= end)
    stands_in = bool(before.sum() < settings.fewest_before and chosen.any())
    if not early.any():
        raise EffectIncomplete(
            f"There is no month before {intervention.place} began in {start}: "
            f"the counts begin in {months[0]}."
        )
    if not after.any():
        raise EffectIncomplete(
            f"There is no month after {intervention.place} began in {start}: "
            f"the counts end in {months[-1]}."
        )
    if stands_in:
        before = before | chosen
    return Window(before if before.any() else early, chosen, after, stands_in)
