"""Middle and limits of each chart, phase by phase. Never below zero, nor a share above one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, pdtr

from safercity.evidence.indicators.kinds import SPREAD, standardise
from safercity.evidence.indicators.phases import Phase
from safercity.evidence.indicators.points import Points
from safercity.evidence.indicators.ranges import mean_moving_range
from safercity.evidence.indicators.terms import ChartKind, ChartRules
from safercity.evidence.statistics import round_significant

XMR = 2.66  # 3 / 1.128, as published
TAIL = 0.00135  # beyond three standard errors of a normal, on one side
T_POWER = 1 / 3.6


@dataclass(frozen=True)
class Limits:
    """Per point, (n,), NaN where a phase has too few. `middle`: what runs are counted against.

    `low`, `high`: three standard errors, cut at zero (and one, for shares). `near_low`,
    `near_high`: two of three; NaN on charts with lopsided limits, where nearness says nothing.
    """

    centre: np.ndarray
    middle: np.ndarray
    low: np.ndarray
    high: np.ndarray
    near_low: np.ndarray
    near_high: np.ndarray

    @property
    def is_drawn(self) -> np.ndarray:
        """Which points stand in a phase with enough points for limits."""
        return ~np.isnan(self.centre)


def draw_limits(
    points: Points, kind: ChartKind, *, phases: tuple[Phase, ...], rules: ChartRules, data: str
) -> Limits:
    """Middle and limits of every phase with at least `rules.fewest_points` judged points.

    XmR: mean ± 2.66 times the screened mean moving range (Wheeler 1993; Making Data Count).
    C, U, P: mean ± 3 standard errors of a Poisson or binomial figure (Shewhart; Montgomery).
    U', P': those, times the scatter of the standardised figures (Laney, Quality Engineering 14,
    2002). Exact: counts that chance exceeds once in 740 on each side. g: mean + 3 sqrt(mean (mean +
    1)), no lower limit, runs about the median (Benneyan, Health Care Management Science 4, 2001).
    t: XmR of the gap to the power 1/3.6, turned back (Nelson, J. Quality Technology 26, 1994).
    """
    lines = np.full((6, len(points.labels)), np.nan)
    for phase in phases:
        part = slice(phase.start, phase.stop)
        base = points.is_judged[part].copy()
        if rules.limits_from is not None:
            base &= np.cumsum(base) <= rules.limits_from
        if base.sum() < rules.fewest_points:
            continue
        of = None if points.of is None else points.of[part]
        draw = _Part(points.values[part], points.counts[part], of, base, rules.is_screened, data)
        lines[:, part] = DRAWN[kind](draw)
    top = 1.0 if data == "share" and kind not in ("g", "t") else np.inf
    if data != "measure":
        lines[2], lines[4] = np.maximum(lines[2], 0.0), np.where(lines[4] < 0, np.nan, lines[4])
        lines[3] = np.minimum(lines[3], top)
        lines[5] = np.where(lines[5] > top, np.nan, lines[5])
    return Limits(*round_significant(lines))


@dataclass(frozen=True)
class _Part:
    """One phase: its points, and which of them (`base`) set the limits."""

    values: np.ndarray
    counts: np.ndarray
    of: np.ndarray | None
    base: np.ndarray
    is_screened: bool
    data: str

    def ranges(self, values: np.ndarray) -> float:
        """The mean moving range of the points that set the limits."""
        return mean_moving_range(np.where(self.base, values, np.nan), is_screened=self.is_screened)[
            0
        ]


def _draw_xmr(part: _Part) -> np.ndarray:
    mean = float(part.values[part.base].mean())
    return _lines(np.full(part.values.shape, mean), XMR * part.ranges(part.values) / 3)


def _draw_counts(part: _Part) -> np.ndarray:
    return _lines(*_middle_and_error(part))


def _draw_laney(part: _Part) -> np.ndarray:
    middle, error = _middle_and_error(part)
    z = standardise(part.counts, part.of, judged=part.base, data=part.data)
    return _lines(middle, error * part.ranges(z) / SPREAD)


def _middle_and_error(part: _Part) -> tuple[np.ndarray, np.ndarray]:
    size = np.ones(part.counts.shape) if part.of is None else part.of
    middle = float(part.counts[part.base].sum() / size[part.base].sum())
    variance = middle * (1 - middle) if part.data == "share" else middle
    usable = np.where(np.nan_to_num(size) > 0, size, np.nan)
    # A missing period has no size of its own: its limits are those of the mean size.
    usable = np.where(np.isnan(usable), size[part.base].mean(), usable)
    return np.full(part.counts.shape, middle), np.sqrt(max(variance, 0.0) / usable)


def _lines(middle: np.ndarray, error: np.ndarray | float) -> np.ndarray:
    error = np.broadcast_to(error, middle.shape)
    return np.stack([
        middle, middle, middle - 3 * error, middle + 3 * error,
        middle - 2 * error, middle + 2 * error,
    ])  # fmt: skip


def _draw_exact(part: _Part) -> np.ndarray:
    middle, _ = _middle_and_error(part)
    size = np.ones(part.counts.shape) if part.of is None else part.of
    size = np.where(np.nan_to_num(size) > 0, size, size[part.base].mean())
    low, high = np.empty(size.shape), np.empty(size.shape)
    for place, (share, of) in enumerate(zip(middle, size, strict=True)):
        mean = share * of
        k = np.arange(int(mean + 10 * np.sqrt(mean + 1)) + 12, dtype=float)
        if part.data == "share":
            k = k[k <= np.ceil(of)]
            below = np.asarray(bdtr(k, round(of), share))
        else:
            below = np.asarray(pdtr(k, mean))
        high[place] = k[int(np.argmax(below >= 1 - TAIL))] / of
        low[place] = k[int(np.argmax(below > TAIL))] / of
    none = np.full(size.shape, np.nan)
    return np.stack([middle, middle, low, high, none, none])


def _draw_g(part: _Part) -> np.ndarray:
    mean = float(part.values[part.base].mean())
    share = 1 / (mean + 1)
    # The median of a geometric number of failures; whole, so that ties with it are left aside.
    median = max(0.0, np.ceil(np.log(0.5) / np.log1p(-share)) - 1) if mean > 0 else 0.0
    row = np.ones(part.values.shape)
    none = np.full(part.values.shape, np.nan)
    high = mean + 3 * np.sqrt(mean * (mean + 1))
    return np.stack([mean * row, median * row, 0 * row, high * row, none, none])


def _draw_t(part: _Part) -> np.ndarray:
    bent = np.maximum(part.values, 0.0) ** T_POWER
    mean, error = float(bent[part.base].mean()), XMR * part.ranges(bent) / 3
    steps = np.array([mean, mean, mean - 3 * error, mean + 3 * error,
                      mean - 2 * error, mean + 2 * error])  # fmt: skip
    back = np.where(steps > 0, np.abs(steps) ** (1 / T_POWER), np.where(steps < 0, -1.0, 0.0))
    return np.repeat(back[:, None], part.values.size, axis=1)


DRAWN = {
    "xmr": _draw_xmr, "c": _draw_counts, "u": _draw_counts, "p": _draw_counts,
    "u_prime": _draw_laney, "p_prime": _draw_laney,
    "c_exact": _draw_exact, "u_exact": _draw_exact, "p_exact": _draw_exact,
    "g": _draw_g, "t": _draw_t,
}  # fmt: skip
"""How each chart's lines are drawn."""
