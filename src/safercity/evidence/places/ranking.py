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


@dataclass(frozen=True)
class Contest:
    """Shares of rank of C contenders within each of A agencies: by posterior mean (A, C), and in
    each of D draws from the posterior (D, A, C); `weights` of agencies, (W, A), rows sum to 1."""

    agencies: tuple[str, ...]
    mean: np.ndarray
    draws: np.ndarray
    weights: np.ndarray


def hold_contest(
    views: Sequence[AgencyView],
    groups: Sequence[Sequence[int]],
    *,
    window: np.ndarray,
    settings: PlaceSettings,
    run: Run,
) -> Contest:
    """Rank groups of units within each agency by excess demand over `window` (Q booleans).

    Excess = (rate ratio - 1) x expected: how many more records than at the agency's typical
    rate. The rate ratio is drawn from its gamma posterior, with the agency's own prior.
    """
    generator, rows, drawn = run.generator(RATES), [], []
    for done, view in enumerate(views):
        run.step("ranking", done, len(views))
        mean, draws = _draw_excess(
            view, groups, window=window, draws=(generator, settings.rank_draws)
        )
        rows.append(rank_shares(mean))
        drawn.append((len(groups) + 0.5 - rank_down(draws)) / max(1, len(groups)))
    weights = run.generator(WEIGHTS).standard_exponential((settings.weightings, len(views)))
    weights = weights / weights.sum(axis=1, keepdims=True)
    return Contest(
        agencies=tuple(view.agency for view in views),
        mean=np.array(rows),
        draws=np.stack(drawn, axis=1).astype(np.float32),
        weights=weights,
    )


def score_groups(contest: Contest, agencies: Sequence[str]) -> np.ndarray:
    """Balanced score of every contender: mean share of rank over these agencies, (C,)."""
    return round_significant(contest.mean[_rows(contest, agencies)].mean(axis=0))


def draw_scores(contest: Contest, agencies: Sequence[str]) -> np.ndarray:
    """The same in every draw, (D, C)."""
    return contest.draws[:, _rows(contest, agencies)].mean(axis=1, dtype=np.float64)


def share_of_weightings(contest: Contest, agencies: Sequence[str], *, listed: int) -> np.ndarray:
    """Share of the weightings, each with a draw of the rates, in which a contender is among the
    first `listed`, (C,). Weights: uniform on the simplex (Dirichlet, all ones) over `agencies`."""
    rows = _rows(contest, agencies)
    weights = contest.weights[:, rows]
    weights = weights / weights.sum(axis=1, keepdims=True)
    draw = np.arange(len(weights)) % len(contest.draws)
    scores = np.zeros((len(weights), contest.mean.shape[1]))
    for column, row in enumerate(rows):
        scores += weights[:, column, None] * contest.draws[draw, row]
    return (rank_down(round_significant(scores)) <= listed).mean(axis=0)


def _draw_excess(
    view: AgencyView,
    groups: Sequence[Sequence[int]],
    *,
    window: np.ndarray,
    draws: tuple[np.random.Generator, int],
) -> tuple[np.ndarray, np.ndarray]:
    kept = window & view.present
    counts, expected = view.counts[:, kept].sum(axis=1), view.expected[:, kept].sum(axis=1)
    prior = fit_gamma_prior(counts, expected)
    if not np.isfinite(prior.rate):
        prior = GammaPrior(0.5, 0.5)
    own = np.array([counts[list(group)].sum() for group in groups], dtype=float)
    base = round_significant(np.array([expected[list(group)].sum() for group in groups]))
    alpha, beta = prior.shape + own, prior.rate + base
    generator, number = draws
    ratio = generator.standard_gamma(alpha, size=(number, len(groups))) / beta
    return (alpha / beta - 1) * base, round_significant((ratio - 1) * base)


def _rows(contest: Contest, agencies: Sequence[str]) -> list[int]:
    return [contest.agencies.index(agency) for agency in agencies]
