"""Periods of returns: months, quarters and years of the calendar, and school terms."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from functools import lru_cache

FREQUENCIES = ("month", "quarter", "term", "year")
_MONTHS = {"month": 1, "quarter": 3, "term": 4, "year": 12}
_FORMS = {
    "month": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    "quarter": re.compile(r"\d{4}-Q[1-4]"),
    "term": re.compile(r"\d{4}-T[1-3]"),
    "year": re.compile(r"\d{4}"),
}
_TERMS = ("spring", "summer", "autumn")  # January to April, May to August, September to December
_NAMES = {name.casefold(): at for at, name in enumerate(calendar.month_name) if name}
_NAMES |= {name[:3]: at for name, at in list(_NAMES.items())} | {"sept": 9}
_NAMED_MONTH = re.compile(r"([a-z]+)[ \-]+(\d{4}|\d{2})")
_NAMED_TERM = re.compile(r"(spring|summer|autumn)(?: term)?,? (\d{4})")
_QUARTER = re.compile(r"q([1-4])[ \-]*(\d{4})|(\d{4})[ \-]*q([1-4])")
_NAMED_QUARTER = re.compile(r"([a-z]+)(?: to |[ ]?[-–][ ]?)([a-z]+),? (\d{4})")
_YEARS = r"(\d{4})[/–-](\d{2}|\d{4})"
_FINANCIAL = re.compile(rf"{_YEARS},? q([1-4])|q([1-4]),? {_YEARS}")
_DAY_ZERO = date(1899, 12, 30)  # of a spreadsheet's days


@lru_cache(maxsize=1024)
def frequency_of(label: str) -> str:
    """ "2026-Q3" -> "quarter". Errors: ValueError for what is no label of a period."""
    for name, form in _FORMS.items():
        if form.fullmatch(label):
            return name
    raise ValueError(f"{label!r} is no period such as 2026-09, 2026-Q3, 2026-T3 or 2026.")


def number_of(label: str) -> int:
    """The period as a number, so that the next one is one more."""
    frequency = frequency_of(label)
    year = int(label[:4])
    if frequency == "year":
        return year
    part = int(label[5:].lstrip("QT"))
    return year * (12 // _MONTHS[frequency]) + part - 1


def label_of(number: int, frequency: str) -> str:
    """The period behind `number_of`."""
    each = 12 // _MONTHS[frequency]
    year, part = divmod(number, each)
    marks = {"month": f"-{part + 1:02d}", "quarter": f"-Q{part + 1}", "term": f"-T{part + 1}"}
    return f"{year:04d}{marks.get(frequency, '')}"


def period_of(day: date, frequency: str) -> str:
    """The period in which a day lies."""
    year, part = day.year, (day.month - 1) // _MONTHS[frequency]
    return label_of(year * (12 // _MONTHS[frequency]) + part, frequency)


@lru_cache(maxsize=1024)
def last_day(label: str) -> date:
    """The last day of a period."""
    months = _MONTHS[frequency_of(label)]
    after = (number_of(label) + 1) * months  # months since year 0, the first after the period
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def due_on(label: str, due_days: int) -> date:
    """The day by which a return of the period is due."""
    return last_day(label) + timedelta(days=due_days)


def list_periods(first: str, today: date) -> list[str]:
    """The periods from `first` that are over today, in order."""
    frequency = frequency_of(first)
    now = number_of(period_of(today, frequency))
    return [label_of(number, frequency) for number in range(number_of(first), now)]


def say_period(label: str, *, is_short: bool = False) -> str:
    """As people say it: "September 2026", "July to September 2026", "Autumn 2026", "2026"."""
    frequency = frequency_of(label)
    if frequency == "term":
        return f"{_TERMS[int(label[-1]) - 1].capitalize()} {label[:4]}"
    if frequency == "year":
        return label
    end = last_day(label)
    names = calendar.month_abbr if is_short else calendar.month_name
    if frequency == "month":
        return f"{names[end.month]} {end.year}"
    return f"{names[end.month - 2]} to {names[end.month]} {end.year}"


def read_period(value: object, frequency: str) -> str | None:
    """The period in a cell, however it is written; None where it is none of this frequency.

    A day stands for the period in which it lies. A quarter with a financial year (2026/27 Q1,
    2026-27 Q1) is counted from April; one with a single year from January. What `say_period`
    writes is read again.
    """
    if isinstance(value, datetime | date):
        return period_of(value, frequency)
    if isinstance(value, int | float) and not isinstance(value, bool) and 36_526 <= value < 73_051:
        return period_of(_DAY_ZERO + timedelta(days=int(value)), frequency)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = re.sub(r"\s+", " ", str(value)).strip()
    if _FORMS[frequency].fullmatch(text.upper()):
        return text.upper()
    return _read_words(text.casefold(), frequency)


def _read_words(text: str, frequency: str) -> str | None:
    if frequency == "month" and (found := _NAMED_MONTH.fullmatch(text)) and found[1] in _NAMES:
        year = found[2] if len(found[2]) == 4 else f"20{found[2]}"
        return f"{year}-{_NAMES[found[1]]:02d}"
    if frequency == "term" and (found := _NAMED_TERM.fullmatch(text)):
        return f"{found[2]}-T{_TERMS.index(found[1]) + 1}"
    if frequency != "quarter":
        return None
    if found := _FINANCIAL.fullmatch(text):
        first, second, part = (found[1], found[2], found[3]) if found[1] else (
            found[5], found[6], found[4])  # fmt: skip
        if int(second) % 100 != (int(first) + 1) % 100:
            return None
        return label_of(int(first) * 4 + int(part), "quarter")  # Q1 is April to June
    if found := _NAMED_QUARTER.fullmatch(text):
        first, last = _NAMES.get(found[1], 0), _NAMES.get(found[2], 0)
        return f"{found[3]}-Q{last // 3}" if last % 3 == 0 and last and first == last - 2 else None
    if found := _QUARTER.fullmatch(text):
        return f"{found[2] or found[3]}-Q{found[1] or found[4]}"
    return None
