"""The sentences of a week."""

from __future__ import annotations

import numpy as np

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.profile.limits import state_limits
from safercity.evidence.profile.week.aoristic import WEEK_HOURS
from safercity.evidence.profile.week.found import DAYS, NightShare, TimesTold, WeekSettings
from safercity.evidence.profile.week.nights import by_day
from safercity.evidence.statistics import exceedance, round_significant

Told = tuple[str, NightShare | None, TimesTold]
Days = tuple[np.ndarray, np.ndarray, np.ndarray]
# By chance one time in 1,440 is midnight, one in 60 a whole hour: from these shares it is said.
MIDNIGHT_FROM, HOUR_FROM = 0.005, 0.05


def state_week(
    told: Told, days: Days, *, seen: tuple[np.ndarray, np.ndarray], settings: WeekSettings
) -> tuple[Statement, ...]:
    """Which day and hour hold most, and how much falls into the window. `seen` (168,) each: the
    records of each hour of the week, and how often it came."""
    verdict, night, times = told
    if night is None:
        values = {"count": times.timed, "fewest": settings.fewest}
        return (Statement(f"profile.week_{verdict}", values),)
    return (
        _state_hour(seen, times, night=night, level=settings.level),
        _state_day(days, by_day(seen[1], begins=settings.day_begins), settings=settings),
        *_state_night(night, settings=settings),
    )


def _state_hour(
    seen: tuple[np.ndarray, np.ndarray], times: TimesTold, *, night: NightShare, level: float
) -> Statement:
    """The busiest hour for how often it came, with allowance for looking at all 168."""
    hours, often = seen
    total = float(hours.sum())
    even = total * often / often.sum()
    top = int(np.argmax(round_significant(hours / np.maximum(even, 1e-9))))
    chance = exceedance(hours[top] / night.dispersion, np.array(even[top] / night.dispersion))
    if chance * WEEK_HOURS > 1 - level:
        return Statement("profile.week_no_hour", {"count": times.timed})
    busiest = {"day": DAYS[top // 24], "hour": f"{top % 24:02d}:00", "count": times.timed}
    return Statement("profile.week", busiest | {"share": float(hours[top] / total)})


def _state_day(days: Days, often: np.ndarray, *, settings: WeekSettings) -> Statement:
    """The busiest day, where it stands out. `often` (7,): how many hours of each day came."""
    share, low, high = days
    even = often / often.sum()
    top = int(np.argmax(round_significant(share / np.maximum(even, 1e-9))))
    begins = f"{settings.day_begins:02d}:00"
    if low[top] <= even[top]:
        return Statement("profile.week_even", {"begins": begins})
    values = {"day": DAYS[top], "share": float(share[top]), "low": float(low[top])}
    more = {"high": float(high[top]), "begins": begins, "even": float(even[top])}
    return Statement("profile.week_day", values | more)


def _state_night(night: NightShare, *, settings: WeekSettings) -> tuple[Statement, ...]:
    values = {
        "nights": [DAYS[one] for one in settings.nights], "opens": f"{settings.opens:02d}:00",
        "closes": f"{settings.closes % 24:02d}:00", "share": night.share, "low": night.low,
        "high": night.high, "hours": night.hours,
    }  # fmt: skip
    statements = [Statement("profile.night_share", values)]
    ratio = {"ratio": night.ratio, "low": night.ratio_low, "high": night.ratio_high}
    if night.ratio == night.ratio:
        clear = night.ratio_low > 1 or night.ratio_high < 1
        name = "night_ratio" if clear else "night_ratio_unclear"
        statements.append(Statement(f"profile.{name}", ratio))
    if night.least < night.most:
        bounds = {"least": night.least, "most": night.most}
        statements.append(Statement("profile.night_bounds", bounds))
    return tuple(statements)


def limit_week(told: Told, *, basis: Basis) -> tuple[Statement, ...]:
    """What hours do not tell: default times, spans, records without a time, the clock change."""
    _, night, times = told
    limits = list(state_limits(basis))
    if times.untimed:
        share = times.untimed / (times.timed + times.untimed)
        limits.append(Statement("profile.limit.untimed", {"share": share}))
    if times.spans:
        spans = {"share": times.spans, "long": times.long_spans}
        limits.append(Statement("profile.limit.spans", spans))
    if times.midnight > MIDNIGHT_FROM:
        shares = {"share": times.midnight, "without": night.without_midnight if night else None}
        limits.append(Statement("profile.limit.midnight", shares))
    if times.hour > HOUR_FROM:
        limits.append(Statement("profile.limit.on_the_hour", {"share": times.hour}))
    limits.append(Statement("profile.limit.clock"))
    return tuple(limits)
