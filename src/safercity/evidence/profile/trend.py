"""Which way a monthly series goes, and how fast: a count model with season, and a rank test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtrit

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    RecordingBreak,
    Statement,
    Table,
    draw_lines,
    say_all,
)
from safercity.evidence.matrix import Matrix
from safercity.evidence.profile.limits import state_limits
from safercity.evidence.profile.series import Series, read_series
from safercity.evidence.profile.words import MESSAGES
from safercity.evidence.statistics import (
    CountFit,
    MonotoneTest,
    find_monotone,
    fit_poisson,
    round_significant,
)

METHOD = "A trend"


@dataclass(frozen=True)
class TrendSettings:
    """`months_at_least` that are not missing; `waves` of the year that are fitted (2: a year and
    half a year); `level` of the interval; `months_beside_break` on either side, or it is only said.
    """

    months_at_least: int = 24
    waves: int = 2
    level: float = 0.95
    months_beside_break: int = 6


@dataclass(frozen=True)
class Trend:
    """A trend. `change`, `low`, `high`: share a year (0.05: 5% more each year), NaN if too few.

    `verdict`: "rising", "falling", "no_trend", "too_few" or "no_records". `fitted`: expected counts
    (n,), missing months too. `monotone`: the seasonal rank test, which assumes no model.
    """

    verdict: str
    change: float
    low: float
    high: float
    months: tuple[str, ...]
    counts: np.ndarray
    fitted: np.ndarray
    monotone: MonotoneTest
    dispersion: float
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: TrendSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row a month: count and what the model expects."""
        columns = (
            Column("month", "Month", "month"),
            Column("count", "Records", "count"),
            Column("expected", "Trend and season", "figure"),
        )
        rows = zip(self.months, _plain(self.counts), _plain(self.fitted), strict=True)
        return Table("trend", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """The counts, and the trend with its season, by month."""
        caption = Caption(self.explain(), "Records by month, with trend and season dashed.")
        return draw_lines(
            self.table().records(),
            caption,
            x="month",
            y={"count": "Records", "expected": "Trend and season"},
        )


def find_trend(counts: Matrix, *, basis: Basis, settings: TrendSettings | None = None) -> Trend:
    """The trend of one monthly series: `counts` has one row, NaN where a month is missing.

    A log-linear model of counts for each day, with the year's season, a steady change, and a step
    at each recording break; its interval allows for counts that vary more than chance (McCullagh &
    Nelder 1989) and few months (Student's t). Beside it the seasonal Mann-Kendall test.
    Limits: a steady change is assumed; what rose and fell again shows as none. A step takes away
    what the break did, and with it any real jump of that very month.
    Errors: `SeriesUnusable`, `ActivityAsked`, `TooCoarse`.
    """
    settings = settings or TrendSettings()
    series = read_series(counts, basis=basis, method=METHOD)
    monotone = find_monotone(series.counts)
    told, apart = _sort_breaks(series, basis.breaks, settings=settings)
    if not np.nansum(series.counts) or series.used < settings.months_at_least + len(told):
        return _say_nothing(series, monotone, basis=basis, settings=settings)
    fit = fit_poisson(series.counts, _design(series, told, settings=settings),
                      offset=np.log(series.days))  # fmt: skip
    change, low, high = _yearly_change(fit, series, level=settings.level)
    verdict = "rising" if low > 0 else "falling" if high < 0 else "no_trend"
    return Trend(
        verdict=verdict,
        change=change,
        low=low,
        high=high,
        months=series.months,
        counts=series.counts,
        fitted=fit.fitted,
        monotone=monotone,
        dispersion=float(fit.dispersion),
        statements=(
            _state_change(verdict, (change, low, high), months=series.months),
            *(Statement("profile.break", _values(each)) for each in told),
            *(Statement("profile.break_at_end", _values(each)) for each in apart),
        ),
        limits=state_limits(series, basis),
        settings=settings,
    )


def _sort_breaks(
    series: Series, breaks: tuple[RecordingBreak, ...], *, settings: TrendSettings
) -> tuple[list[RecordingBreak], list[RecordingBreak]]:
    """Breaks within the months: those that can be fitted as a step, and those too near an end."""
    told: list[RecordingBreak] = []
    apart: list[RecordingBreak] = []
    known = ~np.isnan(series.counts)
    months = np.array(series.months)
    for month in sorted({each.month for each in breaks if each.kind != "missing"}):
        first = next(each for each in breaks if each.month == month)
        before, after = known[months < month].sum(), known[months >= month].sum()
        if before and after:
            enough = min(before, after) >= settings.months_beside_break
            (told if enough else apart).append(first)
    return told, apart


def _design(series: Series, breaks: list[RecordingBreak], *, settings: TrendSettings) -> np.ndarray:
    years = series.numbers / 12
    columns = [np.ones(len(years)), years - years.mean()]
    for wave in range(1, settings.waves + 1):
        angle = 2 * np.pi * wave * series.numbers / 12
        columns += [np.cos(angle), np.sin(angle)]
    months = np.array(series.months)
    columns += [(months >= each.month).astype(float) for each in breaks]
    return round_significant(np.column_stack(columns))


def _yearly_change(fit: CountFit, series: Series, *, level: float) -> tuple[float, ...]:
    free = max(1, series.used - len(fit.coefficients))
    reach = float(stdtrit(free, 1 - (1 - level) / 2)) * float(fit.errors[1])
    middle = float(fit.coefficients[1])
    told = np.expm1(np.array([middle, middle - reach, middle + reach]))
    return tuple(float(one) for one in round_significant(told))


def _state_change(
    verdict: str, figures: tuple[float, float, float], *, months: tuple[str, ...]
) -> Statement:
    change, low, high = figures
    if verdict == "falling":  # "fell by 5%, between 3% and 8%"
        change, low, high = -change, -high, -low
    values = {"first": months[0], "last": months[-1], "change": change, "low": low, "high": high}
    return Statement(f"profile.{verdict}", values)


def _values(each: RecordingBreak) -> dict[str, object]:
    return {"month": each.month, "title": each.title}


def _say_nothing(
    series: Series, monotone: MonotoneTest, *, basis: Basis, settings: TrendSettings
) -> Trend:
    empty = series.used > 0 and not np.nansum(series.counts)
    verdict = "no_records" if empty else "too_few"
    values = {} if empty else {"used": series.used, "needed": settings.months_at_least}
    return Trend(
        verdict=verdict,
        change=float("nan"),
        low=float("nan"),
        high=float("nan"),
        months=series.months,
        counts=series.counts,
        fitted=np.full(len(series.months), np.nan),
        monotone=monotone,
        dispersion=float("nan"),
        statements=(Statement(f"profile.{verdict}", values),),
        limits=state_limits(series, basis),
        settings=settings,
    )


def _plain(values: np.ndarray) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]
