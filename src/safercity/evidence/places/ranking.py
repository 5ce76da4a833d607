"""Places ranked with agencies in balance, how far the ranks can be trusted, and how stable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safercity.evidence.overlay import AgencyView, PlaceSettings
from safercity.evidence.runs import Run
from safercity.evidence.statistics import (
    GammaPrior,
    fit_gamma_prior,
    rank_down,
    rank_shares,
    round_significant,
)

RATES, WEIGHTS = 201, 202  # purposes of the seeded generators
ROUNDING = 1e-12


@dataclass(frozen=True)
class Contender:
    """Units (positions) that compete for a place in the list, and the quarters (Q booleans) in
    which their demand must show: those that define their class."""

    units: tuple[int, ...]
    quarters: np.ndarray


@dataclass(frozen=True)
class Contest:
    """C contenders within each of A agencies.

    `mean`: shares of rank by posterior mean, (A, C). `draws`: the same in each of D draws from
    the posterior, (D, A, C). `seen`: whether the agency's rate is high there in each draw,
    (D, A, C). `weights`: weightings of the agencies, (W, A).
    """

    agencies: tuple[str, ...]
    mean: np.ndarray
    draws: np.ndarray
    seen: np.ndarray
    weights: np.ndarray


def hold_contest(
    views: Sequence[AgencyView],
    contenders: Sequence[Contender],
    *,
    window: np.ndarray,
    settings: PlaceSettings,
    run: Run,
) -> Contest:
    """Rank groups of units within each agency by excess demand over `window` (Q booleans).

    Excess = (rate ratio - 1) x expected: how many more records than at the agency's typical
    rate. Rate ratios are drawn from their gamma posteriors, with the agency's own prior.
    """
    generator, rows, drawn, seen = run.generator(RATES), [], [], []
    number = settings.rank_draws
    for done, view in enumerate(views):
        run.step("ranking", done, len(views))
        prior = _prior(view, window)
        lasting = _posterior(
            view, prior=prior, stretches=[(one.units, window) for one in contenders]
        )
        rows.append(rank_shares(lasting.mean_excess()))
        excess = lasting.draw_excess(generator, number)
        drawn.append(_shares_of_draws(excess))
        own = _posterior(
            view, prior=prior, stretches=[(one.units, one.quarters) for one in contenders]
        )
        seen.append(own.draw_ratio(generator, number) >= settings.ratio_at_least)
    evenness, many = settings.weighting_evenness, (settings.weightings, len(views))
    weights = run.generator(WEIGHTS).standard_gamma(evenness, size=many)
    return Contest(
        agencies=tuple(view.agency for view in views),
        mean=np.array(rows),
        draws=np.stack(drawn, axis=1),
        seen=np.stack(seen, axis=1),
        weights=weights,
    )


def score_groups(contest: Contest, agencies: Sequence[str]) -> np.ndarray:
    """Balanced score of every contender: mean share of rank over these agencies, (C,)."""
    return round_significant(contest.mean[_rows(contest, agencies)].mean(axis=0))


def draw_scores(contest: Contest, agencies: Sequence[str], *, chosen: Sequence[int]) -> np.ndarray:
    """The same in every draw, for the chosen contenders, (D, chosen)."""
    draws = contest.draws[:, :, list(chosen)][:, _rows(contest, agencies)]
    return draws.mean(axis=1, dtype=np.float64)


def share_of_weightings(
    contest: Contest, agencies: Sequence[str], *, need: int, listed: int
) -> np.ndarray:
    """Share of the weightings in which a contender stays in the list, (C,).

    Each weighting (Dirichlet, `weighting_evenness` for each of `agencies`) meets one draw of the
    rates. A contender stays if the agencies that see it weigh more than `need` - 1 agencies would
    in an equal weighting, and its weighted score is among the first `listed` of those.
    """
    rows = _rows(contest, agencies)
    weights = contest.weights[:, rows]
    weights = weights / weights.sum(axis=1, keepdims=True)
    draw = np.arange(len(weights)) % len(contest.draws)
    scores = np.zeros((len(weights), contest.mean.shape[1]))
    behind = np.zeros(scores.shape)
    for column, row in enumerate(rows):
        scores += weights[:, column, None] * contest.draws[draw, row]
        behind += weights[:, column, None] * contest.seen[draw, row]
    stays = behind > (need - 1) / len(rows) + ROUNDING
    scores = np.where(stays, scores, -1.0)
    bar = -np.sort(-scores, axis=1)[:, min(listed, scores.shape[1]) - 1]
    return (stays & (scores >= bar[:, None])).mean(axis=0)


@dataclass(frozen=True)
class _Posterior:
    """Gamma posteriors of the rate ratios of contenders: shape, rate, expected counts, (C,)."""

    shape: np.ndarray
    rate: np.ndarray
    expected: np.ndarray

    def mean_excess(self) -> np.ndarray:
        return (self.shape / self.rate - 1) * self.expected

    def draw_ratio(self, generator: np.random.Generator, number: int) -> np.ndarray:
        drawn = generator.standard_gamma(self.shape, size=(number, len(self.shape)))
        # Not rounded: draws are random already, and no two are equal.
        return drawn / self.rate

    def draw_excess(self, generator: np.random.Generator, number: int) -> np.ndarray:
        return (self.draw_ratio(generator, number) - 1) * self.expected


def _shares_of_draws(excess: np.ndarray) -> np.ndarray:
    shares = (excess.shape[1] + 0.5 - rank_down(excess)) / max(1, excess.shape[1])
    return shares.astype(np.float32)


def _prior(view: AgencyView, window: np.ndarray) -> GammaPrior:
    kept = window & view.present
    prior = fit_gamma_prior(view.counts[:, kept].sum(axis=1), view.expected[:, kept].sum(axis=1))
    return prior if np.isfinite(prior.rate) else GammaPrior(0.5, 0.5)


def _posterior(
    view: AgencyView,
    *,
    prior: GammaPrior,
    stretches: Sequence[tuple[tuple[int, ...], np.ndarray]],
) -> _Posterior:
    counts, expected = np.zeros(len(stretches)), np.zeros(len(stretches))
    for at, (units, quarters) in enumerate(stretches):
        kept = quarters & view.present
        counts[at] = view.counts[list(units)][:, kept].sum()
        expected[at] = view.expected[list(units)][:, kept].sum()
    expected = round_significant(expected)
    return _Posterior(prior.shape + counts, prior.rate + expected, expected)


def _rows(contest: Contest, agencies: Sequence[str]) -> list[int]:
    return [contest.agencies.index(agency) for agency in agencies]
