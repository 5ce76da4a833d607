"""Repeats as a finding: what was asked, what was found, its tables and its chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from safercity.evidence.findings import (
    Caption,
    Column,
    Statement,
    Table,
    draw_bars,
    plain,
    say_all,
)
from safercity.evidence.profile.repeats.concentration import Band, ChanceRepeats, TopShare
from safercity.evidence.profile.repeats.course import CourseStep
from safercity.evidence.profile.words import MESSAGES


@dataclass(frozen=True)
class RepeatSettings:
    """`of` "places" or "people" (pseudonyms), called `noun` in sentences. Steps of the time course
    are `within_days`; `top`: parts whose share is told. Of people nothing is shown that fewer than
    `smallest` of them are in.
    """

    of: Literal["places", "people"] = "places"
    noun: str = "addresses"
    within_days: tuple[int, ...] = (7, 30, 90, 365)
    top: tuple[float, ...] = (0.01, 0.05, 0.10)
    smallest: int = 5
    level: float = 0.95

    @property
    def fewest(self) -> int:
        """How many owners a figure must rest on."""
        return self.smallest if self.of == "people" else 1


@dataclass(frozen=True)
class Repeats:
    """Repeats among `owners` (places or people with an incident) of `targets` (all there are, None
    where nobody knows).

    `incidence`: incidents for each target; `prevalence`: share of targets with any;
    `concentration`: incidents for each owner; `repeats`: incidents after an owner's first, and
    their `repeat_share`; `repeat_owners` with more than one, their share (`owner_share` with `low`,
    `high`). NaN or None: not known, or too few to show (`verdict` "too_few").
    """

    verdict: Literal["told", "too_few", "none"]
    incidents: int
    owners: int | None
    targets: int | None
    incidence: float
    prevalence: float
    concentration: float
    repeats: int | None
    repeat_share: float
    repeat_owners: int | None
    owner_share: float
    low: float
    high: float
    bands: tuple[Band, ...]
    top: tuple[TopShare, ...]
    chance: ChanceRepeats | None
    course: tuple[CourseStep, ...]
    same_day: int | None
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: RepeatSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row a band: how many had so many incidents, and how many would by chance."""
        columns = (
            Column("incidents_each", "Incidents each"),
            Column("owners", self.settings.noun.capitalize(), "count"),
            Column("incidents", "Incidents", "count"),
            Column("expected", "By chance alone", "figure"),
        )
        rows = ((name_band(b), b.owners, b.incidents, plain(b.expected)) for b in self.bands)
        return Table("repeats", columns, tuple(rows))

    def course_table(self) -> Table:
        """A row a step of the time course."""
        columns = (
            Column("days", "Within days", "count"),
            Column("repeats", "Repeats", "count"),
            Column("share", "Share of repeats", "share"),
            Column("low", "Share, low", "share"),
            Column("high", "Share, high", "share"),
            Column("expected", "If spread by chance", "share"),
        )
        rows = (
            (s.days, s.repeats, *map(plain, (s.share, s.low, s.high, s.expected)))
            for s in self.course
        )
        return Table("repeat_course", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """How many had one, two, three and more incidents."""
        caption = Caption(self.explain(), f"How many {self.settings.noun} had so many incidents.")
        return draw_bars(self.table().records(), caption, name="incidents_each", value="owners")


def name_band(band: Band) -> str:
    """ "1", "2 to 4", "10 or more"."""
    if band.high is None:
        return f"{band.low} or more"
    return str(band.low) if band.low == band.high else f"{band.low} to {band.high}"
