"""Words of content, months, periods, numbers and lists as the reader's language writes them.

In English the same words as in documents (tests/partnership/common/test_in_words.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from safercity.documents import words as english
from safercity.documents.measures import frequency_of, last_day
from safercity.evidence.types import month_number

SHORT = frozenset({"lsoa", "msoa", "asb", "uprn", "id"})  # names of fields that are said in letters
TERMS = (gettext_lazy("Spring"), gettext_lazy("Summer"), gettext_lazy("Autumn"))


def say(words: Mapping[str, str] | None) -> str:
    """Words of content or of a strategy, in English where the language has none; "" for none."""
    return (words.get((get_language() or "en")[:2]) or words["en"]) if words else ""


def open_with(value: int) -> str:
    """A number as it opens a sentence: "Twelve" in English; digits in other languages."""
    is_english = (get_language() or "en").startswith("en")
    return english.open_with(value) if is_english else english.write_count(value)


def join_words(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def span(first: object, last: object) -> str:
    """ "1 to 3", or "1" where both ends are the same."""
    if first == last:
        return str(first)
    return _("{first} to {last}").format(first=first, last=last)


def write_rank_range(low: int, high: int) -> str:
    """ "1 to 3", or "1" when both ends are the same."""
    return span(low, high)


def write_share(share: float | None) -> str:
    """0.062 -> "6.2%"; from 10% to whole numbers; None -> "not known"."""
    return _("not known") if share is None else english.write_share(share)


def write_date(day: date) -> str:
    """23 November 2026."""
    return date_format(day, "j F Y")


def write_month(label: str, *, short: bool = False) -> str:
    """ "2025-09" -> "September 2025", or "Sep 2025"; what is no month is given back."""
    day = _first_of(label)
    return date_format(day, "M Y" if short else "F Y") if day else label


def write_month_end(label: str) -> str:
    """ "2025-09" -> "30 September 2025", its last day."""
    return write_date(last_day(label))


def write_months(labels: Sequence[str]) -> str:
    """Months as runs: "Jan to Jun 2025, Sep 2025"; "none" when there are none."""
    runs: list[list[str]] = []
    for label in sorted(labels):
        if runs and month_number(label) - month_number(runs[-1][-1]) == 1:
            runs[-1].append(label)
        else:
            runs.append([label])
    return ", ".join(_write_run(run[0], run[-1]) for run in runs) or _("none")


def write_quarter(label: str, *, short: bool = False) -> str:
    """ "2025-Q1" -> "January to March 2025"; short "2025 Q1"; what is no quarter is given back."""
    if short or english.write_quarter(label) == label:
        return english.write_quarter(label, short=short)
    return say_period(label)


def say_period(label: str, *, is_short: bool = False) -> str:
    """As people say it: "September 2026", "July to September 2026", "Autumn 2026", "2026"."""
    return _say_period(label, is_short=is_short, language=get_language())


@lru_cache(maxsize=1024)
def _say_period(label: str, *, is_short: bool, language: str | None) -> str:
    frequency, end = frequency_of(label), last_day(label)
    if frequency == "year":
        return label
    if frequency == "term":
        return f"{TERMS[int(label[-1]) - 1]} {label[:4]}"
    name = "M" if is_short else "F"
    if frequency == "month":
        return date_format(end, f"{name} Y")
    begin = (end.replace(day=1) - timedelta(days=32)).replace(day=1)  # a quarter: two months before
    return span(date_format(begin, name), date_format(end, f"{name} Y"))


def _write_run(first: str, last: str) -> str:
    if first == last:
        return write_month(first, short=True)
    begin, is_one_year = _first_of(first), first[:4] == last[:4]
    told = date_format(begin, "M") if begin and is_one_year else write_month(first, short=True)
    return span(told, write_month(last, short=True))


def _first_of(label: str) -> date | None:
    try:
        return date.fromisoformat(f"{label}-01")
    except ValueError:
        return None


def name_field(name: str) -> str:
    """A field of a shape as a heading: "place_name" is "Place name", "lsoa" is "LSOA"."""
    words = [word.upper() if word in SHORT else word for word in name.split("_")]
    return (words[0] if words[0].isupper() else words[0].capitalize()) + "".join(
        f" {word}" for word in words[1:]
    )
