"""One vector of values, judged: Gi*, its p-values, and which places are hot or cold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.places.hot_spots.exact import exact_tails, is_exact_possible
from safercity.evidence.places.hot_spots.gi_star import (
    GiStar,
    Tails,
    calculate_gi_star,
    normal_tails,
)
from safercity.evidence.places.hot_spots.neighbourhoods import Neighbourhoods
from safercity.evidence.places.hot_spots.permuted import permuted_tails
from safercity.evidence.places.hot_spots.settings import HotSpotSettings
from safercity.evidence.runs import Run
from safercity.evidence.statistics import adjust_for_false_discovery, round_significant

HOT, COLD, NEITHER, UNTESTED = 1, -1, 0, -9
PURPOSE = 310


@dataclass(frozen=True)
class Judged:
    """n places. `gi`: the statistic and sums; `p`, `q`: unadjusted and adjusted, NaN where not
    tested; `states`: HOT, COLD, NEITHER or UNTESTED; `method`: how p was found in the end."""

    gi: GiStar
    p: np.ndarray
    q: np.ndarray
    states: np.ndarray
    method: str


def judge_values(
    values: np.ndarray, near: Neighbourhoods, *, settings: HotSpotSettings, run: Run, part: int = 0
) -> Judged:
    """Test every place with neighbours. `part` numbers the draws of one call among several."""
    gi = calculate_gi_star(values, near)
    known = values[~np.isnan(values)]
    if known.size == 0 or (known == known[0]).all():  # nothing varies: nothing can be tested
        nothing = np.full(len(values), np.nan)
        return Judged(gi, nothing, nothing, np.full(len(values), UNTESTED), "none")
    method = settings.method
    if method == "exact" and not is_exact_possible(values, near):
        method = "permutation"
    if method == "exact":
        tails = exact_tails(values, near)
    elif method == "permutation":
        draws, number = run.generator(PURPOSE, part), settings.permutations
        tails = permuted_tails(values, near, draws=draws, permutations=number)
    else:
        tails = normal_tails(gi)
    p = _combine(tails, side=settings.side)
    q = p if settings.false_discovery is None else adjust_for_false_discovery(p)
    return Judged(gi, p, q, _decide(tails, q, settings=settings), method)


def _combine(tails: Tails, *, side: str) -> np.ndarray:
    """One p a place; of both sides twice the smaller tail."""
    if side == "high":
        return round_significant(tails.more)
    return round_significant(np.minimum(1.0, 2 * np.minimum(tails.more, tails.less)))


def _decide(tails: Tails, q: np.ndarray, *, settings: HotSpotSettings) -> np.ndarray:
    wanted = settings.level if settings.false_discovery is None else settings.false_discovery
    called = q <= wanted  # NaN is not
    high = round_significant(tails.more) < round_significant(tails.less)
    states = np.where(called & high, HOT, NEITHER)
    if settings.side == "both":
        states = np.where(called & ~high, COLD, states)
    return np.where(np.isnan(q), UNTESTED, states)
