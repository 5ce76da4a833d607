"""Findings as message ids with values, and the one way in which they become sentences.

A message is a template whose fields say how a value is written: "{count:count}" gives 1,006,
"{share:share}" 6.2%, "{ratio:figure}" 1.4, "{month:month}" January 2024, "{names:list}" a, b and c,
"{agency:title}" the name behind a slug, "{number:words}" twelve, "{n:plural place places}" or,
of several words, "{n:plural was a place|were places}".
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

MONTHS = (
    "January February March April May June July August September October November December"
).split()
_WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()
NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Statement:
    """A message id with the values it needs; `say` makes it English."""

    id: str
    values: Mapping[str, object] = field(default_factory=dict)


def say(
    statement: Statement, messages: Mapping[str, str], *, titles: Mapping[str, str] | None = None
) -> str:
    """The statement in words: `messages` by id, `titles` the names of slugs (else the slug).

    Raises KeyError for an id without a message or a field without a value: our mistake, not data's.
    """
    text = _Writer(titles or {}).vformat(messages[statement.id], (), statement.values)
    return text[:1].upper() + text[1:]


def say_all(
    statements: Sequence[Statement],
    messages: Mapping[str, str],
    *,
    titles: Mapping[str, str] | None = None,
) -> str:
    """Several statements as one paragraph."""
    return " ".join(say(one, messages, titles=titles) for one in statements)


class _Writer(string.Formatter):
    def __init__(self, titles: Mapping[str, str]) -> None:
        self._titles = titles

    def format_field(self, value: object, format_spec: str) -> str:
        name, _, words = format_spec.partition(" ")
        if value is None or value != value:
            return NOT_KNOWN
        if name == "title":
            return self._titles.get(str(value), str(value))
        if name == "list":
            return join_words([self._titles.get(str(one), str(one)) for one in _items(value)])
        if name == "plural":
            one, many = words.split("|" if "|" in words else " ")
            return one if value == 1 else many
        write = WRITERS.get(name)
        return write(value) if write else super().format_field(value, format_spec)


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else [value]


def join_words(words: Sequence[str], *, last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def write_count(value: object) -> str:
    """1006 -> "1,006"."""
    return _minus(f"{float(value):,.0f}")  # type: ignore[arg-type]


def write_share(value: object) -> str:
    """0.062 -> "6.2%"; from 10% to whole numbers."""
    percent = 100 * float(value)  # type: ignore[arg-type]
    if percent and abs(percent) < 0.05:
        return "under 0.1%"
    text = f"{percent:.0f}" if abs(percent) >= 9.95 else f"{percent:.1f}".removesuffix(".0")
    return _minus(text) + "%"


def write_figure(value: object) -> str:
    """Three significant digits without an exponent: 0.00123, 1.4, 37, 1,240."""
    number = float(value)  # type: ignore[arg-type]
    if abs(number) >= 99.5:
        return write_count(number)
    digits = 3 if 0 < abs(number) < 1 else 2 if abs(number) < 9.95 else 1
    text = f"{number:.{digits}g}" if 0 < abs(number) < 0.1 else f"{number:.{digits}f}"
    return _minus(text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text)


def write_month(value: object) -> str:
    """ "2025-09" -> "September 2025"."""
    year, month = str(value).split("-")[:2]
    return f"{MONTHS[int(month) - 1]} {year}"


def write_day(value: object) -> str:
    """A date or "2025-09-03" -> "3 September 2025"."""
    year, month, day = str(value)[:10].split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"


def write_words(value: object) -> str:
    """Small numbers in words ("three", "no"), from 13 in digits."""
    number = int(value)  # type: ignore[call-overload]
    return _WORDS[number] if 0 <= number < len(_WORDS) else write_count(number)


def _minus(text: str) -> str:
    return text.replace("-", "−")


WRITERS: Mapping[str, Callable[[object], str]] = {
    "count": write_count,
    "share": write_share,
    "figure": write_figure,
    "month": write_month,
    "day": write_day,
    "words": write_words,
}
"""How a field is written, by the name that a template gives after the colon."""
