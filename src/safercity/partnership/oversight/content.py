"""Levels of assurance and duties of the law, as content files say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from safercity.evidence.taxonomy.files import Faults, read_content, take_list, take_value

STRICT = ConfigDict(extra="forbid")
Days = Annotated[int, Field(ge=1, le=3660)]
Words = dict[str, str]


@dataclass(frozen=True)
class Level:
    """How sure somebody is. `holds_days`: how long it may be relied on."""

    __pydantic_config__ = STRICT
    id: str
    title: Words
    about: Words
    holds_days: Days
    needs_board: bool = False


@dataclass(frozen=True)
class Cycle:
    """When assurance is due and how it is chased."""

    __pydantic_config__ = STRICT
    due_within_days: Days
    remind_before_days: Days
    chase_every_days: Days
    board_after_days: Days


@dataclass(frozen=True)
class Assuring:
    """The levels by id, from full to none, and the cycle."""

    levels: dict[str, Level]
    cycle: Cycle


@dataclass(frozen=True)
class Act:
    """Where a duty stands."""

    __pydantic_config__ = STRICT
    act: str
    section: str


@dataclass(frozen=True)
class Duty:
    """What the law asks, and how often. `note`: what to know of it; with `check`, what to look up,
    as it was not verified word for word.

    `by`: the last day of the year to do it, month-day; `by_law`: that the law sets that day;
    `who`: whom the law binds; `successor`: the duty that took its place.
    """

    __pydantic_config__ = STRICT
    id: str
    title: Words
    tiers: tuple[str, ...]
    source: Act
    every: Literal["year", "quarter", "months", "case"]
    months: Days | None = None
    by: Annotated[str, Field(pattern=r"^\d\d-\d\d$")] | None = None
    by_law: bool = False
    who: Words = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    proof: Words = field(default_factory=dict)
    check: bool = False
    note: Words = field(default_factory=dict)


@cache
def load_assuring(overrides: Path | None) -> Assuring:
    """Levels and cycle. Errors: ContentError with every fault."""
    faults = Faults()
    file = read_content("oversight/assurance.yaml", overrides, faults=faults)
    levels = take_list(file, "levels", of=Level, faults=faults)
    names = Cycle.__dataclass_fields__
    told = {name: file.values.get(name) for name in names}
    cycle = take_value(told, of=Cycle, faults=faults, where=str(file.path))
    faults.raise_if_any()
    return Assuring(levels, cycle)


@cache
def load_duties(nation: str, overrides: Path | None) -> dict[str, Duty]:
    """The duties of a nation by id. Errors: ContentError with every fault."""
    faults = Faults()
    file = read_content(f"statutory/{nation}.yaml", overrides, faults=faults)
    duties = take_list(file, "duties", of=Duty, faults=faults)
    for key, duty in duties.items():
        for fault in _find_faults(duty, duties):
            faults.add(file.path, f"duties.{key}: {fault}")
    faults.raise_if_any()
    return duties


def _find_faults(duty: Duty, duties: dict[str, Duty]) -> list[str]:
    found = []
    if duty.every == "months" and not duty.months:
        found.append("every: months needs months:")
    if duty.every in ("year", "months") and not duty.by:
        found.append("by: is missing (the last day of the year to do it)")
    if duty.by and _day(duty.by, 2024) is None:
        found.append(f"by: {duty.by} is no day")
    if duty.check and not duty.note.get("en"):
        found.append("check: true needs a note: that says what to check")
    if duty.successor and duty.successor not in duties:
        found.append(f"successor: {duty.successor} is not in the file")
    return found


def find_day(by: str, year: int) -> date:
    """The day of `by` in the financial year that begins in `year`; 29 February gives way."""
    in_year = year if int(by[:2]) >= 4 else year + 1
    return _day(by, in_year) or date(in_year, 2, 28)


def _day(by: str, year: int) -> date | None:
    try:
        return date(year, int(by[:2]), int(by[3:]))
    except ValueError:
        return None
