"""Days and months as labels and as numbers: what is watched runs on without holes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from safercity.evidence.errors import SaferCityError
from safercity.evidence.types import day_label, day_number, last_day_of, month_number
from safercity.evidence.watch.errors import BadCounts

Unit = Literal["day", "week", "month"]
PER_YEAR: dict[str, float] = {"day": 365.25, "week": 365.25 / 7, "month": 12.0}


@dataclass(frozen=True)
class Periods:
    """Consecutive periods: `labels` ("2024-03" or "2024-03-05"), their `unit`, the `first` number.

    Labels of days seven days apart are weeks, each told by its last day.
    """

    labels: tuple[str, ...]
    unit: Unit
    first: int

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def per_year(self) -> float:
        return PER_YEAR[self.unit]

    def first_day(self, position: int) -> str:
        """The first day of a period, as a label."""
        if self.unit == "week":
            return day_label(day_number(self.labels[position]) - 6)
        return first_day_of(self.labels[position])

    def last_day(self, position: int) -> str:
        """Its last day."""
        return last_day_of(self.labels[position])


def read_periods(labels: Sequence[object]) -> Periods:
    """Days, weeks or months that follow each other. Errors: `BadCounts` where they do not."""
    named = tuple(str(label) for label in labels)
    unit: Unit = "day" if named[0].count("-") == 2 else "month"
    read = month_number if unit == "month" else day_number
    try:
        numbers = [read(label) for label in named]
    except (ValueError, SaferCityError) as error:
        raise BadCounts(f"Periods are days or months; these are not: {named[:3]}.") from error
    step = 7 if unit == "day" and len(numbers) > 1 and numbers[1] == numbers[0] + 7 else 1
    for position, number in enumerate(numbers):
        if number != numbers[0] + step * position:
            raise BadCounts(
                f"Periods must follow each other; {named[position]} does not follow "
                f"{named[position - 1]}.",
                advice="Keep a period without an extract as an empty column: missing, not absent.",
            )
    return Periods(named, "week" if step == 7 else unit, numbers[0])


def list_days(first: str, last: str) -> tuple[str, ...]:
    """Every day from `first` to `last`, both included."""
    return tuple(day_label(n) for n in range(day_number(first), day_number(last) + 1))


def first_day_of(label: str) -> str:
    """A day is itself; a month its first day."""
    return label if label.count("-") == 2 else f"{label}-01"
