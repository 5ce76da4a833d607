"""When a stretch of months comes next, how many weeks' notice there is, and what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from safercity.evidence.matrix import Label, LabelsDiffer, Matrix
from safercity.evidence.seasons.errors import SeriesUnusable
from safercity.evidence.seasons.peaks import Peak
from safercity.evidence.statistics import round_significant
from safercity.evidence.types import month_label


@dataclass(frozen=True)
class ExpectedCounts:
    """A forecast: `middle`, `low` and `high` of single months, rows as the indices', columns the
    months to come. Errors: `LabelsDiffer`, where the three do not have the same labels.
    """

    middle: Matrix
    low: Matrix
    high: Matrix

    def __post_init__(self) -> None:
        for other in (self.low, self.high):
            if (other.rows, other.columns) != (self.middle.rows, self.middle.columns):
                raise LabelsDiffer(
                    f"A forecast's bounds have rows {other.rows[:3]} and months "
                    f"{other.columns[:3]}; its middle has {self.middle.rows[:3]} and "
                    f"{self.middle.columns[:3]}."
                )

    def check_rows(self, rows: tuple[Label, ...]) -> None:
        """Errors: `LabelsDiffer`, for a series of the indices that the forecast does not have."""
        lost = [row for row in rows if row not in self.middle.rows]
        if lost:
            raise LabelsDiffer(
                f"The indices have {len(rows)} series, the forecast {len(self.middle.rows)}; "
                f"without a forecast: {', '.join(str(row) for row in lost[:5])}."
            )

    def tell(self, row: Label, months: tuple[str, ...]) -> tuple[float, float, float] | None:
        """Means a month over `months`; None unless all of them were forecast."""
        position: Mapping[str, int] = {month: at for at, month in enumerate(self.middle.columns)}
        if any(month not in position for month in months):
            return None
        at = [position[month] for month in months]
        of = self.middle.rows.index(row)
        told = [float(one.values[of, at].mean()) for one in (self.middle, self.low, self.high)]
        if not np.isfinite(told).all():
            return None
        middle, low, high = round_significant(np.array(told)).tolist()
        return middle, low, high


@dataclass(frozen=True)
class Coming:
    """The next time of a stretch: its `months` ("2026-06", ...), whole `weeks` until it begins, and
    whether it `has_begun`."""

    months: tuple[str, ...]
    weeks: int
    has_begun: bool


def find_next(peak: Peak, *, as_of: str) -> Coming:
    """The stretch that is on at `as_of` (a day), or the next one. Errors: `SeriesUnusable`."""
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        raise SeriesUnusable(f'{as_of!r} is no day such as "2026-05-31".') from None
    now = day.year * 12 + day.month - 1
    begun = (now - peak.first) % 12
    first = now - begun if begun < peak.length else now - begun + 12
    months = tuple(month_label(first + step) for step in range(peak.length))
    begins = date(first // 12, first % 12 + 1, 1)
    return Coming(months, max(0, (begins - day).days // 7), begun < peak.length)
