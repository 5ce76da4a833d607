"""The order of the list, with an interval for every position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True)
class Terms:
    """On what terms places are ordered: the agencies `able` to see lasting demand, how many of
    them are needed, and the settings."""

    able: tuple[str, ...]
    need: int
    settings: PlaceSettings

    def scored_by(self, place: Confirmed) -> tuple[tuple[str, ...], int]:
        """The agencies a place is scored by, and how many of those must see it: those that see
        it, all of them, in the parts of few and single agencies; elsewhere all that are able."""
        if place.class_ in (FEW, SINGLE):
            return place.agencies, len(place.agencies)
        return self.able, 1 if place.class_ == UNDETERMINED else self.need


def order_places(
    confirmed: Sequence[Confirmed], contest: Contest, *, terms: Terms
) -> list[tuple[Confirmed, Position]]:
    """Places with their positions, in order. Contender i of the contest is place i. Ties are
    broken by the place's first unit."""
    ordered: list[tuple[Confirmed, Position]] = []
    for part in PARTS:
        members = {
            at: terms.scored_by(place) for at, place in enumerate(confirmed) if place.class_ in part
        }
        if members:
            ordered += _order_part(
                confirmed, contest, members=members, after=len(ordered), terms=terms
            )
    return ordered


Members = Mapping[int, tuple[tuple[str, ...], int]]


def _order_part(
    confirmed: Sequence[Confirmed],
    contest: Contest,
    *,
    members: Members,
    after: int,
    terms: Terms,
) -> list[tuple[Confirmed, Position]]:
    listed = terms.settings.listed
    score, drawn, stability = _score_members(contest, members, listed=listed)
    low, high = _rank_limits(drawn, level=terms.settings.rank_level)
    places = [confirmed[member] for member in members]
    order = sorted(range(len(places)), key=lambda at: (-score[at], places[at].units))
    ordered = []
    for rank, at in enumerate(order, start=1):
        position = Position(
            rank=after + rank,
            low=after + min(rank, int(low[at])),
            high=after + max(rank, int(high[at])),
            score=float(score[at]),
            stability=float(round_significant(stability[at])),
        )
        ordered.append((places[at], position))
    return ordered


def _score_members(
    contest: Contest, members: Members, *, listed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    score, stability = np.zeros(len(members)), np.zeros(len(members))
    drawn = np.zeros((len(contest.draws), len(members)))
    keys = list(members)
    for agencies, need in sorted(set(members.values())):
        at = [index for index, key in enumerate(keys) if members[key] == (agencies, need)]
        chosen = [keys[index] for index in at]
        stays = share_of_weightings(contest, agencies, need=need, listed=listed)
        score[at] = score_groups(contest, agencies)[chosen]
        drawn[:, at] = draw_scores(contest, agencies, chosen=chosen)
        stability[at] = stays[chosen]
    return score, drawn, stability


def _rank_limits(drawn: np.ndarray, *, level: float) -> tuple[np.ndarray, np.ndarray]:
    ranks = rank_down(round_significant(drawn))
    tail = (1 - level) / 2
    low, high = np.quantile(ranks, [tail, 1 - tail], axis=0, method="nearest")
    return low, high
