"""Days as people write them in plans: in the order day, month, year; months; quarters; years."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
# Words that say that there is no day, and are kept as they stand.
NO_DAY = (
    "ongoing",
    "on-going",
    "continuous",
    "tbc",
    "tba",
    "to be confirmed",
    "as required",
    "n/a",
)
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_MONTHS = {name.casefold(): at for at, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: at for name, at in list(_MONTHS.items())} | {"sept": 9}

_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-]([a-z]{3,9})[ \-,]+(\d{4}|\d{2})")
_MONTH = re.compile(r"([a-z]{3,9})[ \-]+(\d{4}|\d{2})")
_QUARTER = re.compile(r"q([1-4])[ ,]*(\d{4})[/\-](\d{2}|\d{4})")
_QUARTER_AFTER = re.compile(r"(\d{4})[/\-](\d{2}|\d{4})[ ,]*q([1-4])")
_YEAR = re.compile(r"(?:fy ?)?(\d{4})[/\-](\d{2}|\d{4})")
_WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? +")


class NoSuchDay(ValueError):
    """A text of a known form that names no day, such as 31/02/2025."""


def read_day(value: object, *, is_end: bool) -> date | None:
    """The day in a cell; None where it is no day in any form known here.

    Of a month, quarter or financial year it is the last day (`is_end`) or the first. A number is a
    spreadsheet's day. Raises `NoSuchDay`.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _EXCEL_DAY_ZERO + timedelta(days=int(value)) if 36_526 <= value < 73_051 else None
    text = re.sub(r"\s+", " ", str(value)).strip().casefold()
    return _read_text(_WEEKDAY.sub("", text), is_end=is_end)


def _read_text(text: str, *, is_end: bool) -> date | None:
    if found := _ISO.fullmatch(text):
        return _make(found[3], found[2], year=found[1])
    if found := _NUMBERS.fullmatch(text):
        return _make(found[1], found[2], year=found[3])
    if (found := _NAMED.fullmatch(text)) and found[2] in _MONTHS:
        return _make(found[1], _MONTHS[found[2]], year=found[3])
    if (found := _MONTH.fullmatch(text)) and found[1] in _MONTHS:
        return _span(_year(found[2]), _MONTHS[found[1]], months=1, is_end=is_end)
    if found := _QUARTER.fullmatch(text):
        return _quarter((found[2], found[3]), int(found[1]), is_end=is_end)
    if found := _QUARTER_AFTER.fullmatch(text):
        return _quarter((found[1], found[2]), int(found[3]), is_end=is_end)
    if found := _YEAR.fullmatch(text):
        _check_next(found[1], found[2])
        return _span(int(found[1]), 4, months=12, is_end=is_end)
    return None


def _make(day: str, month: str | int, *, year: str) -> date:
    try:
        return date(_year(year), int(month), int(day))
    except ValueError as error:
        raise NoSuchDay(f"{day}/{month}/{year}") from error


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _quarter(years: tuple[str, str], number: int, *, is_end: bool) -> date:
    """Quarter 1 of 2025/26 is April to June 2025."""
    _check_next(*years)
    months = 3 * number
    return _span(int(years[0]) + months // 12, months % 12 + 1, months=3, is_end=is_end)


def _check_next(first: str, second: str) -> None:
    if int(second) % 100 != (int(first) + 1) % 100:
        raise NoSuchDay(f"{first}/{second}")


def _span(year: int, month: int, *, months: int, is_end: bool) -> date:
    if not is_end:
        return date(year, month, 1)
    last = year * 12 + month - 1 + months - 1
    year, month = last // 12, last % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])
