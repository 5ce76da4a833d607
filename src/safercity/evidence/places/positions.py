"""The order of the list, with an interval for every position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safercity.evidence.overlay import PlaceSettings
from safercity.evidence.places.classes import (
    EMERGING,
    FEW,
    FORMER,
    PERSISTENT,
    SEASONAL,
    SINGLE,
    UNDETERMINED,
)
from safercity.evidence.places.confirming import Confirmed
from safercity.evidence.places.ranking import (
    Contest,
    draw_scores,
    score_groups,
    share_of_weightings,
)
from safercity.evidence.statistics import rank_down, round_significant

# Parts of the list, in order; ranks run on from one to the next.
PARTS = ((PERSISTENT,), (SEASONAL, EMERGING), (UNDETERMINED,), (FEW,), (SINGLE,), (FORMER,))


@dataclass(frozen=True)
class Position:
    """Where a place stands: rank from the top of the list, its interval, score and stability."""

    rank: int
    low: int
    high: int
    score: float
    stability: float


def order_places(
    confirmed: Sequence[Confirmed],
    contest: Contest,
    *,
    able: Sequence[str],
    settings: PlaceSettings,
) -> list[tuple[Confirmed, Position]]:
    """Places with their positions, in order. Contender i of the contest is place i. In the parts
    of few and of single agencies a place is scored by the agencies that see it, elsewhere by all
    in `able`. Ties are broken by the place's first unit."""
    ordered: list[tuple[Confirmed, Position]] = []
    for part in PARTS:
        members = [at for at, place in enumerate(confirmed) if place.class_ in part]
        if members:
            by = {at: _scored_by(confirmed[at], able) for at in members}
            ordered += _order_part(confirmed, contest, by, after=len(ordered), settings=settings)
    return ordered


def _scored_by(place: Confirmed, able: Sequence[str]) -> tuple[str, ...]:
    return place.agencies if place.class_ in (FEW, SINGLE) else tuple(able)


def _order_part(
    confirmed: Sequence[Confirmed],
    contest: Contest,
    by: dict[int, tuple[str, ...]],
    *,
    after: int,
    settings: PlaceSettings,
) -> list[tuple[Confirmed, Position]]:
    members = list(by)
    score, drawn, stability = _score_members(contest, by, listed=settings.listed)
    low, high = _rank_limits(drawn, level=settings.rank_level)
    order = sorted(range(len(members)), key=lambda at: (-score[at], confirmed[members[at]].units))
    ordered = []
    for rank, at in enumerate(order, start=1):
        position = Position(
            rank=after + rank,
            low=after + min(rank, int(low[at])),
            high=after + max(rank, int(high[at])),
            score=float(score[at]),
            stability=float(round_significant(stability[at])),
        )
        ordered.append((confirmed[members[at]], position))
    return ordered


def _score_members(
    contest: Contest, by: dict[int, tuple[str, ...]], *, listed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    members = list(by)
    score, stability = np.zeros(len(members)), np.zeros(len(members))
    drawn = np.zeros((len(contest.draws), len(members)))
    for agencies in sorted(set(by.values())):
        at = [index for index, member in enumerate(members) if by[member] == agencies]
        chosen = [members[index] for index in at]
        score[at] = score_groups(contest, agencies)[chosen]
        drawn[:, at] = draw_scores(contest, agencies)[:, chosen]
        stability[at] = share_of_weightings(contest, agencies, listed=listed)[chosen]
    return score, drawn, stability


def _rank_limits(drawn: np.ndarray, *, level: float) -> tuple[np.ndarray, np.ndarray]:
    ranks = rank_down(round_significant(drawn))
    tail = (1 - level) / 2
    low, high = np.quantile(ranks, [tail, 1 - tail], axis=0, method="nearest")
    return low, high
