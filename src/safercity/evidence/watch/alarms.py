"""How often a false alarm may be raised is a setting; from it follows what counts as an alarm.

A partnership says how many false alarms a year it will bear. That number is shared between themes,
methods and looks; each method knows, from looks at data in which nothing happened, how high its
highest score climbs by chance, and raises an alarm only above the height that keeps its share.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from safercity.evidence.statistics import round_significant
from safercity.evidence.watch.errors import WatchSettingWrong

EULER = 0.5772156649015329
RANKED_AT_LEAST = 20


@dataclass(frozen=True)
class AlarmSettings:
    """`alarms_per_year` false alarms are to be expected over all `monitors` together: one for each
    method at each theme and scope."""

    alarms_per_year: float = 12.0
    monitors: int = 1

    def __post_init__(self) -> None:
        if not (self.alarms_per_year > 0 and math.isfinite(self.alarms_per_year)):
            raise WatchSettingWrong(
                f"False alarms per year were set to {self.alarms_per_year}; "
                "it must be more than zero.",
                advice="A monitor that never errs never speaks. Try 1 or 12.",
            )
        if self.monitors < 1:
            raise WatchSettingWrong(f"{self.monitors} monitors; at least one is needed.")

    def allow(self, looks_per_year: float, *, seen_again: float = 1.0) -> float:
        """The chance, per look of one monitor, up to which its score is an alarm.

        `seen_again`: for how many looks on average one false alarm stays up; it is counted once.
        """
        expected = self.alarms_per_year / (self.monitors * looks_per_year)
        return float(round_significant(-math.expm1(-expected * seen_again)))


@dataclass(frozen=True)
class LookNull:
    """How high the highest score of a look climbs when nothing happens.

    `scores`: of simulated looks, rising. `location`, `scale`: the Gumbel distribution fitted to
    their upper half, for chances rarer than the simulated looks can show. `seen_again`: looks for
    which one false alarm stays up. `key`: digest of the design it belongs to; it may be kept and
    used again while that holds.
    Source: Gumbel tail for scan statistics: Abrams, Kulldorff & Kleinman, International Journal of
    Health Geographics 9:61 (2010). Limits: the farther beyond the simulated looks, the rougher.
    """

    scores: np.ndarray
    location: float
    scale: float
    seen_again: float = 1.0
    key: str = ""

    def chance(self, score: float) -> float:
        """The chance that a look at which nothing happened has a score as high or higher.

        By rank where at least 20 simulated looks were as high, else by the fitted tail.
        """
        higher = self.scores.size - int(np.searchsorted(self.scores, score, side="left"))
        ranked = (higher + 1) / (self.scores.size + 1)
        if higher >= RANKED_AT_LEAST or self.scale <= 0:
            return float(round_significant(ranked))
        fitted = -math.expm1(-math.exp(-(score - self.location) / self.scale))
        # Where rank and tail meet, the tail never says more often than the rank next below.
        return float(round_significant(min(fitted, (RANKED_AT_LEAST + 1) / (self.scores.size + 1))))

    def rank_chance(self, score: float) -> float:
        """By rank alone: never below 1 / (looks + 1), as SaTScan prints it."""
        higher = self.scores.size - int(np.searchsorted(self.scores, score, side="left"))
        return (higher + 1) / (self.scores.size + 1)

    def years_between(self, score: float, looks_per_year: float) -> float:
        """Recurrence interval: years of looking until chance alone shows a score as high."""
        looks = self.seen_again / max(self.chance(score), 1e-300)
        return float(round_significant(looks / looks_per_year))


def fit_look_null(scores: np.ndarray, *, seen_again: float = 1.0, key: str = "") -> LookNull:
    """A null distribution from scores of looks at which nothing happened (vector, any order).

    The Gumbel distribution is fitted by maximum likelihood to the upper half, the lower half being
    told only as "below the median": the tail decides, not the bulk.
    """
    scores = np.sort(round_significant(np.asarray(scores, dtype=float)))
    if scores.size < RANKED_AT_LEAST:
        raise WatchSettingWrong(
            f"{scores.size} simulated looks; at least {RANKED_AT_LEAST} are needed.",
            advice="Set more replicas: 99 to try, 999 to rely on.",
        )
    location, scale = _fit_upper_half(scores)
    return LookNull(scores, location, scale, float(round_significant(seen_again)), key)


def _fit_upper_half(scores: np.ndarray) -> tuple[float, float]:
    """Maximum likelihood with the lower half censored; (median, 0) where scores hardly differ."""
    cut = float(np.median(scores))
    upper, below = scores[scores > cut], int((scores <= cut).sum())
    spread = float(scores.std()) * math.sqrt(6) / math.pi
    if upper.size < RANKED_AT_LEAST // 2 or spread < 1e-9:
        return cut, 0.0
    from scipy.optimize import minimize

    def cost(at: np.ndarray) -> float:
        location, scale = at[0], math.exp(at[1])
        z = (upper - location) / scale
        told = (z + np.exp(-z)).sum() + upper.size * at[1]
        return float(told + below * math.exp(min(-(cut - location) / scale, 50.0)))

    start = np.array([float(scores.mean()) - EULER * spread, math.log(spread)])
    found = minimize(cost, start, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-9})
    return float(round_significant(found.x[0], 6)), float(
        round_significant(math.exp(found.x[1]), 6)
    )
