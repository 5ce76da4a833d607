"""A week: when records happen, by hour and day, and how much falls into the nights out."""

from __future__ import annotations

import datetime as dt

import numpy as np

from safercity.evidence.findings import Basis, refuse_activity, require_time
from safercity.evidence.profile.errors import TimesUnusable
from safercity.evidence.profile.week.aoristic import (
    DAY_MINUTES,
    WEEK_HOURS,
    read_minutes,
    spread_hours,
)
from safercity.evidence.profile.week.found import NightShare, TimesTold, Week, WeekSettings
from safercity.evidence.profile.week.nights import by_day, count_hours, day_of, mark_nights
from safercity.evidence.profile.week.telling import limit_week, state_week
from safercity.evidence.statistics import (
    compare_counts,
    pair_dispersion,
    round_significant,
    split_dispersion,
    wilson_interval,
)

METHOD = "An hour-of-week profile"
Period = tuple[dt.date, dt.date]


def describe_week(
    starts: np.ndarray,
    *,
    basis: Basis,
    ends: np.ndarray | None = None,
    period: Period | None = None,
    settings: WeekSettings | None = None,
) -> Week:
    """When in the week: `starts` and `ends` (n,) datetime64 to the minute, local wall time.

    Spans are weighed over their hours as `weigh_hours` does. `period`: first and last day of the
    records, both included; None takes those of the records themselves. The window's rate is for
    each hour, against the rest of the week's hours (exact conditional interval); intervals are
    widened by how much more than chance the split varies from one week to the next.
    Limits: wall time, so an interval across a clock change is an hour out; many records carry a
    default time; a span's minutes are taken as equally likely.
    Errors: `TimesUnusable`, `ActivityAsked`, `TooCoarse`.
    """
    settings = settings or WeekSettings()
    refuse_activity(basis, METHOD)
    require_time(basis, ("minute",), method=METHOD)
    window = mark_nights(settings.nights, opens=settings.opens, closes=settings.closes)
    first, last = read_minutes(starts, ends)
    ends_of = _read_period(period, first)
    times = _tell_times(first, last, untimed=len(starts) - len(first))
    hours, inside = _weigh(first, last, window=window)
    verdict = "told" if times.timed >= settings.fewest else "too_few" if times.timed else "none"
    days, low, high = _share_days(hours, (first, ends_of), settings=settings)
    night = None
    if verdict == "told":
        night = _measure_night(inside, (first, ends_of), window=window, settings=settings)
    told = (verdict, night, times)
    return Week(
        verdict, round_significant(hours.reshape(7, 24)), days, low, high, night, times,
        statements=state_week(told, (days, low, high), seen=(hours, count_hours(*ends_of)),
                              settings=settings),
        limits=limit_week(told, basis=basis),
        settings=settings,
    )  # fmt: skip


def _read_period(period: Period | None, first: np.ndarray) -> tuple[int, int]:
    """First and last day since the first Monday. Errors: `TimesUnusable`."""
    found = day_of(first)
    if period is None:
        return (int(found.min()), int(found.max())) if found.size else (0, -1)
    monday = dt.date(1969, 12, 29)
    begin, end = ((day - monday).days for day in period)
    outside = (found < begin) | (found > end)
    if begin > end or outside.any():
        raise TimesUnusable(
            f"{int(outside.sum())} of {found.size} records start outside {period[0]} to "
            f"{period[1]}.",
            advice="Give the first and the last day that the records are of.",
        )
    return begin, end


def _tell_times(first: np.ndarray, last: np.ndarray, *, untimed: int) -> TimesTold:
    number = max(1, len(first))
    length = last - first
    shares = [
        (length > 60).sum(), (length > DAY_MINUTES).sum(),
        (first % DAY_MINUTES == 0).sum(), (first % 60 == 0).sum(),
    ]  # fmt: skip
    return TimesTold(len(first), untimed, *round_significant(np.array(shares) / number).tolist())


def _weigh(
    first: np.ndarray, last: np.ndarray, *, window: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Weights by hour of the week (168,), and how much of each record lies in the window (n,)."""
    hours, inside = np.zeros(WEEK_HOURS), np.zeros(len(first))
    for record, hour, weight in spread_hours(first, last):
        hours += np.bincount(hour, weights=weight, minlength=WEEK_HOURS)
        inside += np.bincount(record, weights=weight * window[hour], minlength=len(first))
    return hours, round_significant(inside)


def _share_days(
    hours: np.ndarray, told: tuple[np.ndarray, tuple[int, int]], *, settings: WeekSettings
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The share of each day with intervals that hold for all seven together (Bonferroni)."""
    first, ends = told
    days = by_day(hours, begins=settings.day_begins)
    total = days.sum()
    day = day_of(first, begins=settings.day_begins)
    weekly = _by_week(day, day % 7, ends=ends, parts=7)
    spread = split_dispersion(weekly)
    low, high = wilson_interval(
        days / spread, np.full(7, total / spread), level=1 - (1 - settings.level) / 7
    )
    share = days / total if total else np.full(7, np.nan)
    return round_significant(share), round_significant(low), round_significant(high)


def _by_week(
    day: np.ndarray, part: np.ndarray, *, ends: tuple[int, int], parts: int,
    weights: np.ndarray | None = None,
) -> np.ndarray:  # fmt: skip
    """Records by whole week of the period and part, (weeks, parts)."""
    opening, closing = -(-ends[0] // 7), (ends[1] + 1) // 7
    weeks = max(0, closing - opening)
    week = day // 7 - opening
    kept = (week >= 0) & (week < weeks)
    held = None if weights is None else weights[kept]
    at = week[kept] * parts + part[kept]
    return np.bincount(at, weights=held, minlength=weeks * parts).reshape(weeks, parts)


def _measure_night(
    inside: np.ndarray,
    told: tuple[np.ndarray, tuple[int, int]],
    *,
    window: np.ndarray,
    settings: WeekSettings,
) -> NightShare:
    first, ends = told
    total, records = len(first), float(inside.sum())
    day, zeros = day_of(first, begins=settings.day_begins), np.zeros(total, dtype=int)
    pair = [
        _by_week(day, zeros, ends=ends, parts=1, weights=each)[:, 0]
        for each in (inside, 1 - inside)
    ]
    spread = pair_dispersion(*pair)
    low, high = wilson_interval(records / spread, total / spread, level=settings.level)
    exposure = count_hours(*ends)
    within, outside = exposure[window].sum(), exposure[~window].sum()
    ratio = compare_counts(
        records, total - records, level=settings.level, dispersion=spread,
        exposure=within / outside if outside else np.nan,
    )  # fmt: skip
    timed = first % DAY_MINUTES != 0
    figures = [
        records / total, low, high, ratio.ratio, ratio.low, ratio.high,
        (inside == 1).mean(), (inside > 0).mean(),
        inside[timed].mean() if timed.any() else np.nan, spread,
    ]  # fmt: skip
    return NightShare(
        float(round_significant(records)), int(window.sum()),
        *round_significant(np.array(figures, dtype=float)).tolist(),
    )  # fmt: skip
