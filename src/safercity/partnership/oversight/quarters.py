"""Quarters of the financial year, as boards count them: April begins the first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from safercity.partnership.common.in_words import write_quarter

# The Crime and Disorder Act; and no page without end.
FIRST_YEAR, LAST_YEAR = 1998, 2199
LABEL = re.compile(r"(\d{4})-(\d{2})-q([1-4])")
CASE = re.compile(r"\d{4}-\d{2}-([1-9]\d{0,3})")


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter. `year` is that in which the financial year begins; `number` is 1 to 4."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        if self.number == 4:
            return date(self.year + 1, 1, 1)
        return date(self.year, 3 * self.number + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def before(self) -> Quarter:
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def slug(self) -> str:
        """As it stands in addresses and in the database: 2026-27-q1."""
        return f"{name_year(self.year, sign='-')}-q{self.number}"

    def __str__(self) -> str:
        """Its months: Q1 is another quarter in the calendar than in the financial year."""
        return write_quarter(f"{self.first.year}-Q{self.last.month // 3}")


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    month = (day.month - 4) % 12
    return Quarter(year_of(day), month // 3 + 1)


def year_of(day: date) -> int:
    """The year in which the financial year of a day begins."""
    return day.year if day.month >= 4 else day.year - 1


def name_year(year: int, *, sign: str = "/") -> str:
    """A financial year as people write it: 2026/27."""
    return f"{year}{sign}{(year + 1) % 100:02d}"


def parse_quarter(slug: str) -> Quarter | None:
    """The quarter of a slug; None for anything else, also for a year that does not follow."""
    found = LABEL.fullmatch(slug)
    if not found:
        return None
    year, follows, number = int(found[1]), int(found[2]), int(found[3])
    # Python's days end with year 9999.
    return Quarter(year, number) if follows == (year + 1) % 100 and 1 <= year < 9998 else None


def parse_case(slug: str) -> int | None:
    """The number of a case in its year, from 2026-27-3; None for the slug of anything else."""
    found = CASE.fullmatch(slug)
    return int(found[1]) if found else None
