"""Made-up cities in which the effect is known; benchmarks use them too.

120 units over five years. Units differ as residents do (gamma), the year has a season, every unit
drifts by itself from year to year, and months scatter more than chance (negative binomial).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.effects import Effect, EffectRequest, Intervention, measure_effect
from safercity.evidence.findings import Basis
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.types import month_labels, month_number

MONTHS = month_labels(month_number("2019-01"), month_number("2023-12"))
START, AT = "2022-07", 42
LABELS = tuple(f"area {i}" for i in range(120))
CHOSEN = slice(AT - 12, AT)
"""The months in which the place that is chosen for being high was high."""


HOW = ("random", "highest", "risen", "ever")


@dataclass(frozen=True)
class City:
    """`mean`: expected incidents (units, months); `scatter`: months' own variance beyond chance."""

    mean: np.ndarray
    scatter: float = 0.1

    def draw(self, rng: np.random.Generator) -> np.ndarray:
        """Counts: negative binomial with variance mean + scatter mean^2."""
        return rng.poisson(self.mean * rng.gamma(1 / self.scatter, self.scatter, self.mean.shape))


def make_city(rng: np.random.Generator, *, units: int = len(LABELS)) -> City:
    residents = rng.gamma(2.0, 1.0, units) + 0.3
    season = 1 + 0.2 * np.sin(2 * np.pi * np.arange(len(MONTHS)) / 12)
    years = np.repeat(rng.gamma(50, 1 / 50, (units, len(MONTHS) // 12)), 12, axis=1)
    trend = np.exp(-0.05 * np.arange(len(MONTHS)) / 12)
    return City(4.0 * residents[:, None] * season * trend * years)


def choose_place(counts: np.ndarray, rng: np.random.Generator, *, how: str) -> int:
    """ "highest": by the last twelve months; "risen": furthest above its own earlier mean then (of
    those with some demand); "ever": by every month before; "random": of the higher half."""
    recent, early = counts[:, CHOSEN].mean(axis=1), counts[:, : AT - 12].mean(axis=1)
    if how == "highest":
        return int(np.argmax(recent))
    if how == "risen":
        return int(np.argmax(np.where(early >= np.median(early), recent / early, 0)))
    if how == "ever":
        return int(np.argmax(counts[:, :AT].sum(axis=1)))
    return int(rng.choice(np.flatnonzero(early >= np.median(early))))


def measure_planted(
    seed: int, *, how: str, effect: float = 1.0, is_told: bool = True, all_before: bool = False
) -> Effect:
    """One city, one place chosen `how`, `effect` on it from START; is the choice told to us?

    `all_before`: the place was chosen by every month before, and we are told so.
    """
    rng = np.random.default_rng([36, HOW.index(how), is_told, all_before, seed])
    city = make_city(rng)
    counts = city.draw(rng)
    place = choose_place(counts, rng, how=how)
    city.mean[place, AT:] *= effect
    counts[place, AT:] = city.draw(rng)[place, AT:]
    first = MONTHS[0] if all_before else MONTHS[CHOSEN.start]
    told = (first, MONTHS[AT - 1]) if is_told else (None, None)
    intervention = Intervention(LABELS[place], START, None, None, *told)
    request = EffectRequest(intervention, (LABELS[place],))
    basis = Basis(sources=("made-up",))
    return measure_effect(Matrix(counts, LABELS, MONTHS), request, basis=basis, run=Run())
