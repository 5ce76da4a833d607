"""Several measures of the same areas: rates of counts, smoothed, and scores as they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.profile.checks import check_labels, read_counts
from safercity.evidence.profile.errors import ComparisonUnusable, CountsUnusable
from safercity.evidence.statistics import (
    GammaPrior,
    fit_gamma_prior,
    rank_down,
    rank_shares,
    round_significant,
    smooth_rates,
)

METHOD = "A profile of risk"
FEWEST_AREAS = 5


@dataclass(frozen=True)
class RiskMeasure:
    """One measure of areas. With `exposure` (n,) `values` (n,) are counts, and what is ranked is
    their smoothed rate; without it they are a score (deprivation, share of young people), ranked as
    it is. NaN is missing. `high_is_worse`: whether more of it is more risk. `agency`: who sent it.
    `title`: what people call it ("": its id).
    """

    id: str
    values: np.ndarray
    exposure: np.ndarray | None = None
    high_is_worse: bool = True
    agency: str = ""
    title: str = ""


@dataclass(frozen=True)
class AreaMeasures:
    """Areas with their measures: `labels` (n,) and at least two measures."""

    labels: tuple[str, ...]
    measures: tuple[RiskMeasure, ...]


@dataclass(frozen=True)
class ReadMeasure:
    """A measure read: whether each area is `known` (n,), its `figures` (known,) with high as worse,
    and what rates are drawn from: `shape` and `rate` of each area's gamma, None for a score."""

    id: str
    known: np.ndarray
    figures: np.ndarray
    shape: np.ndarray | None = None
    rate: np.ndarray | None = None
    turned: bool = False

    @property
    def shares(self) -> np.ndarray:
        """How far up each known area stands, 0 to 1, 1 the worst; mid-ranks for ties."""
        return rank_shares(self.figures)

    def mark_worst(self, part: float) -> np.ndarray:
        """Whether each known area is in the worst `part`."""
        return self.shares > round_significant(1 - part)

    def try_worst(self, draws: np.random.Generator, *, part: float, number: int) -> np.ndarray:
        """The same with figures as they may as well be (number, known); a score is certain."""
        if self.shape is None or self.rate is None:
            return np.broadcast_to(self.mark_worst(part), (number, len(self.figures)))
        drawn = draws.standard_gamma(self.shape, size=(number, len(self.shape))) / self.rate
        ranks = rank_down(round_significant(-drawn if self.turned else drawn))
        return ranks - 0.5 < round_significant(part * len(self.figures))


def read_measures(areas: AreaMeasures) -> tuple[ReadMeasure, ...]:
    """Errors: `CountsUnusable`; `ComparisonUnusable`, for one measure, or too few areas to rank."""
    if len(areas.measures) < 2:
        raise ComparisonUnusable(
            f"{METHOD}: {len(areas.measures)} measure cannot meet another.",
            advice="Give at least two measures of the same areas.",
        )
    check_labels(
        tuple(one.id for one in areas.measures), np.empty(len(areas.measures)), what=METHOD
    )
    return tuple(_read(areas, one) for one in areas.measures)


def _read(areas: AreaMeasures, measure: RiskMeasure) -> ReadMeasure:
    what = f"{METHOD}, {measure.id}"
    values = np.asarray(measure.values, dtype=float)
    check_labels(areas.labels, values, what=what)
    if measure.exposure is None:
        return _read_score(values, measure, what=what)
    counts, exposure = read_counts(values, what=what), read_counts(measure.exposure, what=what)
    if exposure.shape != counts.shape:
        raise CountsUnusable(f"{what}: {exposure.size} denominators for {counts.size} counts.")
    known = ~np.isnan(counts) & (exposure > 0)
    _require(known, what=what)
    counts, exposure = counts[known], exposure[known]
    prior = fit_gamma_prior(counts, exposure)
    figures = smooth_rates(counts, exposure, prior=prior)
    shape, rate = _posterior(counts, exposure, prior=prior)
    sign = 1 if measure.high_is_worse else -1
    return ReadMeasure(measure.id, known, sign * figures, shape, rate, turned=sign < 0)


def _read_score(values: np.ndarray, measure: RiskMeasure, *, what: str) -> ReadMeasure:
    if np.isinf(values).any():
        raise CountsUnusable(f"{what}: a score is infinite.")
    known = ~np.isnan(values)
    _require(known, what=what)
    sign = 1 if measure.high_is_worse else -1
    return ReadMeasure(measure.id, known, round_significant(sign * values[known]))


def _posterior(
    counts: np.ndarray, exposure: np.ndarray, *, prior: GammaPrior
) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Shape and rate of each area's gamma; None where nothing was recorded anywhere."""
    if not np.isfinite(prior.rate):
        return None, None
    return prior.shape + counts, prior.rate + exposure


def _require(known: np.ndarray, *, what: str) -> None:
    if known.sum() < FEWEST_AREAS:
        raise ComparisonUnusable(
            f"{what}: {int(known.sum())} areas have a figure; {FEWEST_AREAS} are needed."
        )
