"""Numbers, months, ranks and lists in words, as the design's "Words" asks."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from safercity.evidence.findings import statements
from safercity.evidence.findings.statements import join_words as join_words
from safercity.evidence.findings.statements import write_count as write_count
from safercity.evidence.types import month_number

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()

_QUARTER = re.compile(r"\d{4}-Q[1-4]")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LABEL = re.compile(
    rf"(?<![\w/.-])(?:{_DAY.pattern}|{_MONTH.pattern}|{_QUARTER.pattern})(?![\w/-]|\.\w)"
)


def open_with(value: int) -> str:
    """A number as it opens a sentence: "Twelve"; digits from 100."""
    if not 0 <= value < 100:
        return write_count(value)
    if value < 20:
        return _ONES[value].capitalize()
    tens, ones = divmod(value, 10)
    return _TENS[tens].capitalize() + (f"-{_ONES[ones]}" if ones else "")


def write_share(share: float | None) -> str:
    """0.062 -> "6.2%"; from 10% to whole numbers; None -> "not known"."""
    return statements.NOT_KNOWN if share is None else statements.write_share(share)


def write_figure(value: float | None) -> str:
    """A ratio to one decimal (two below 1); None -> "not known"."""
    if value is None:
        return "not known"
    return (f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}").replace("-", "−")


def write_month(label: str, *, short: bool = False) -> str:
    """ "2025-09" -> "September 2025", or "Sep 2025"; what is no month is given back."""
    year, _, month = label.partition("-")
    if not (year.isdigit() and month.isdigit() and 1 <= int(month) <= 12):
        return label
    name = calendar.month_name[int(month)]
    return f"{name[:3] if short else name} {year}"


def write_month_end(label: str) -> str:
    """ "2025-09" -> "30 September 2025", its last day."""
    year, month = (int(part) for part in label.split("-"))
    return f"{calendar.monthrange(year, month)[1]} {calendar.month_name[month]} {year}"


def write_date(day: date) -> str:
    """23 November 2026."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def write_quarter(label: str, *, short: bool = False) -> str:
    """ "2025-Q1" -> "January to March 2025"; short, for the head of a narrow column, "2025 Q1".

    What is no quarter of the calendar is given back.
    """
    if not _QUARTER.fullmatch(label):
        return label
    year, number = label[:4], int(label[-1])
    if short:
        return f"{year} Q{number}"
    return f"{calendar.month_name[3 * number - 2]} to {calendar.month_name[3 * number]} {year}"


def write_label(label: str) -> str:
    """A day, month or quarter of a table in words; anything else as it is."""
    if _DAY.fullmatch(label):
        try:
            return write_date(date.fromisoformat(label))
        except ValueError:
            return label
    return write_month(label) if _MONTH.fullmatch(label) else write_quarter(label)


def write_labels(text: str) -> str:
    """A text with its days, months and quarters in words, as sentences of an edition have them."""
    return _LABEL.sub(lambda found: write_label(found[0]), text)


def write_months(labels: Sequence[str]) -> str:
    """Months as runs: "Jan to Jun 2025, Sep 2025"; "none" when there are none."""
    runs: list[list[str]] = []
    for label in sorted(labels):
        if runs and _follows(runs[-1][-1], label):
            runs[-1].append(label)
        else:
            runs.append([label])
    return ", ".join(_write_run(run) for run in runs) or "none"


def _follows(before: str, after: str) -> bool:
    return month_number(after) - month_number(before) == 1


def _write_run(run: Sequence[str]) -> str:
    first, last = write_month(run[0], short=True), write_month(run[-1], short=True)
    if len(run) == 1:
        return first
    if first[-4:] == last[-4:]:
        return f"{first[:3]} to {last}"
    return f"{first} to {last}"


def write_plural(count: int, one: str, *, many: str | None = None) -> str:
    """ "1 place", "1,006 places"."""
    return f"{write_count(count)} {one if count == 1 else many or one + 's'}"


def write_small(count: int | str) -> str:
    """A count in words; what the door of sharing wrote as "<5" stays so."""
    return count if isinstance(count, str) else write_count(count)


def read_small(count: Any) -> int:
    """The size to draw a count at: the threshold itself where it is hidden, 0 where unknown."""
    return int(count.removeprefix("<")) if isinstance(count, str) else int(count or 0)


def write_rank_range(low: int, high: int) -> str:
    """ "1 to 3", or "1" when both ends are the same."""
    return str(low) if low == high else f"{low} to {high}"


def capitalise(text: str) -> str:
    """The first letter raised, the rest as it was."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The first letter lowered for running text, unless the word is an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def write_ordinal(value: int) -> str:
    """1 -> "1st", 12 -> "12th", 22 -> "22nd"."""
    ending = (
        "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    )
    return f"{value}{ending}"


def spell_slug(slug: Any) -> str:
    """A slug that has no title, made readable: "near_hospital" -> "near hospital"."""
    return str(slug).replace("_", " ").replace("-", " ")
