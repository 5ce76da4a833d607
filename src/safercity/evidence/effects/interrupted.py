"""Interrupted time series: did level or slope change as it began, the season apart?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.special import stdtrit

from safercity.evidence.effects.errors import (
    BreakInWindow,
    EffectCountsUnusable,
    EffectIncomplete,
)
from safercity.evidence.effects.figures import FARTHEST, Three, ratio_figures, round_three
from safercity.evidence.effects.request import check_level, read_month
from safercity.evidence.effects.telling import state_ratio
from safercity.evidence.effects.units import check_counts
from safercity.evidence.effects.words import MESSAGES
from safercity.evidence.findings import (
    Caption,
    Column,
    Statement,
    Table,
    draw_lines,
    plain,
    say_all,
)
from safercity.evidence.statistics import CountFit, fit_poisson, round_significant

SERIES = "An interrupted series"
NONE = (float("nan"),) * 3
COLUMNS = (
    Column("month", "Month", "month"),
    Column("count", "Incidents", "count"),
    Column("expected", "Fitted", "figure"),
    Column("without", "Had nothing changed", "figure"),
)


@dataclass(frozen=True)
class SeriesSettings:
    """`waves` of the year fitted (2: a year and half a year; 0 where an offset carries the season);
    `has_slope`: whether the slope may change too; `breaks`: months at which recording changed.
    """

    level: float = 0.95
    waves: int = 2
    has_slope: bool = True
    breaks: tuple[str, ...] = ()
    fewest_before: int = 12
    fewest_after: int = 6


@dataclass(frozen=True)
class InterruptedSeries:
    """`ratio`: incidents after over those had nothing changed, with its interval and `p`.

    `step`: the jump at the start as a ratio (value, low, high); `slope`: the change of slope, as a
    ratio a year (NaN without). `dispersion` of the counts, `carry`: correlation of neighbouring
    months' errors, by which the interval is widened. `fitted`, `without` (months,).
    """

    ratio: float
    low: float
    high: float
    p: float
    step: Three
    slope: Three
    dispersion: float
    carry: float
    months: tuple[str, ...]
    counts: np.ndarray
    fitted: np.ndarray
    without: np.ndarray
    settings: SeriesSettings
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row a month: counted, fitted, and had nothing changed."""
        figures = (map(plain, one) for one in (self.counts, self.fitted, self.without))
        return Table("interrupted_series", COLUMNS, tuple(zip(self.months, *figures, strict=True)))

    def chart(self) -> dict[str, Any]:
        """Counted, fitted, and had nothing changed, over time."""
        caption = Caption(self.explain(), "Incidents a month; had nothing changed, dashed.")
        lines = {"count": "incidents", "without": "had nothing changed", "expected": "fitted"}
        return draw_lines(self.table().records(), caption, x="month", y=lines)


def interrupted_series(
    counts: np.ndarray,
    months: tuple[str, ...],
    *,
    start: str,
    beside: np.ndarray | None = None,
    settings: SeriesSettings | None = None,
) -> InterruptedSeries:
    """A segmented Poisson model of one series (months,), NaN where missing, `start` a month label.

    Level, slope and season, a jump and a change of slope at `start`, a jump at each break;
    overdispersion by Pearson's chi-squared, and errors that carry over from month to month widen
    the interval. `beside` (months,): expected or comparison counts that are divided out, so that
    the series is told against them. Source: Bernal, Cummins & Gasparrini, International Journal of
    Epidemiology 46 (2017). Limits: without `beside`, whatever else began that month counts as the
    effect. Errors: `EffectIncomplete`, `EffectCountsUnusable`, `BreakInWindow`.
    """
    settings = settings or SeriesSettings()
    check_level(settings.level)
    y, shift = _check(counts, months, beside=beside, start=start, settings=settings)
    numbers = np.array([read_month(one, what=SERIES) for one in months], dtype=float)
    design, late = _design(numbers, start=start, months=months, settings=settings)
    fit = fit_poisson(y, design, offset=shift)
    if not fit.converged:
        counted = (float(np.nansum(y[~late])), float(np.nansum(y[late])))
        raise EffectIncomplete(
            f"{counted[0]:g} incidents before {start} and {counted[1]:g} after are too few to tell "
            "level, slope and season apart."
        )
    carry = _find_carry(y, fit.fitted)
    widen = (1 + carry) / (1 - carry)
    free = max(1, int(fit.used) - design.shape[1])
    reach = float(stdtrit(free, (1 + settings.level) / 2))
    bare = design.copy()
    bare[:, 2 : 4 if settings.has_slope else 3] = 0.0
    without = np.exp((bare * fit.coefficients).sum(axis=1) + shift)
    seen = late & ~np.isnan(y)
    middle, error = _mean_effect(fit, (design - bare)[seen], without=without[seen], widen=widen)
    reaches = reach * widen**0.5 * fit.errors
    found = InterruptedSeries(
        **ratio_figures(middle, error, level=settings.level, free=free),
        step=_as_ratio(fit, 2, reach=reaches[2]),
        slope=_as_ratio(fit, 3, reach=reaches[3]) if settings.has_slope else NONE,
        dispersion=float(fit.dispersion),
        carry=carry,
        months=tuple(months),
        counts=y,
        fitted=fit.fitted,
        without=np.asarray(round_significant(without)),
        settings=settings,
    )
    name = "series" if beside is None else "series_beside"
    limits = [Statement("effects.limit_own_drift")]
    limits += [] if beside is not None else [Statement("effects.limit_series")]
    limits += [Statement("effects.limit_break", {"month": one}) for one in settings.breaks]
    return replace(found, statements=(state_ratio(name, found),), limits=tuple(limits))


