"""Which way a monthly series goes, and how fast: a count model with season, and a rank test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

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
    plain,
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
    fit_negative_binomial,
    fit_poisson,
    round_significant,
)
from safercity.evidence.statistics.monotone import Variant

METHOD = "A trend"


@dataclass(frozen=True)
class TrendSettings:
    """`months_at_least` that are not missing; `waves` of the year that are fitted (2: a year and
    half a year); `level` of the interval. At a break the model takes a "step", or the series is
    "cut" and only what follows the last break is used; with fewer than `months_beside_break` on
    either side it takes a step, and the finding says that this end tells nothing. `model`:
    "poisson" (quasi-likelihood) or "negative_binomial". `rank_test`: the variant of Mann and
    Kendall's test, fixed before the answer is seen.
    """

    months_at_least: int = 24
    waves: int = 2
    level: float = 0.95
    months_beside_break: int = 6
    at_break: Literal["step", "cut"] = "step"
    model: Literal["poisson", "negative_binomial"] = "poisson"
    rank_test: Variant = "seasonal"


@dataclass(frozen=True)
class Trend:
    """A trend. `change`, `low`, `high`: share a year (0.05: 5% more each year), NaN if too few.

    `verdict`: "rising", "falling", "no_trend", "too_few" or "no_records". `fitted`: expected counts
    (n,), missing months too. `monotone`: the rank test, which assumes no model.
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
        rows = zip(self.months, map(plain, self.counts), map(plain, self.fitted), strict=True)
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
    Nelder 1989; Lawless 1987) and few months (Student's t). Beside it Mann and Kendall's test,
    which compares no two months across a break.
    Limits: a steady change is assumed; what rose and fell again shows as none. A step takes away
    what the break did, and with it any real jump of that very month.
    Errors: `SeriesUnusable`, `ActivityAsked`, `TooCoarse`.
    """
    settings = settings or TrendSettings()
    series = read_series(counts, basis=basis, method=METHOD)
    breaks = _find_breaks(series, basis.breaks)
    cut = breaks[-1] if breaks and settings.at_break == "cut" else None
    if cut:
        series, breaks = series.since(cut.month), []
    at = [series.months.index(each.month) for each in breaks]
    monotone = find_monotone(series.counts, variant=settings.rank_test, breaks=at)
    needed = settings.months_at_least + len(breaks)  # a month more for each step
    if not np.nansum(series.counts) or series.used < needed:
        told = (monotone, _say_cut(cut))
        return _say_nothing(series, told, needed=needed, basis=basis, settings=settings)
    model = fit_poisson if settings.model == "poisson" else fit_negative_binomial
    design = _design(series, breaks, settings=settings)
    fit = model(series.counts, design, offset=np.log(series.days))
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
            *_say_ranks(verdict, monotone, level=settings.level),
            *_say_cut(cut),
            *_say_breaks(series, breaks, settings=settings),
        ),
        limits=state_limits(basis, missing=len(series.months) - series.used),
        settings=settings,
    )


def _find_breaks(series: Series, breaks: tuple[RecordingBreak, ...]) -> list[RecordingBreak]:
    """The first break of each month that has records sent on both sides."""
    known = ~np.isnan(series.counts)
    found: dict[str, RecordingBreak] = {}
    for each in sorted(breaks, key=lambda one: one.month):
        after = np.array(series.months) >= each.month
        if each.kind != "missing" and known[after].any() and known[~after].any():
            found.setdefault(each.month, each)
    return list(found.values())


def _say_breaks(
    series: Series, breaks: list[RecordingBreak], *, settings: TrendSettings
) -> tuple[Statement, ...]:
    """Each break: a step with enough months on either side, or with too few to tell anything."""
    known, told = ~np.isnan(series.counts), []
    for each in breaks:
        after = np.array(series.months) >= each.month
        fewest = min(known[after].sum(), known[~after].sum())
        name = "break" if fewest >= settings.months_beside_break else "break_at_end"
        values = {"month": each.month, "title": each.title}
        told.append(Statement(f"profile.{name}", values))
    return tuple(told)


def _say_cut(cut: RecordingBreak | None) -> tuple[Statement, ...]:
    if cut is None:
        return ()
    return (Statement("profile.cut", {"month": cut.month, "title": cut.title}),)


def _say_ranks(verdict: str, monotone: MonotoneTest, *, level: float) -> tuple[Statement, ...]:
    """Where the test that assumes no model says otherwise, that is said too."""
    real = monotone.p < 1 - level
    ranks = "rising" if real and monotone.s > 0 else "falling" if real else "no_trend"
    if ranks == verdict:
        return ()
    return (Statement(f"profile.ranks_{ranks}", {}),)


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


def _say_nothing(
    series: Series,
    told: tuple[MonotoneTest, tuple[Statement, ...]],
    *,
    needed: int,
    basis: Basis,
    settings: TrendSettings,
) -> Trend:
    monotone, said = told
    empty = series.used > 0 and not np.nansum(series.counts)
    verdict = "no_records" if empty else "too_few"
    values = {} if empty else {"used": series.used, "needed": needed}
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
        statements=(Statement(f"profile.{verdict}", values), *said),
        limits=state_limits(basis, missing=len(series.months) - series.used),
        settings=settings,
    )
