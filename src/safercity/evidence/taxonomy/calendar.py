"""The calendar as content: which days may bring more or less, by rule or by list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from safercity.evidence.taxonomy.files import Faults, list_content, read_content, take_list
from safercity.evidence.taxonomy.model import STRICT, Titles

FOLDER = "calendar"
DAY_OF_YEAR = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True)
class WeekdayOfMonth:
    """`which` of a month's weekdays: 1 to 4, or -1 for the last; `month` 1 to 12, or every one."""

    __pydantic_config__ = STRICT
    weekday: Weekday
    month: int | Literal["every"]
    which: int


@dataclass(frozen=True)
class Span:
    """First and last day ("2025-07-23")."""

    __pydantic_config__ = STRICT
    first: str
    last: str


@dataclass(frozen=True)
class DayRule:
    """When it is: exactly one of `day` ("12-25"), `easter` (days after Easter Sunday), `weekday`,
    `dates` or `spans`.

    `before`, `after`: days that belong to it too. `substitute`: a weekend gives its day to the next
    free weekday. `moved`: the day in that year instead. `since`, `until`: years, both included.
    """

    __pydantic_config__ = STRICT
    title: Titles
    day: str | None = None
    easter: int | None = None
    weekday: WeekdayOfMonth | None = None
    dates: tuple[str, ...] | None = None
    spans: tuple[Span, ...] | None = None
    before: int = 0
    after: int = 0
    substitute: bool = False
    moved: dict[int, str] = field(default_factory=dict)
    since: int = 1
    until: int = 9998


@dataclass(frozen=True)
class CalendarEffect:
    """Days that are looked at together. It takes its days from the effects it is `instead_of`.

    `to_be_replaced`: shipped as a stand-in for a list that only the partnership has.
    """

    __pydantic_config__ = STRICT
    id: str
    title: Titles
    rules: tuple[DayRule, ...]
    note: str = ""
    instead_of: tuple[str, ...] = ()
    to_be_replaced: bool = False


@dataclass(frozen=True)
class Calendar:
    """The effects by id, in the order of the files, and notes on copies made from older ones."""

    effects: dict[str, CalendarEffect]
    notes: tuple[str, ...] = ()


def load_calendar(overrides: Path | None = None) -> Calendar:
    """The shipped calendar; a workspace's copy of a file stands before the shipped one.

    Raises ContentError with every fault: a rule with no day or several, days that are none, an
    effect that stands there twice or is instead of one that does not exist.
    """
    faults, effects, notes = Faults(), {}, []
    for name in list_content(FOLDER, overrides):
        file = read_content(name, overrides, faults=faults)
        notes += [file.note] if file.note else []
        for key, one in take_list(file, "effects", of=CalendarEffect, faults=faults).items():
            where = f"{file.path}: effects.{key}"
            if key in effects:
                faults.add(where, "stands in another file too")
            effects[key] = one
            _check_effect(one, faults, where=where)
    for one in effects.values():
        for other in one.instead_of:
            if other not in effects:
                faults.add(f"{FOLDER}: {one.id}", f"instead_of: {other!r} is no effect")
    faults.raise_if_any()
    return Calendar(effects, tuple(notes))


def _check_effect(one: CalendarEffect, faults: Faults, *, where: str) -> None:
    if not one.title.get("en"):
        faults.add(where, "title.en: is missing")
    for number, rule in enumerate(one.rules):
        _check_rule(rule, faults, where=f"{where}.rules.{number}")


def _check_rule(rule: DayRule, faults: Faults, *, where: str) -> None:
    ways = {name: getattr(rule, name) for name in ("day", "easter", "weekday", "dates", "spans")}
    given = [name for name, value in ways.items() if value is not None]
    if len(given) != 1:
        told = " and ".join(given) or "nothing"
        faults.add(where, f"says {told}; a rule is one of {', '.join(ways)}")
    if rule.before < 0 or rule.after < 0:
        faults.add(where, "before and after are zero or more days")
    if rule.day is not None and not (
        DAY_OF_YEAR.fullmatch(rule.day) and _is_day(f"2024-{rule.day}")
    ):
        faults.add(where, f'day: {rule.day!r} is not a day such as "12-25"')
    if rule.weekday is not None:
        month, which = rule.weekday.month, rule.weekday.which
        if month != "every" and not 1 <= month <= 12:
            faults.add(where, f"weekday.month: {month} is not 1 to 12 or every")
        if which not in (1, 2, 3, 4, -1):
            faults.add(where, f"weekday.which: {which} is not 1 to 4 or -1")
    spans = rule.spans or ()
    listed = [*(rule.dates or ()), *rule.moved.values()]
    for day in (*listed, *(end for span in spans for end in (span.first, span.last))):
        if not _is_day(day):
            faults.add(where, f'{day!r} is not a day such as "2025-12-25"')
    if any(span.last < span.first for span in spans):
        faults.add(where, "spans: one ends before it begins")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
