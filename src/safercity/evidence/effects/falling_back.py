"""Regression to the mean: how far a place would fall with nothing done, and what its like did."""

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
from safercity.evidence.findings import Caption, Column, Statement, Table, draw_bars, plain, say_all
from safercity.evidence.statistics import fit_gamma_prior, round_significant, smooth_rates

ROUNDS = 50
CLOSE_ENOUGH = 1e-11
NEAR = 4.0  # units with a quarter to four times the place's level speak for it
ENOUGH_NEAR = 15


@dataclass(frozen=True)
class LevelSettings:
    """`level` of the interval; `fewest_units` that nothing was done in."""

    level: float = 0.95
    fewest_units: int = 8


@dataclass(frozen=True)
class LevelComparison:
    """`ratio`: incidents after over what units of the same earlier level had, with its interval.

    `expected`: those, as a count. `pull`: how much of a difference in level stays (1: all of it; 0:
    none, everything falls back to the mean). `drift` as in `Difference`. `reaches_beyond`: no other
    unit was as high, so the figure leans on the line drawn through lower ones.
    """

    ratio: float
    low: float
    high: float
    p: float
    expected: float
    pull: float
    drift: float
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

    `earlier`, `later`: counts (units,) over the same months; `treated` (units,) bool. Later counts
    of the others are fitted on the logarithm of earlier ones (variance: mean + drift mean^2, drift
    by moments), which says how far units as high fall back by themselves; the treated are set
    against that line. Right where a place was chosen for its earlier count, whatever made it high.
    Source: analysis of covariance for selection on the baseline (Vickers & Altman, BMJ 323, 2001;
    Senn, Statistics in Medicine 25, 2006); variance: Breslow, Applied Statistics 33 (1984).
    Errors: `TooFewAreas`, `EffectCountsUnusable`.
    """
    settings = settings or LevelSettings()
    check_level(settings.level)
    earlier, later = (check_counts(one, what="A comparison of levels") for one in (earlier, later))
    treated = np.asarray(treated, dtype=bool)
    if not earlier.shape == later.shape == treated.shape or earlier.ndim != 1:
        raise EffectCountsUnusable(f"{earlier.shape}, {later.shape} and {treated.shape} differ.")
    known = ~np.isnan(earlier + later)
    if not (treated & known).any():
        raise EffectCountsUnusable("No treated unit has known counts before and after.")
    like = _find_like(earlier, known & ~treated, aim=float(earlier[treated & known].mean()))
    if like.size < settings.fewest_units:
        raise TooFewAreas(
            f"{settings.fewest_units} units that nothing was done in are needed; {like.size} "
            "have known counts."
        )
    x = np.log(earlier + 0.5)
    centre = float(x[like].mean())
    line, spread, drift = _fit_line(x[like] - centre, later[like])
    return _compare(
        (x[treated & known] - centre, later[treated & known]),
        (line, spread, drift),
        beyond=bool(earlier[treated & known].max() > earlier[like].max()),
        free=like.size - 2,
        settings=settings,
    )


def _find_like(earlier: np.ndarray, others: np.ndarray, *, aim: float) -> np.ndarray:
    """Others with a like level; where those are few, the nearest by level."""
    rows = np.flatnonzero(others)
    far = np.abs(round_significant(np.log((earlier[rows] + 0.5) / (aim + 0.5))))
    near = int((far <= np.log(NEAR)).sum())
    return rows[np.argsort(far, kind="stable")[: max(near, ENOUGH_NEAR)]]


def _fit_line(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """(level, slope), their covariance as (v00, v01, v11), and drift."""
    drift, line = 0.0, np.array([np.log(max(float(y.mean()), 0.5)), 0.0])
    spread, old = np.zeros(3), line
    for _ in range(ROUNDS):
        mean = np.exp(np.clip(line[0] + line[1] * x, -20, 20))
        weight = mean / (1 + drift * mean)
        working = np.log(mean) + (y - mean) / mean
        s0, s1, s2 = weight.sum(), (weight * x).sum(), (weight * x**2).sum()
        t0, t1 = (weight * working).sum(), (weight * x * working).sum()
        below = s0 * s2 - s1**2
        if below <= 1e-9 * s0 * s2:  # all of one level: no slope can be told
            line = np.array([t0 / s0, 1.0 if line[1] == 0 else line[1]])
            spread = np.array([1 / s0, 0.0, 0.0])
        else:
            line = np.array([s2 * t0 - s1 * t1, s0 * t1 - s1 * t0]) / below
            spread = np.array([s2, -s1, s0]) / below
        new = find_drift(y - mean, mean, free=y.size - 2)
        if np.abs(line - old).max() < CLOSE_ENOUGH and abs(new - drift) < CLOSE_ENOUGH:
            break
        drift, old = new, line
    return np.asarray(round_significant(line)), spread, drift


def _compare(seen, fitted, *, beyond: bool, free: int, settings: LevelSettings) -> LevelComparison:
    (x, later), (line, spread, drift) = seen, fitted
    means = np.exp(np.clip(line[0] + line[1] * x, -20, 20))
    expected, total = float(means.sum()), float(later.sum())
    at = float((means * x).sum() / expected)
    variance = spread[0] + 2 * at * spread[1] + at**2 * spread[2]
    variance += 1 / (total + 0.5) + drift * float((means**2).sum()) / expected**2
    middle = float(np.log((total + (0.5 if total == 0 else 0.0)) / expected))
    found = LevelComparison(
        **ratio_figures(middle, variance**0.5, level=settings.level, free=free),
        **round_figures(expected=expected, pull=line[1], drift=drift),
        reaches_beyond=beyond,
        settings=settings,
    )
    limits = [Statement("effects.limit_level")]
    if beyond:
        limits.append(Statement("effects.limit_beyond"))
    return replace(found, statements=(state_ratio("level", found),), limits=tuple(limits))


@dataclass(frozen=True)
class FallingBack:
    """`above`: rate of the chosen months over the place's own other months before (NaN: none).

    `expected_fall`: share by which the place would come down from the chosen months with nothing
    done. `chosen_rate`, `own_rate`, `expected_rate`: incidents a month; `usual_rate`: of all units.
    """

    above: float
    expected_fall: float
    chosen_rate: float
    own_rate: float
    expected_rate: float
    usual_rate: float
    settings: LevelSettings
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each rate."""
        columns = (Column("what", "What"), Column("rate", "Incidents a month", "rate"))
        rates = {
            "In the months that chose it": self.chosen_rate,
            "In its other months before": self.own_rate,
            "To be expected with nothing done": self.expected_rate,
            "The usual area": self.usual_rate,
        }
        return Table("falling_back", columns, tuple((k, plain(v)) for k, v in rates.items()))

    def chart(self) -> dict[str, Any]:
        """The rates as bars."""
        caption = Caption(self.explain(), "Incidents a month, as chosen and as to be expected.")
        return draw_bars(self.table().records(), caption, name="what", value="rate")


