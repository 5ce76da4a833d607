"""How much there is: a year's count, its rate, and the same months of the year before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_intervals,
    plain,
    say_all,
)
from safercity.evidence.matrix import Matrix
from safercity.evidence.profile.limits import state_breaks, state_limits
from safercity.evidence.profile.series import Series, SeriesUnusable, read_series
from safercity.evidence.profile.words import MESSAGES
from safercity.evidence.statistics import compare_counts, poisson_interval, round_significant

METHOD = "A level"


@dataclass(frozen=True)
class LevelSettings:
    """The newest `months` are counted; `denominator` names what `exposure` is (residents, workday
    population, premises); rates are for each `per` of it and a year. `dispersion`: how much more
    than chance the counts vary (from a trend's fit): intervals are widened by it.
    """

    months: int = 12
    denominator: str = "residents"
    per: int = 1000
    level: float = 0.95
    dispersion: float = 1.0


@dataclass(frozen=True)
class Level:
    """A level. `count` over the `used` months; `rate` (with `rate_low`, `rate_high`) NaN without a
    denominator; `change` (with its interval) from the same months a year before, NaN without them.
    """

    count: int
    before: int
    used: int
    rate: float
    rate_low: float
    rate_high: float
    change: float
    change_low: float
    change_high: float
    last: str
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: LevelSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """One row: count, rate and change, each with its interval."""
        columns = (
            Column("count", "Records", "count"),
            Column("before", "A year before", "count"),
            Column("rate", "Rate", "rate", f"for each {self.settings.per} a year"),
            Column("rate_low", "Rate, low", "rate"),
            Column("rate_high", "Rate, high", "rate"),
            Column("change", "Change", "share"),
            Column("change_low", "Change, low", "share"),
            Column("change_high", "Change, high", "share"),
        )
        figures = [
            self.rate, self.rate_low, self.rate_high,
            self.change, self.change_low, self.change_high,
        ]  # fmt: skip
        return Table("level", columns, ((self.count, self.before, *map(plain, figures)),))

    def chart(self) -> dict[str, Any]:
        """The rate with its interval."""
        figures = {"rate": self.rate, "low": self.rate_low, "high": self.rate_high}
        row = {"what": self.last, **{name: plain(each) for name, each in figures.items()}}
        caption = Caption(self.explain(), "The rate of the newest months with its interval.")
        return draw_intervals(
            [row],
            caption, name="what", value="rate",
        )  # fmt: skip


def measure_level(
    counts: Matrix,
    *,
    basis: Basis,
    exposure: float | None = None,
    settings: LevelSettings | None = None,
) -> Level:
    """The level of one monthly series (one row, NaN where a month is missing).

    `exposure`: how many of the denominator there are; None where nobody knows. Only months sent in
    both years are compared. Interval of the rate: exact (Garwood 1936); of the change: exact
    conditional on both counts together (Przyborowski & Wilenski, Biometrika 31, 1940); both on
    counts divided by `settings.dispersion`.
    Limits: says how much was recorded, not how much happened.
    Errors: `SeriesUnusable`, `ActivityAsked`, `TooCoarse`.
    """
    settings = settings or LevelSettings()
    series = read_series(counts, basis=basis, method=METHOD)
    if exposure is not None and not 0 <= exposure < np.inf:
        raise SeriesUnusable(
            f"{METHOD}: there are {exposure:g} {settings.denominator}, not zero or more.",
            advice="Give how many there are, or None where nobody knows.",
        )
    recent = series.counts[-settings.months :]
    count, used = int(np.nansum(recent)), int((~np.isnan(recent)).sum())
    rate = _rate(count, used=used, exposure=exposure, settings=settings)
    now, before, compared = _pair_years(series, months=settings.months)
    change = _change(now, before, settings=settings)
    return Level(
        count, before, used, *rate, *change, series.months[-1],
        statements=(
            _state_count(count, used=used, recent=len(recent), last=series.months[-1]),
            *_state_rate(rate, settings=settings),
            _state_change(change, months=compared),
        ),
        limits=(
            *state_limits(basis, missing=len(series.months) - series.used),
            *state_breaks(basis, series.months[-settings.months - 12 :]),
            *_limit_denominator(exposure, settings=settings),
        ),
        settings=settings,
    )  # fmt: skip


def _state_count(count: int, *, used: int, recent: int, last: str) -> Statement:
    if not used:
        return Statement("profile.level_unknown", {"months": recent, "last": last})
    return Statement("profile.level", {"count": count, "months": used, "last": last})


def _rate(
    count: int, *, used: int, exposure: float | None, settings: LevelSettings
) -> tuple[float, float, float]:
    if not exposure or not used:
        return (float("nan"),) * 3
    scale = settings.per / exposure * 12 / used
    low, high = poisson_interval(count / settings.dispersion, settings.level)
    told = np.array([count, low * settings.dispersion, high * settings.dispersion]) * scale
    rate, rate_low, rate_high = round_significant(told)
    return float(rate), float(rate_low), float(rate_high)


def _pair_years(series: Series, *, months: int) -> tuple[int, int, int]:
    """Records of the newest months, and of the same a year before, where both were sent; how many
    months these are."""
    size = min(months, max(0, len(series.counts) - 12))
    last = len(series.counts)
    now, before = series.counts[last - size :], series.counts[last - size - 12 : last - 12]
    both = ~np.isnan(now) & ~np.isnan(before)
    return int(now[both].sum()), int(before[both].sum()), int(both.sum())


def _change(now: int, before: int, *, settings: LevelSettings) -> tuple[float, float, float]:
    if not before:
        return (float("nan"),) * 3
    told = compare_counts(now, before, level=settings.level, dispersion=settings.dispersion)
    change, low, high = round_significant(np.array([told.ratio, told.low, told.high]) - 1)
    return float(change), float(low), float(high)


def _state_rate(
    rate: tuple[float, float, float], *, settings: LevelSettings
) -> tuple[Statement, ...]:
    if np.isnan(rate[0]):
        return ()
    values = {"rate": rate[0], "low": rate[1], "high": rate[2], "per": settings.per}
    return (Statement("profile.rate", values | {"denominator": settings.denominator}),)


def _state_change(change: tuple[float, float, float], *, months: int) -> Statement:
    middle, low, high = change
    told = {"months": months}
    if np.isnan(middle):
        return Statement("profile.nothing_before")
    if low > 0:
        return Statement("profile.more", told | {"change": middle, "low": low, "high": high})
    if high < 0:
        return Statement("profile.fewer", told | {"change": -middle, "low": -high, "high": -low})
    return Statement("profile.same", told | {"low": low, "high": high})


def _limit_denominator(exposure: float | None, *, settings: LevelSettings) -> tuple[Statement, ...]:
    if not exposure or settings.denominator != "residents":
        return ()
    return (Statement("profile.limit.denominator", {"denominator": settings.denominator}),)
