"""Nights and days of the week: which hours are in them, and how many of each a period holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from safercity.evidence.profile.errors import TimesUnusable
from safercity.evidence.profile.week.aoristic import DAY_MINUTES, WEEK_HOURS


def mark_nights(nights: Sequence[int], *, opens: int, closes: int) -> np.ndarray:
    """Whether each hour of the week (168,) lies in a night.

    `nights`: the days on which they begin, Monday 0. From hour `opens` to hour `closes` of the next
    day, or of the same day where `closes` is later. Errors: `TimesUnusable`.
    """
    if not nights or not all(0 <= night < 7 for night in nights):
        raise TimesUnusable(f"Nights {tuple(nights)} are not days 0 (Monday) to 6 (Sunday).")
    if not (0 <= opens < 24 and 0 <= closes <= 24) or opens == closes:
        raise TimesUnusable(f"A night from {opens}:00 to {closes}:00 is none.")
    length = closes - opens if closes > opens else closes + 24 - opens
    hours = [night * 24 + opens + hour for night in nights for hour in range(length)]
    marked = np.zeros(WEEK_HOURS, dtype=bool)
    marked[np.array(hours) % WEEK_HOURS] = True
    return marked


def count_hours(first_day: int, last_day: int) -> np.ndarray:
    """How often each hour of the week (168,) comes from one day to another, both included; days
    since the first Monday. On the nights of the clock change one hour comes twice or never: over
    a year these cancel out."""
    days = np.bincount(np.arange(first_day, last_day + 1) % 7, minlength=7)
    return np.repeat(days, 24).astype(float)


def by_day(hours: np.ndarray, *, begins: int) -> np.ndarray:
    """(7,): hours of the week (168,) added up by days that begin at hour `begins`."""
    return np.roll(hours, -begins).reshape(7, 24).sum(axis=1)


def day_of(minutes: np.ndarray, *, begins: int = 0) -> np.ndarray:
    """Days since the first Monday, each beginning at hour `begins`."""
    return (minutes - begins * 60) // DAY_MINUTES
