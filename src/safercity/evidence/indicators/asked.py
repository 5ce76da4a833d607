"""The answer to a question that people ask of an edition's counts by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from safercity.evidence.findings import Basis, RecordingBreak
from safercity.evidence.indicators.periods import first_month, months_in, period_of
from safercity.evidence.indicators.reading import IndicatorReading, read_indicator
from safercity.evidence.indicators.series import IndicatorSeries
from safercity.evidence.indicators.terms import IndicatorTerms, Rebase
from safercity.evidence.taxonomy.asked import FROZEN, Counted, EvidenceQuestion
from safercity.evidence.types import month_label, month_labels, month_number

CHOSEN = "The areas were chosen by the months before: those were high by choice."
Frequency = Literal["month", "quarter", "year"]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """A question's answer: the reading, and what each figure is made of, all (n,).

    `below`: more than the count can be, where months of it are held back; 0 where none is. A held
    back count is drawn, and reckoned, at the middle of what it may be. `missing`: months not sent.
    `is_coarse`: a count is held back for another's sake, and its middle says nothing of it.
    """

    reading: IndicatorReading
    counts: tuple[float | None, ...]
    of: tuple[float | None, ...]
    below: tuple[int, ...]
    missing: tuple[str, ...]
    is_coarse: bool = False


@dataclass(frozen=True)
class Unanswered:
    """Why the counts cannot answer. `of`: what they lack, or the period at fault."""

    why: Literal["no_counts", "not_counted", "no_residents", "more_than_whole", "apart", "not_yet"]
    of: str = ""


@dataclass(frozen=True)
class _Monthly:
    """A row of counts by month: the middle of what each may be, and the most it may be.

    `shown_from`: the smallest count that its reader is shown.
    """

    months: tuple[str, ...]
    middle: np.ndarray
    most: np.ndarray
    breaks: tuple[RecordingBreak, ...] = ()
    shown_from: int = 1

    @property
    def is_coarse(self) -> bool:
        is_wide = (self.most > self.middle) & (self.most >= self.shown_from)
        return self.shown_from > 1 and bool(is_wide.any())

    def cut(self, months: tuple[str, ...]) -> _Monthly:
        at = [self.months.index(month) for month in months]
        return replace(self, months=months, middle=self.middle[at], most=self.most[at])


def answer_question(
    table: Row, question: EvidenceQuestion, *, frequency: Frequency = "month"
) -> Answer | Unanswered:
    """Answer from an edition's table `counts`, as far as its reader may see it.

    Whole quarters and years only: one of which a month is missing is missing. In areas that were
    chosen for being high the newest phase begins once they were.
    """
    above = _find(table, question.counted, area=question.area)
    if isinstance(above, Unanswered):
        return above
    below = _find_whole(table, question)
    if isinstance(below, Unanswered):
        return below
    if isinstance(below, _Monthly):
        both = tuple(month for month in above.months if month in below.months)
        if not both:
            return Unanswered("apart")
        above, below = above.cut(both), below.cut(both)
    periods, upper = _add_up(above, frequency)
    if not periods:
        return Unanswered("not_yet")
    if not isinstance(below, _Monthly):
        return _read(
            question, _Summed(periods, upper, below, above.is_coarse), table=table, above=above
        )
    lower = _add_up(below, frequency)[1]
    if (over := 2 * upper[0] - upper[1] > lower[1]).any():  # the least of it: over, for certain
        return Unanswered("more_than_whole", periods[int(np.flatnonzero(over)[0])])
    rest = max(above.shown_from, below.shown_from)
    is_coarse = above.is_coarse or below.is_coarse
    told = _Summed(periods, *_fit(upper, lower, rest=rest), is_coarse)
    return _read(question, told, table=table, above=above)


@dataclass(frozen=True)
class _Summed:
    """Counts by period as (middle, most), and what they are out of: the same, a number, or None."""

    periods: tuple[str, ...]
    upper: np.ndarray
    lower: np.ndarray | float | None
    is_coarse: bool


def _fit(upper: np.ndarray, lower: np.ndarray, *, rest: int) -> tuple[np.ndarray, np.ndarray]:
    """(count, out of) of a share: what is held back of either lies within the other.

    A count that leaves less than `rest` of its whole tells that rest: it is held back too.
    """
    (count, most), (whole, most_whole) = upper, lower
    whole = np.where(most_whole > whole, np.maximum(whole, count), whole)
    left = whole - count
    is_exact = (most == count) & (most_whole == whole)
    tells = is_exact & (count > 0) & (left > 0) & (left < rest)
    count = np.where(tells, np.maximum(whole - rest / 2, 0), np.minimum(count, whole))
    most = np.where(tells, whole - 1, most)
    return np.array([count, most]), np.array([whole, most_whole])


def _read(
    question: EvidenceQuestion, told: _Summed, *, table: Row, above: _Monthly
) -> Answer | Unanswered:
    middle, _most = told.upper
    of = None if told.lower is None else np.broadcast_to(_middle(told.lower), middle.shape)
    rebases: tuple[Rebase, ...] = ()
    if question.area == FROZEN:
        since = month_label(month_number(str(table["baseline"])) + 1)
        later = [label for label in told.periods if first_month(label) >= since]
        if not later:
            return Unanswered("not_yet")
        rebases = (Rebase(later[0], CHOSEN),) if later[0] != told.periods[0] else ()
    series = IndicatorSeries(told.periods, middle, question.data, of)
    reading = read_indicator(
        series, IndicatorTerms(rebases=rebases), basis=Basis(breaks=above.breaks)
    )
    return Answer(
        reading,
        _plain(middle),
        _plain(of) if of is not None else (None,) * len(told.periods),
        tuple(_list_below(told, share=question.data == "share")),
        tuple(m for m, n in zip(above.months, above.middle, strict=True) if np.isnan(n)),
        told.is_coarse,
    )


def _middle(lower: np.ndarray | float) -> np.ndarray:
    return np.asarray(lower if isinstance(lower, float) else lower[0])


def _list_below(told: _Summed, *, share: bool) -> list[int]:
    middle, most = told.upper
    hidden = most > middle
    if share and isinstance(told.lower, np.ndarray):
        hidden = hidden | (told.lower[1] > told.lower[0])
    return [int(m) + 1 if is_hidden else 0 for m, is_hidden in zip(most, hidden, strict=True)]


def _plain(values: np.ndarray) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(one) else float(one) for one in values)


def _find(table: Row, counted: Counted, *, area: str) -> _Monthly | Unanswered:
    rows = table.get("rows")
    if rows is None:
        return Unanswered("no_counts")
    for row in rows:
        if (row["of"], row["kind"], row["name"]) == counted.names and row["area"] == area:
            return _read_row(row)
    return Unanswered("not_counted", " ".join(counted.names))


def _find_whole(table: Row, question: EvidenceQuestion) -> _Monthly | float | Unanswered | None:
    if question.out_of:
        return _find(table, question.out_of, area=question.area)
    if question.per_residents is None:
        return None
    residents = dict(table.get("residents", ())).get(question.area)
    if not residents:
        return Unanswered("no_residents", question.area)
    return float(residents) / question.per_residents


def _read_row(row: Row) -> _Monthly:
    first = month_number(row["first"])
    told = row["records"]
    months = month_labels(first, first + len(told) - 1)
    middle, most = np.full(len(told), np.nan), np.full(len(told), np.nan)
    for at, count in enumerate(told):
        if isinstance(count, str):  # "<5": the door held it back
            middle[at], most[at] = int(count[1:]) / 2, int(count[1:]) - 1
        elif count is not None:
            middle[at] = most[at] = count
    breaks = tuple(RecordingBreak(*one) for one in row.get("breaks", ()))
    return _Monthly(months, middle, most, breaks, row.get("shown_from", 1))


def _add_up(told: _Monthly, frequency: Frequency) -> tuple[tuple[str, ...], np.ndarray]:
    """(periods, (middle, most)) of whole periods; one with a missing month is missing."""
    labels = dict.fromkeys(period_of(month, frequency) for month in told.months)
    position = {month: at for at, month in enumerate(told.months)}
    whole = [one for one in labels if all(month in position for month in months_in(one))]
    sums = [
        [values[[position[month] for month in months_in(one)]].sum() for one in whole]
        for values in (told.middle, told.most)
    ]
    return tuple(whole), np.array(sums, dtype=float)
