"""Times that lie somewhere in a span, spread over its hours: aoristic weights."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from safercity.evidence.profile.errors import TimesUnusable
from safercity.evidence.statistics import round_significant

DAY_MINUTES = 1440
WEEK_MINUTES = 7 * DAY_MINUTES
WEEK_HOURS = 168
# 1 January 1970, the first day of the computer's calendar, was a Thursday.
EPOCH_MINUTES = 3 * DAY_MINUTES
# At most 168 hours for each of these at once: some 20 MB.
CHUNK = 20_000


def weigh_hours(starts: np.ndarray, ends: np.ndarray | None = None) -> np.ndarray:
    """Records by day and hour of the week: (7, 24), Monday first, hours from midnight.

    `starts` and `ends` (n,) datetime64, local wall time. Each record weighs 1 in all: a span gives
    each hour the share of its minutes that lie there (Ratcliffe, "Aoristic analysis", IJGIS 14
    (2000) and Policing 25(1), 2002): 10:55 to 11:55 gives 5/60 and 55/60. A missing end puts all
    weight at the start; a span longer than a week tells no hour and spreads evenly. Records without
    a start (NaT) are left out.
    Limits: every minute of a span is taken as equally likely. Errors: `TimesUnusable`.
    """
    first, last = read_minutes(starts, ends)
    hours = np.zeros(WEEK_HOURS)
    for _, hour, weight in spread_hours(first, last):
        hours += np.bincount(hour, weights=weight, minlength=WEEK_HOURS)
    return round_significant(hours.reshape(7, 24))


def read_minutes(starts: np.ndarray, ends: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """(first, last) minutes since the first Monday, of records with a start. Errors:
    `TimesUnusable`, for an end before its start, or ends that are not as many."""
    starts = _as_minutes(starts)
    ends = np.full(starts.shape, np.datetime64("NaT")) if ends is None else _as_minutes(ends)
    if starts.shape != ends.shape or starts.ndim != 1:
        raise TimesUnusable(f"{starts.shape} starts for {ends.shape} ends.")
    wrong = np.flatnonzero(ends < starts)
    if wrong.size:
        at = int(wrong[0])
        raise TimesUnusable(f"Record {at} ends at {ends[at]}, before its start {starts[at]}.")
    known = ~np.isnat(starts)
    first, last = starts[known], ends[known]
    last = np.where(np.isnat(last), first, last)
    return first.astype(np.int64) + EPOCH_MINUTES, last.astype(np.int64) + EPOCH_MINUTES


def spread_hours(
    first: np.ndarray, last: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """(record, hour of the week, weight) of every hour that a record touches, some at a time."""
    for begin in range(0, len(first), CHUNK):
        start, end = first[begin : begin + CHUNK], last[begin : begin + CHUNK]
        length = end - start
        far = length > WEEK_MINUTES
        # Whatever is longer than a week is spread as the week from its first hour's beginning.
        start = np.where(far, start // 60 * 60, start)
        end = np.where(far, start + WEEK_MINUTES, end)
        length = end - start
        opening = start // 60
        size = np.maximum(opening, (end - 1) // 60) - opening + 1
        record = np.repeat(np.arange(len(start)), size)
        step = np.arange(len(record)) - np.repeat(np.cumsum(size) - size, size)
        hour = opening[record] + step
        inside = np.minimum(end[record], hour * 60 + 60) - np.maximum(start[record], hour * 60)
        weight = np.where(length[record] > 0, inside / np.maximum(length[record], 1), 1.0)
        yield record + begin, hour % WEEK_HOURS, weight


def _as_minutes(times: np.ndarray) -> np.ndarray:
    array = np.asarray(times)
    if array.dtype.kind != "M":
        raise TimesUnusable(f"Times are {array.dtype}, not dates with a time of day.")
    return array.astype("datetime64[m]")
