"""Values that several rooms share: months, quarters, precision of place and time, verdicts."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a row. Every row of every extract has exactly one."""

    ACCEPTED = "accepted"
    OUTSIDE = "outside"
    HELD = "held"
    KNOWN = "known"


LOCATION_PRECISIONS = (
    "exact", "property", "street", "snap", "postcode", "small_area", "outward", "none",
)  # fmt: skip
"""Best to worst. The first five say where within a small area; the rest do not."""

SUPPORTS_CELLS = frozenset(LOCATION_PRECISIONS[:5])

TIME_PRECISIONS = ("minute", "day", "month", "quarter")


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def make_inert(text: str) -> str:
    """Text as a cell that no spreadsheet runs: one that begins like a formula gains an apostrophe.

    Source: OWASP, "CSV injection". Null characters, at which some readers stop, are left out.
    """
    text = text.replace("\x00", "")
    return f"'{text}" if _begins_like_formula(text) else text


def undo_inert(text: str) -> str:
    """The text that `make_inert` was given, from a table that a person hands back."""
    return text[1:] if text.startswith("'") and _begins_like_formula(text[1:]) else text


def _begins_like_formula(text: str) -> bool:
    return text.startswith(FORMULA_STARTS) or text.lstrip(" ").startswith(FORMULA_STARTS)


def month_number(label: str) -> int:
    """ "2024-03" -> 24290: months since year 0, so that arithmetic is plain."""
    year, month = label.split("-")
    return int(year) * 12 + int(month) - 1


def month_label(number: int) -> str:
    """24290 -> "2024-03"."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def month_labels(first: int, last: int) -> tuple[str, ...]:
    """Every month from `first` to `last`, both included."""
    return tuple(month_label(number) for number in range(first, last + 1))


def quarter_label(month: str | int) -> str:
    """The calendar quarter of a month: "2024-03" -> "2024-Q1"."""
    number = month_number(month) if isinstance(month, str) else month
    return f"{number // 12:04d}-Q{number % 12 // 3 + 1}"


def quarter_months(label: str) -> tuple[str, ...]:
    """The three months of a quarter: "2024-Q1" -> ("2024-01", "2024-02", "2024-03")."""
    year, quarter = label.split("-Q")
    first = int(year) * 12 + (int(quarter) - 1) * 3
    return month_labels(first, first + 2)


_EPOCH = date(1970, 1, 1)


def day_number(label: str) -> int:
    """ "2024-03-05" -> days since 1970-01-01. Errors: ValueError for what is no day."""
    return (date.fromisoformat(label) - _EPOCH).days


def day_label(number: int) -> str:
    """The day so many days after 1970-01-01, as "2024-03-05"."""
    return (_EPOCH + timedelta(days=int(number))).isoformat()


def last_day_of(label: str) -> str:
    """The last day of a month; a day is itself: so that days and months can be compared."""
    if label.count("-") == 2:
        return label
    return day_label(day_number(month_label(month_number(label) + 1) + "-01") - 1)
