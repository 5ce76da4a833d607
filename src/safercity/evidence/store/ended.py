"""Which months were over when a file was made: of the month that ran, it can tell but a part."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from functools import lru_cache

from safercity.evidence.extracts.shape import Shape
from safercity.evidence.types import month_number


def last_over(vintage: str, received: str, *, last_month: int | None) -> int:
    """The last month (number) that was over when a file was made; on its last day a month is.

    Made on its `vintage`, or else received: a vintage before the file's own `last_month` is a slip.
    """
    by_vintage = _over_on(vintage) if vintage else None
    if by_vintage is None or (last_month is not None and last_month > by_vintage + 1):
        return _over_on(received)
    return by_vintage


def is_over(row: sqlite3.Row, shape: Shape | None) -> bool:
    """Whether the period that begins with a row's `month` was over when its file was made.

    `row`: with its extract's vintage, received and last_month; a quarter stands under its first.
    """
    over = last_over(row["vintage"], row["received"], last_month=row["last_month"])
    return bool(row["month"] + (shape.period_months if shape else 1) - 1 <= over)


@lru_cache(maxsize=4_096)
def _over_on(day: str) -> int:
    return month_number(f"{date.fromisoformat(day) + timedelta(days=1):%Y-%m}") - 1
