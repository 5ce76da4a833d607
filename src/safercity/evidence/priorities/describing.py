"""One candidate as ranked: score, bounds, place in the matrix, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from safercity.evidence.priorities.sampling import Firmness
from safercity.evidence.priorities.scales import bring_to_scale, rank_from_top, weigh
from safercity.evidence.statistics import round_significant
from safercity.evidence.taxonomy.priorities import GROUPS, Criterion

BANDS = ((1 / 3, "low"), (2 / 3, "middle"), (np.inf, "high"))
NOT_KNOWN = "not known"
BAND_ENDS = {name: min(end, 1.0) for end, name in BANDS}
"""Up to where each band of a score from 0 to 1 goes."""


@dataclass(frozen=True)
class RankedCandidate:
    """`score` over what is known, 0 to 1; `least` and `most` if all that is missing were 0 or 1.

    `rank` 1 the highest, with its interval; None where too little is known. `groups`: harm,
    likelihood and capacity, 0 to 1 or None, and `bands` in words. `scaled`: each criterion, 0 to 1.
    """

    id: str
    score: float | None
    least: float
    most: float
    known_share: float
    rank: float | None
    rank_low: int | None
    rank_high: int | None
    among_first: float | None
    is_top: float | None
    groups: Mapping[str, float | None]
    bands: Mapping[str, str]
    scaled: Mapping[str, float | None]
    missing: tuple[str, ...]


def scale_figures(values: np.ndarray, criteria: Sequence[Criterion]) -> np.ndarray:
    """Figures (n, k) as 0 to 1, criterion by criterion."""
    columns = [bring_to_scale(values[:, k], one.scale) for k, one in enumerate(criteria)]
    return np.stack(columns, axis=1)


def describe_ranked(
    names: Sequence[str],
    scaled: np.ndarray,
    *,
    criteria: Sequence[Criterion],
    firmness: Firmness,
) -> tuple[RankedCandidate, ...]:
    """The candidates in order of rank; equal ones by label."""
    weights = np.array([one.weight for one in criteria], dtype=float)
    scores, ranks = weigh(scaled, weights), rank_from_top(weigh(scaled, weights))
    least, most = (weigh(np.where(np.isnan(scaled), end, scaled), weights) for end in (0.0, 1.0))
    known = round_significant((~np.isnan(scaled) * weights).sum(axis=1) / weights.sum())
    found = []
    for i in sorted(range(len(names)), key=lambda row: (ranks[row], names[row])):
        groups = {group: _score_group(scaled[i], criteria, group=group) for group in GROUPS}
        by_criterion = dict(zip((one.id for one in criteria), scaled[i].tolist(), strict=True))
        found.append(
            RankedCandidate(
                id=names[i],
                score=float(scores[i]),
                least=float(least[i]),
                most=float(most[i]),
                known_share=float(known[i]),
                rank=float(ranks[i]),
                rank_low=int(firmness.low[i]),
                rank_high=int(firmness.high[i]),
                among_first=float(firmness.among_first[i]),
                is_top=float(firmness.is_top[i]),
                groups=groups,
                bands={group: name_band(score) for group, score in groups.items()},
                scaled={name: None if one != one else one for name, one in by_criterion.items()},
                missing=tuple(name for name, one in by_criterion.items() if one != one),
            )
        )
    return tuple(found)


def leave_unranked(name: str, known_share: float, *, missing: tuple[str, ...]) -> RankedCandidate:
    """A candidate of whom too little is known: no score, no rank, anything possible."""
    nothing = dict.fromkeys(GROUPS)
    return RankedCandidate(
        id=name,
        score=None,
        least=0.0,
        most=1.0,
        known_share=known_share,
        rank=None,
        rank_low=None,
        rank_high=None,
        among_first=None,
        is_top=None,
        groups=nothing,
        bands=dict.fromkeys(GROUPS, NOT_KNOWN),
        scaled={},
        missing=missing,
    )


def name_band(score: float | None) -> str:
    """Low below a third, middle below two thirds, else high."""
    if score is None:
        return NOT_KNOWN
    return next(name for end, name in BANDS if score < end)


def _score_group(scaled: np.ndarray, criteria: Sequence[Criterion], *, group: str) -> float | None:
    weights = np.array([one.weight * (one.group == group) for one in criteria])
    score = float(weigh(scaled, weights))
    return None if score != score else score
