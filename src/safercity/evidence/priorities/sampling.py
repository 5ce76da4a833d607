"""How firm a ranking is: again and again under other weights, and other figures where unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safercity.evidence.priorities.scales import bring_to_scale, rank_from_top
from safercity.evidence.runs import Run
from safercity.evidence.statistics import round_significant
from safercity.evidence.taxonomy.priorities import Criterion

PURPOSE = 801
CHUNK = 200
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True)
class Sampling:
    """`weightings` draws; weights are Dirichlet about the stated ones, with `weight_certainty` as
    their sum of parameters (the higher, the closer). `first`: how many places are of interest."""

    weightings: int = 2000
    weight_certainty: float = 40.0
    first: int = 5
    level: float = 0.90


@dataclass(frozen=True)
class Firmness:
    """Per candidate, (n,): rank interval, the share of draws in which it is among the first, and
    in which it is the very first (ties shared)."""

    low: np.ndarray
    high: np.ndarray
    among_first: np.ndarray
    is_top: np.ndarray


@dataclass(frozen=True)
class Figures:
    """Figures with the ends of their intervals, (n, k) each, NaN where not known."""

    values: np.ndarray
    low: np.ndarray
    high: np.ndarray


def sample_ranks(
    figures: Figures, criteria: Sequence[Criterion], *, sampling: Sampling, run: Run
) -> Firmness:
    """Rank the candidates under sampled weights and figures.

    A figure with an interval is drawn from a normal whose halves fit it; one that is not known may
    be anything, 0 to 1, so what is missing widens the interval and pulls to neither side.
    Source: Butler, Jia & Dyer, European J. Operational Research 103 (1997); Lahdelma & Salminen,
    Operations Research 49 (2001). Errors: `Interrupted`.
    """
    draws = run.generator(PURPOSE)
    stated = np.array([one.weight for one in criteria])
    shape = sampling.weight_certainty * stated / stated.sum()
    ranks = []
    for done in range(0, sampling.weightings, CHUNK):
        run.step("weightings", done, sampling.weightings)
        number = min(CHUNK, sampling.weightings - done)
        gamma = draws.standard_gamma(shape, size=(number, shape.size))
        weights = gamma / gamma.sum(axis=1, keepdims=True)
        scaled = _draw_scaled(figures, criteria, number=number, draws=draws)
        ranks.append(rank_from_top((scaled * weights[:, None, :]).sum(axis=-1)))
    return _summarise(np.concatenate(ranks), sampling)


def _draw_scaled(
    figures: Figures, criteria: Sequence[Criterion], *, number: int, draws: np.random.Generator
) -> np.ndarray:
    """(draws, candidates, criteria), 0 to 1."""
    z = draws.standard_normal((number, *figures.values.shape))
    anything = draws.random(z.shape)
    side = np.where(z > 0, figures.high - figures.values, figures.values - figures.low)
    drawn = figures.values + z * side / NORMAL_95
    scaled = np.stack(
        [bring_to_scale(drawn[..., k], one.scale) for k, one in enumerate(criteria)], axis=-1
    )
    return np.where(np.isnan(scaled), anything, scaled)


def _summarise(ranks: np.ndarray, sampling: Sampling) -> Firmness:
    tail = (1 - sampling.level) / 2
    low, high = np.quantile(ranks, [tail, 1 - tail], axis=0, method="nearest")
    best = ranks == ranks.min(axis=1, keepdims=True)
    return Firmness(
        low=np.floor(low).astype(int),
        high=np.ceil(high).astype(int),
        among_first=round_significant((ranks <= sampling.first).mean(axis=0)),
        is_top=round_significant((best / best.sum(axis=1, keepdims=True)).mean(axis=0)),
    )
