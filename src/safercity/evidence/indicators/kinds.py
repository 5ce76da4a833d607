"""Which chart: a published rule from kind of data, mean count and a check of overdispersion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from safercity.evidence.indicators.phases import Phase
from safercity.evidence.indicators.points import Points
from safercity.evidence.indicators.ranges import mean_moving_range
from safercity.evidence.indicators.series import IndicatorSeries
from safercity.evidence.indicators.terms import ChartKind, ChartRules
from safercity.evidence.statistics import round_significant

SPREAD = 1.128
# Variance of (mean moving range / 1.128) for n independent normal values is about 0.826 / n.
# Source: Cryer & Ryan, Journal of Quality Technology 22 (1990).
RANGE_VARIANCE = 0.826


@dataclass(frozen=True)
class ChartChoice:
    """The chart, the id of the reason, and what the rule looked at.

    `mean_count`: of known periods, None for measures. `overdispersion`: how many times wider counts
    scatter from period to period than chance alone would have it, None where not looked at.
    """

    kind: ChartKind
    reason: str
    mean_count: float | None = None
    overdispersion: float | None = None
    threshold: float | None = None


def choose_chart(
    series: IndicatorSeries, points: Points, *, phases: tuple[Phase, ...], rules: ChartRules
) -> ChartChoice:
    """The chart for a series: the first line that holds.

    1. A measured figure: XmR. 2. Mean count (or count of those without) below `rare_below`: with
    the days of events g (opportunities known) or t, else limits from the exact distribution.
    3. Counts scatter more than chance: XmR for counts, U' for rates, P' for shares (Laney).
    4. C for counts, U for rates, P for shares.
    Source: Benneyan, Lloyd & Plsek, Quality and Safety in Health Care 12 (2003); Laney, Quality
    Engineering 14 (2002). The same line must be followed before the figures are looked at.
    """
    if series.data == "measure":
        return ChartChoice("xmr", "indicators.kind_measure")
    plain: ChartKind = {"count": "c", "rate": "u", "share": "p"}[series.data]  # type: ignore
    counts = points.counts[points.is_judged]
    if not counts.size:
        return ChartChoice(plain, "indicators.kind_plain")
    mean = float(round_significant(counts.mean()))
    fewest = mean
    if series.data == "share" and points.of is not None:
        fewest = min(mean, float((points.of[points.is_judged] - counts).mean()))
    if fewest < rules.rare_below:
        return _choose_rare(series, plain, mean=mean)
    spread, used = measure_overdispersion(points, phases, data=series.data)
    threshold = (
        1 + float(ndtri(rules.overdispersion_level)) * (RANGE_VARIANCE / max(used, 1)) ** 0.5
    )
    threshold = float(round_significant(threshold))
    if used and spread > threshold:
        wide: ChartKind = {"c": "xmr", "u": "u_prime", "p": "p_prime"}[plain]  # type: ignore
        return ChartChoice(wide, "indicators.kind_overdispersed", mean, spread, threshold)
    return ChartChoice(plain, "indicators.kind_plain", mean, spread if used else None, threshold)


def measure_overdispersion(
    points: Points, phases: tuple[Phase, ...], *, data: str
) -> tuple[float, int]:
    """Laney's sigma z: the scatter of standardised counts from one period to the next, over what
    chance gives (1), and the number of moving ranges it rests on. Phases are taken apart."""
    ranges, used = 0.0, 0
    for phase in phases:
        part = slice(phase.start, phase.stop)
        judged = points.is_judged[part]
        of = None if points.of is None else points.of[part]
        z = standardise(points.counts[part], of, judged=judged, data=data)
        mean, number = mean_moving_range(z, is_screened=True)
        ranges, used = ranges + mean * number, used + number
    return float(round_significant(ranges / used / SPREAD)) if used else 0.0, used


def standardise(
    counts: np.ndarray, of: np.ndarray | None, *, judged: np.ndarray, data: str
) -> np.ndarray:
    """Each figure's distance from the mean in its own standard errors; NaN where not judged."""
    if not judged.any():
        return np.full(counts.shape, np.nan)
    size = np.ones(counts.shape) if of is None else of
    middle = counts[judged].sum() / size[judged].sum()
    variance = middle * (1 - middle) if data == "share" else middle
    if variance <= 0:
        return np.where(judged, 0.0, np.nan)
    safe = np.where(judged, size, np.nan)
    return np.asarray((counts / safe - middle) / np.sqrt(variance / safe))


def _choose_rare(series: IndicatorSeries, plain: ChartKind, *, mean: float) -> ChartChoice:
    if series.events is not None:
        if series.events.between is not None:
            return ChartChoice("g", "indicators.kind_g", mean)
        return ChartChoice("t", "indicators.kind_t", mean)
    exact: ChartKind = {"c": "c_exact", "u": "u_exact", "p": "p_exact"}[plain]  # type: ignore
    return ChartChoice(exact, "indicators.kind_exact", mean)
