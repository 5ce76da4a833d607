"""A week as a finding: what was asked, what was found, its table and its chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.findings import Caption, Column, Statement, Table, draw_heat, say_all
from safercity.evidence.profile.words import MESSAGES

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class WeekSettings:
    """The night-time economy's window: `nights` on which it begins (Monday 0), from hour `opens`
    to hour `closes`. Days begin at hour `day_begins`, so that a night belongs to the day it began.
    With fewer than `fewest` records no day, hour or window is told.
    """

    nights: tuple[int, ...] = (4, 5)
    opens: int = 18
    closes: int = 6
    day_begins: int = 6
    fewest: int = 100
    level: float = 0.95


@dataclass(frozen=True)
class TimesTold:
    """How well times are told, as shares of the timed records: `spans` of more than an hour,
    `long_spans` of more than a day, at `midnight` exactly (chance would be 0.07%), on the `hour`
    exactly (1.7%); and how many are `untimed`, which are in no figure.
    """

    timed: int
    untimed: int
    spans: float
    long_spans: float
    midnight: float
    hour: float


@dataclass(frozen=True)
class NightShare:
    """The window: `records` in it (weights), their `share` of all with `low` and `high`, and the
    `ratio` of its hourly rate to that of the rest of the week (`ratio_low`, `ratio_high`).

    `hours` a week it has. `least` and `most`: the share if every span that could lie outside, or
    inside, did. `without_midnight`: the share without records of 00:00 exactly. `dispersion`: how
    much more than chance the share varies from week to week; intervals are widened by it.
    """

    records: float
    hours: int
    share: float
    low: float
    high: float
    ratio: float
    ratio_low: float
    ratio_high: float
    least: float
    most: float
    without_midnight: float
    dispersion: float


@dataclass(frozen=True)
class Week:
    """A week. `hours` (7, 24): records by day, Monday first, and hour; `days` (7,): shares of days
    that begin at 06:00, with `days_low` and `days_high` that allow for looking at seven. `night` is
    None where there are too few records (`verdict` "too_few", "none").
    """

    verdict: str
    hours: np.ndarray
    days: np.ndarray
    days_low: np.ndarray
    days_high: np.ndarray
    night: NightShare | None
    times: TimesTold
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: WeekSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row an hour of the week."""
        columns = (
            Column("day", "Day"),
            Column("hour", "Hour", "count", "from midnight"),
            Column("records", "Records", "figure"),
        )
        rows = tuple(
            (day, hour, float(self.hours[at, hour])) for at, day in enumerate(DAYS)
            for hour in range(24)
        )  # fmt: skip
        return Table("week", columns, rows)

    def chart(self) -> dict[str, Any]:
        """The hours of the week, darker where there are more records."""
        rows = [
            {"day": day, "hour": f"{hour:02d}", "value": records}
            for day, hour, records in self.table().rows
        ]
        caption = Caption(self.explain(), "Records by day and hour of the week.")
        return draw_heat(rows, caption, across="hour", down="day")
