"""Did a place come down further than others that had been as high?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from safercity.evidence.effects.drawing import draw_ratio, tabulate_ratio
from safercity.evidence.effects.drift import find_drift
from safercity.evidence.effects.errors import EffectCountsUnusable, TooFewAreas
from safercity.evidence.effects.figures import ratio_figures, round_figures
from safercity.evidence.effects.request import check_level
from safercity.evidence.effects.telling import state_ratio
from safercity.evidence.effects.units import check_counts
from safercity.evidence.effects.words import MESSAGES
from safercity.evidence.findings import Statement, Table, say_all
from safercity.evidence.statistics import round_significant
from safercity.evidence.statistics.count_models import invert_small

ROUNDS = 50
CLOSE_ENOUGH = 1e-11
NEAR = 4.0  # units with a quarter to four times the place's level speak for it
ENOUGH_NEAR = 15
SPARE_FOR_STRETCHES = 12  # units needed before earlier stretches are told apart


@dataclass(frozen=True)
class LevelSettings:
    """`level` of the interval; `fewest_units` that nothing was done in."""

    level: float = 0.95
    fewest_units: int = 8


@dataclass(frozen=True)
class LevelComparison:
    """`ratio`: incidents after over what units of the same earlier level had, with its interval.

    `expected`: those, as a count. `pulls`: for each earlier stretch, how much of a difference in
    level stays (together 1: all of it; 0: none, everything falls back to the mean). `drift` as in
    `Difference`. `reaches_beyond`: no other unit was as high, so the figure leans on the line drawn
    through lower ones.
    """

    ratio: float
    low: float
    high: float
    p: float
    expected: float
    drift: float
    pulls: tuple[float, ...]
    reaches_beyond: bool
    settings: LevelSettings
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """One row: ratio and interval."""
        return tabulate_ratio(self, name="same_level")

    def chart(self) -> dict[str, Any]:
        """The ratio with its interval."""
        return draw_ratio(self, title=self.explain())


def compare_same_level(
    earlier: np.ndarray,
    later: np.ndarray,
    *,
    treated: np.ndarray,
    settings: LevelSettings | None = None,
) -> LevelComparison:
    """Did treated units come down further than others that had been as high?

    `earlier`: counts (units,), or (units, stretches) where stretches of the past are told apart,
    such as the months that chose the place and those before; `later` counts (units,); `treated`
    (units,) bool. Later counts of the others are fitted on the logarithms of earlier ones
    (variance: mean + drift mean^2, drift by moments), which says how far units as high fall back by
    themselves; the treated are set against that. Right where a place was chosen for these earlier
    counts, whatever made them so: high, or risen.
    Source: analysis of covariance for selection on the baseline (Vickers & Altman, BMJ 323, 2001;
    Senn, Statistics in Medicine 25, 2006); variance: Breslow, Applied Statistics 33 (1984).
    Limits: units of one kind; a straight line on the log scale.
    Errors: `TooFewAreas`, `EffectCountsUnusable`.
    """
    settings = settings or LevelSettings()
    check_level(settings.level)
    earlier, later, treated = _check(earlier, later, treated=treated)
    known = ~np.isnan(earlier.sum(axis=1) + later)
    if not (treated & known).any():
        raise EffectCountsUnusable("No treated unit has known counts before and after.")
    mine, totals = treated & known, earlier.sum(axis=1)
    like = _find_like(totals, known & ~treated, aim=float(totals[mine].mean()))
    if like.size < settings.fewest_units:
        raise TooFewAreas(
            f"{settings.fewest_units} units that nothing was done in are needed; {like.size} "
            "have known counts."
        )
    if like.size < SPARE_FOR_STRETCHES:
        earlier = totals[:, None]
    x = np.log(earlier + 0.5)
    x = x - x[like].mean(axis=0)
    fitted = _fit_line(x[like], later[like])
    return _compare(
        (x[mine], later[mine]),
        fitted,
        beyond=bool(totals[mine].max() > totals[like].max()),
        free=like.size - 1 - x.shape[1],
        settings=settings,
    )


def _check(earlier, later, *, treated) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    earlier, later = (check_counts(one, what="A comparison of levels") for one in (earlier, later))
    treated = np.asarray(treated, dtype=bool)
    if earlier.ndim == 1:
        earlier = earlier[:, None]
    if earlier.ndim != 2 or not len(earlier) == later.size == treated.size or later.ndim != 1:
        raise EffectCountsUnusable(f"{earlier.shape}, {later.shape} and {treated.shape} differ.")
    return earlier, later, treated


def _find_like(totals: np.ndarray, others: np.ndarray, *, aim: float) -> np.ndarray:
    """Others with a like level; where those are few, the nearest by level."""
    rows = np.flatnonzero(others)
    far = np.abs(round_significant(np.log((totals[rows] + 0.5) / (aim + 0.5))))
    near = int((far <= np.log(NEAR)).sum())
    return rows[np.argsort(far, kind="stable")[: max(near, ENOUGH_NEAR)]]


def _fit_line(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Coefficients (level, then pulls), their covariance, and drift, by weighted steps."""
    design = np.column_stack([np.ones(len(x)), x])
    drift = 0.0
    line = np.zeros(design.shape[1])
    line[0] = np.log(max(float(y.mean()), 0.5))
    for _ in range(ROUNDS):
        mean = np.exp(np.clip((design * line).sum(axis=1), -20, 20))
        weight = mean / (1 + drift * mean)
        working = np.log(mean) + (y - mean) / mean
        cross = (design[:, :, None] * design[:, None, :] * weight[:, None, None]).sum(axis=0)
        spread = invert_small(cross)
        old, line = line, (spread * (design * (weight * working)[:, None]).sum(axis=0)).sum(axis=1)
        new = find_drift(y - mean, mean, free=y.size - design.shape[1])
        if np.abs(line - old).max() < CLOSE_ENOUGH and abs(new - drift) < CLOSE_ENOUGH:
            break
        drift = new
    if np.ptp(x, axis=0).max() < 1e-9:  # all of one level: nothing tells what falls back
        line[1:] = 1 / (line.size - 1)
    return np.asarray(round_significant(line)), spread, drift


def _compare(seen, fitted, *, beyond: bool, free: int, settings: LevelSettings) -> LevelComparison:
    (x, later), (line, spread, drift) = seen, fitted
    design = np.column_stack([np.ones(len(x)), x])
    means = np.exp(np.clip((design * line).sum(axis=1), -20, 20))
    expected, total = float(means.sum()), float(later.sum())
    at = (means[:, None] * design).sum(axis=0) / expected
    variance = float((at[:, None] * at[None, :] * spread).sum())
    variance += 1 / (total + 0.5) + drift * float((means**2).sum()) / expected**2
    middle = float(np.log((total + (0.5 if total == 0 else 0.0)) / expected))
    found = LevelComparison(
        **ratio_figures(middle, variance**0.5, level=settings.level, free=free),
        **round_figures(expected=expected, drift=drift),
        pulls=tuple(float(one) for one in line[1:]),
        reaches_beyond=beyond,
        settings=settings,
    )
    limits = [Statement("effects.limit_level")]
    if beyond:
        limits.append(Statement("effects.limit_beyond"))
    return replace(found, statements=(state_ratio("level", found),), limits=tuple(limits))