def _check(counts, months, *, beside, start, settings) -> tuple[np.ndarray, np.ndarray]:
    y = check_counts(counts, what=SERIES)
    read_month(start, what=f"The start of {SERIES[0].lower()}{SERIES[1:]}")
    if y.shape != (len(months),) or not months:
        raise EffectCountsUnusable(f"{len(months)} months, but counts of shape {y.shape}.")
    if (np.diff([read_month(one, what=SERIES) for one in months]) != 1).any():
        raise EffectCountsUnusable("The months of a series follow one another; a gap is NaN.")
    shift = np.zeros(y.shape)
    if beside is not None:
        other = check_counts(beside, what="The series beside")
        if other.shape != y.shape:
            raise EffectCountsUnusable(f"{y.shape} and {other.shape} months beside each other.")
        y = np.where(np.isnan(other) | (other == 0), np.nan, y)
        shift = np.log(np.where(np.isnan(y), 1.0, other))
    known, late = ~np.isnan(y), np.array(months) >= start
    sides = {"before": (known & ~late).sum(), "after": (known & late).sum()}
    for side, fewest in (("before", settings.fewest_before), ("after", settings.fewest_after)):
        if sides[side] < fewest:
            raise EffectIncomplete(
                f"An interrupted series needs {fewest} known months {side} {start}; "
                f"there are {sides[side]}."
            )
    if not y[known & ~late].sum():
        raise EffectIncomplete(f"There is not one incident before {start} to see a fall from.")
    if start in settings.breaks:
        raise BreakInWindow(f"What is recorded changed in {start}, the month that it began.")
    return y, shift


def _design(numbers, *, start, months, settings) -> tuple[np.ndarray, np.ndarray]:
    since = numbers - read_month(start, what=SERIES)
    late = since >= 0
    columns = [np.ones(numbers.size), since / 12, late.astype(float)]
    if settings.has_slope:
        columns.append(np.maximum(since, 0.0) / 12)
    for wave in range(1, settings.waves + 1):
        angle = 2 * np.pi * wave * numbers / 12
        columns += [np.cos(angle), np.sin(angle)]
    labels = np.array(months)
    columns += [(labels >= one).astype(float) for one in settings.breaks
                if months[0] < one <= months[-1]]  # fmt: skip
    return np.asarray(round_significant(np.column_stack(columns))), late


def _find_carry(y: np.ndarray, mean: np.ndarray) -> float:
    """Correlation of neighbouring months' errors, between 0 and 0.8."""
    errors = (y - mean) / np.sqrt(np.maximum(mean, 1e-300))
    both = ~np.isnan(errors[1:] + errors[:-1])
    whole = np.nansum(errors**2)
    if not both.any() or whole <= 0:
        return 0.0
    found = (errors[1:] * errors[:-1])[both].sum() / whole
    return float(round_significant(np.clip(found, 0.0, 0.8)))


def _mean_effect(fit: CountFit, shape, *, without, widen: float) -> tuple[float, float]:
    """Log of (sum with the effect / sum without), and its error by the delta method."""
    grown = without * np.exp((shape * fit.coefficients).sum(axis=1))
    middle = float(np.log(grown.sum() / without.sum()))
    slope = (grown[:, None] * shape).sum(axis=0) / grown.sum()
    variance = float((slope[:, None] * slope[None, :] * fit.covariance).sum())
    return middle, max(variance * widen, 1e-12) ** 0.5


def _as_ratio(fit: CountFit, at: int, *, reach: float) -> Three:
    middle = float(fit.coefficients[at])
    ends = np.clip([middle, middle - reach, middle + reach], -FARTHEST, FARTHEST)
    return round_three(np.exp(ends))
