"""Periods as pages write them, read again: one reading for sheets of returns and for forms."""

from __future__ import annotations

from django.utils import timezone

from safercity.documents.measures import (
    frequency_of,
    label_of,
    number_of,
    period_of,
    read_period,
)
from safercity.partnership.common.in_words import say_period

BACK, AHEAD = 180, 120  # periods around today that a form reads: fifteen years of months, and ten


def speak_periods(until: str, *, count: int) -> dict[str, str]:
    """The `count` periods that end with `until` as pages write them, in the reader's language and
    small letters, with their labels."""
    last, frequency = number_of(until), frequency_of(until)
    labels = [label_of(last - back, frequency) for back in range(count)]
    return {
        say_period(label, is_short=is_short).casefold(): label
        for label in labels
        for is_short in (False, True)
    }


def read_spoken(words: str, frequency: str) -> str | None:
    """The label of a period in words, as a spreadsheet's cell is read; None where it is none."""
    if found := read_period(words, frequency):
        return found
    until = number_of(period_of(timezone.localdate(), frequency)) + AHEAD
    spoken = speak_periods(label_of(until, frequency), count=BACK + AHEAD)
    return spoken.get(" ".join(words.split()).casefold())