def warn_of_falling_back(
    counts: np.ndarray, treated: np.ndarray, *, chosen: np.ndarray, earlier: np.ndarray
) -> FallingBack:
    """How much of a fall is to be expected with nothing done, because the place was chosen high.

    `counts` (units, months); `treated` (units,), `chosen` (months that chose it) and `earlier`
    (every month before, those included) bool. The expected rate is the empirical-Bayes mean of the
    place's own months before, shrunk towards all units; each incident counts for less the more the
    units' months scatter beyond chance. Source: Hauer, Observational Before-After Studies (1997).
    Limits: units are taken as of one kind. Errors: `EffectCountsUnusable`.
    """
    values = check_counts(counts, what="A warning of falling back")
    treated, chosen = np.asarray(treated, dtype=bool), np.asarray(chosen, dtype=bool)
    earlier = np.asarray(earlier, dtype=bool)
    if values.shape != (treated.size, chosen.size) or chosen.shape != earlier.shape:
        raise EffectCountsUnusable(f"{values.shape}, {treated.size} units, {chosen.size} months.")
    own = earlier & ~chosen
    months = (~np.isnan(values[:, earlier])).sum(axis=1).astype(float)
    totals = np.nansum(values[:, earlier], axis=1)
    scatter = _find_scatter(values[:, earlier])
    prior = fit_gamma_prior(totals / scatter, months / scatter)
    shrunk = smooth_rates(totals / scatter, months / scatter, prior=prior)
    chosen_rate, own_rate = (_rate(values[treated], part) for part in (chosen, own))
    expected = float(shrunk[treated].mean())
    fall = 1 - expected / chosen_rate if chosen_rate > 0 else 0.0
    figures = round_figures(
        above=chosen_rate / own_rate if own_rate > 0 else np.nan,
        expected_fall=max(0.0, fall),
        chosen_rate=chosen_rate,
        own_rate=own_rate,
        expected_rate=expected,
        usual_rate=prior.mean,
    )
    found = FallingBack(**figures, settings=LevelSettings())
    return replace(found, statements=_state(found), limits=(Statement("effects.limit_shrunk"),))


def _find_scatter(values: np.ndarray) -> float:
    """Variance of units' months over their mean, 1 or more."""
    known = ~np.isnan(values)
    mean = np.nansum(values, axis=1) / np.maximum(known.sum(axis=1), 1)
    squares = np.where(known, (np.nan_to_num(values) - mean[:, None]) ** 2, 0.0).sum(axis=1)
    kept = (mean > 0) & (known.sum(axis=1) > 1)
    free = (known.sum(axis=1) - 1)[kept].sum()
    return max(1.0, float((squares[kept] / mean[kept]).sum() / free)) if free else 1.0


def _rate(values: np.ndarray, months: np.ndarray) -> float:
    part = values[:, months]
    return float(np.nanmean(part)) if (~np.isnan(part)).any() else float("nan")


def _state(found: FallingBack) -> tuple[Statement, ...]:
    if not found.chosen_rate > 0:
        return (Statement("effects.back_unknown"),)
    values = {"above": found.above - 1, "fall": found.expected_fall}
    if found.above == found.above and found.above > 1:
        return (Statement("effects.back_above", values),)
    return (Statement("effects.back_plain", values),)
