"""Candidate priorities on harm, likelihood and capacity: scored, ranked, and how firmly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from safercity.evidence.findings import Caption, Statement, Table, draw_intervals, say_all
from safercity.evidence.findings.firmness import word_for
from safercity.evidence.priorities.candidates import Candidates
from safercity.evidence.priorities.describing import (
    BAND_ENDS,
    RankedCandidate,
    describe_ranked,
    leave_unranked,
    scale_figures,
)
from safercity.evidence.priorities.errors import ScoresRefused
from safercity.evidence.priorities.matrix import PriorityMatrix
from safercity.evidence.priorities.sampling import Figures, Sampling, sample_ranks
from safercity.evidence.priorities.sensitivity import Turn, find_turns
from safercity.evidence.priorities.telling import (
    state_limits,
    state_ranking,
    tabulate_ranking,
)
from safercity.evidence.priorities.words import MESSAGES
from safercity.evidence.runs import Run
from safercity.evidence.statistics import round_significant
from safercity.evidence.taxonomy.priorities import Criterion


@dataclass(frozen=True)
class PriorityRules:
    """`sampling` of weights; with less than `least_known` of the weight known none is ranked."""

    sampling: Sampling = field(default_factory=Sampling)
    least_known: float = 0.5


@dataclass(frozen=True)
class PriorityRanking:
    """Candidates in order of rank, then those of whom too little is known.

    `firmness`: the word for the top's place, None with fewer than two ranked. `turns`: which weight
    would change the top. `unasked`: criteria known of nobody, left out.
    """

    candidates: tuple[RankedCandidate, ...]
    criteria: tuple[Criterion, ...]
    weights: Mapping[str, float]
    unasked: tuple[str, ...]
    firmness: str | None
    turns: tuple[Turn, ...]
    titles: Mapping[str, str]
    settings: PriorityRules
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES, titles=self.titles)

    def table(self) -> Table:
        """A row for each candidate: rank, score, groups, each criterion."""
        return tabulate_ranking(self)

    def matrix(self) -> PriorityMatrix:
        """Harm by likelihood, each cell with its candidates and the capacity to act on them."""
        return PriorityMatrix(self.candidates, self.titles, {"bands": dict(BAND_ENDS)})

    def chart(self) -> dict[str, Any]:
        """Ranks with their intervals."""
        rows = [
            {"name": self.titles.get(one.id, one.id), "rank": one.rank,
             "low": one.rank_low, "high": one.rank_high}
            for one in self.candidates
            if one.rank is not None
        ]  # fmt: skip
        told = "Rank of each candidate, 1 the highest, with its likely range under other weights."
        caption = Caption("Candidate priorities, and how firm their order is", told)
        return draw_intervals(rows, caption, name="name", value="rank")


def rank_priorities(
    candidates: Candidates,
    criteria: Sequence[Criterion],
    *,
    run: Run,
    rules: PriorityRules | None = None,
) -> PriorityRanking:
    """Score candidates by the weighted mean of their criteria, and say how firm the order is.

    A missing criterion is left out of a candidate's mean, never taken as zero. Ranks come with an
    interval under sampled weights and figures (`sample_ranks`). Source: docs/explanation/
    priorities.md. Limits: a score compares candidates with each other, and measures nothing alone.
    Errors: `ScoresRefused`, `LabelsDiffer`, `Interrupted`.
    """
    rules = rules or PriorityRules()
    values, low, high = candidates.by(criteria)
    asked = ~np.isnan(values).all(axis=0) & np.array([one.weight > 0 for one in criteria], bool)
    if not values.size or not asked.any():
        raise ScoresRefused("No figure of any candidate is known by a criterion with weight.")
    kept = tuple(one for one, is_asked in zip(criteria, asked, strict=True) if is_asked)
    unasked = tuple(one.id for one, used in zip(criteria, asked, strict=True) if not used)
    weights = np.array([one.weight for one in kept], dtype=float)
    weights = weights / weights.sum()
    values, low, high = values[:, asked], low[:, asked], high[:, asked]
    known_share = round_significant((~np.isnan(values) * weights).sum(axis=1))
    enough = known_share >= rules.least_known
    figures = Figures(values[enough], low[enough], high[enough])
    labels = tuple(str(label) for label in candidates.values.rows)
    names = tuple(labels[i] for i in np.flatnonzero(enough))
    ranked, turns, top = _rank(names, figures, kept=kept, rules=rules, run=run)
    others = tuple(
        leave_unranked(labels[i], float(known_share[i]), missing=missing)
        for i in np.flatnonzero(~enough)
        for missing in [tuple(one.id for k, one in enumerate(kept) if np.isnan(values[i, k]))]
    )
    ranking = PriorityRanking(
        candidates=ranked + others,
        criteria=kept,
        weights={one.id: float(round_significant(w)) for one, w in zip(kept, weights, strict=True)},
        unasked=unasked,
        firmness=None if top is None else word_for(top),
        turns=turns,
        titles={**{one.id: one.title["en"] for one in criteria}, **candidates.titles},
        settings=rules,
    )
    return replace(ranking, statements=state_ranking(ranking), limits=state_limits(ranking))


def _rank(
    names: tuple[str, ...],
    figures: Figures,
    *,
    kept: tuple[Criterion, ...],
    rules: PriorityRules,
    run: Run,
) -> tuple[tuple[RankedCandidate, ...], tuple[Turn, ...], float | None]:
    """The ranked candidates in order, what would change the top, how often the top is first."""
    if not names:
        return (), (), None
    scaled = scale_figures(figures.values, kept)
    firmness = sample_ranks(figures, kept, sampling=rules.sampling, run=run)
    described = describe_ranked(names, scaled, criteria=kept, firmness=firmness)
    if len(names) < 2:
        return described, (), None
    return described, find_turns(scaled, kept, names=names), described[0].is_top
