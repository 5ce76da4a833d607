"""Periods as pages write them, read again: one reading for sheets of returns and for forms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language

from safercity.documents.measures import (
    frequency_of,
    label_of,
    number_of,
    period_of,
    read_period,
)
from safercity.partnership.common.in_words import say_period

EXAMPLES = {"month": "2026-09", "quarter": "2026-Q3", "term": "2026-T3", "year": "2026"}
BACK, AHEAD = 180, 120  # periods around today that a form reads: fifteen years of months, and ten


def speak_periods(until: str, *, count: int) -> Mapping[str, str]:
    """The `count` periods that end with `until` as pages write them, in the reader's language and
    small letters, with their labels."""
    return _speak(until, count, language=get_language())


@lru_cache(maxsize=32)
def _speak(until: str, count: int, *, language: str | None) -> Mapping[str, str]:
    """`language`: of the words; a sheet has a hundred steps, and each asks for the same."""
    last, frequency = number_of(until), frequency_of(until)
    labels = [label_of(last - back, frequency) for back in range(count)]
    return {
        say_period(label, is_short=is_short).casefold(): label
        for label in labels
        for is_short in (False, True)
    }


def write_example(frequency: str) -> str:
    """A period of this frequency as a page writes one; of none that is known, a month."""
    return say_period(EXAMPLES.get(frequency, EXAMPLES["month"]))


def read_spoken(words: str, frequency: str) -> str | None:
    """The label of a period in words, as a spreadsheet's cell is read; None where it is none."""
    if found := read_period(words, frequency):
        return found
    until = number_of(period_of(timezone.localdate(), frequency)) + AHEAD
    spoken = speak_periods(label_of(until, frequency), count=BACK + AHEAD)
    return spoken.get(" ".join(words.split()).casefold())
