"""The calendar's days: rules become dates."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from safercity.evidence.seasons.errors import SeriesUnusable
from safercity.evidence.taxonomy.calendar import Calendar, CalendarEffect, DayRule, WeekdayOfMonth

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Occurrence:
    """One time that an effect falls: `first` and `last` day ("2024-12-25"), the effect's id, and
    the title (English) of what falls then."""

    first: str
    last: str
    effect: str
    title: str


def list_dates(calendar: Calendar, *, first: str, last: str) -> tuple[Occurrence, ...]:
    """Every occurrence that touches the days from `first` to `last`, in order of time.

    Limits: rules know only what has been laid down so far; a bank holiday proclaimed later is not
    there until the content is. Errors: `SeriesUnusable`, for days that are none or out of order.
    """
    begin, end = read_day(first), read_day(last)
    if end < begin:
        raise SeriesUnusable(f"The days from {first} to {last} are out of order.")
    found = {
        Occurrence(start.isoformat(), stop.isoformat(), effect.id, title)
        for effect in calendar.effects.values()
        for start, stop, title in _fall(effect, begin=begin, end=end)
        if start <= end and stop >= begin
    }
    return tuple(sorted(found))


def days_by_effect(calendar: Calendar, *, first: str, last: str) -> dict[str, frozenset[str]]:
    """The days of each effect, less those that another effect takes (`instead_of`)."""
    days: dict[str, set[str]] = {name: set() for name in calendar.effects}
    for one in list_dates(calendar, first=first, last=last):
        days[one.effect] |= set(days_between(one.first, one.last))
    for effect in calendar.effects.values():
        for other in effect.instead_of:
            days[other] -= days[effect.id]
    return {
        name: frozenset(day for day in told if first <= day <= last) for name, told in days.items()
    }


def days_between(first: str, last: str) -> tuple[str, ...]:
    """Every day from `first` to `last`, both included."""
    begin, end = read_day(first), read_day(last)
    return tuple((begin + DAY * step).isoformat() for step in range((end - begin).days + 1))


def read_day(text: str) -> date:
    """ "2024-12-25" as a date. Errors: `SeriesUnusable`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SeriesUnusable(f'{text!r} is no day such as "2024-12-25".') from None


def find_easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous, Nature, 20 April 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + skipped + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _fall(effect: CalendarEffect, *, begin: date, end: date) -> list[tuple[date, date, str]]:
    """First and last day and title of each occurrence in the years about `begin` to `end`."""
    anchors: list[tuple[date, date, DayRule]] = []
    for rule in effect.rules:
        for span in rule.spans or ():
            anchors.append((read_day(span.first), read_day(span.last), rule))
        anchors += [(read_day(day), read_day(day), rule) for day in rule.dates or ()]
        for year in range(max(begin.year - 1, rule.since), min(end.year + 1, rule.until) + 1):
            anchors += [(day, day, rule) for day in _days_of_year(rule, year)]
    taken = {first for first, _, _ in anchors if first.weekday() < 5}
    found = []
    for first, last, rule in sorted(anchors, key=lambda one: one[:2]):
        if rule.substitute and first.weekday() >= 5:
            while first.weekday() >= 5 or first in taken:
                first += DAY
            taken.add(first)
            last = first
        told = (first - DAY * rule.before, last + DAY * rule.after, rule.title.get("en", ""))
        found.append(told)
    return found


def _days_of_year(rule: DayRule, year: int) -> list[date]:
    if year in rule.moved:
        return [read_day(rule.moved[year])]
    if rule.easter is not None:
        return [find_easter(year) + DAY * rule.easter]
    if rule.day is not None:
        month, day = (int(part) for part in rule.day.split("-"))
        # 29 February is there in leap years only.
        return [date(year, month, day)] if day <= monthrange(year, month)[1] else []
    if rule.weekday is not None:
        every = rule.weekday.month == "every"
        months = range(1, 13) if every else [int(rule.weekday.month)]
        return [_find_weekday(rule.weekday, year, month=month) for month in months]
    return []


def _find_weekday(asked: WeekdayOfMonth, year: int, *, month: int) -> date:
    wanted = WEEKDAYS.index(asked.weekday)
    if asked.which < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - DAY * ((last.weekday() - wanted) % 7)
    first = date(year, month, 1)
    return first + DAY * ((wanted - first.weekday()) % 7 + 7 * (asked.which - 1))
