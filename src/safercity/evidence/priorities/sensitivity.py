"""Which weight would change the top, and how far it would have to move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safercity.evidence.priorities.scales import weigh
from safercity.evidence.statistics import round_significant
from safercity.evidence.taxonomy.priorities import Criterion

STEPS = 1000  # weights are tried in tenths of a percentage point


@dataclass(frozen=True)
class Turn:
    """Were `criterion` to count for `needed` (share of all weight) in place of `stated`, `other`
    would come first. The other weights keep their proportions."""

    criterion: str
    stated: float
    needed: float
    other: str

    @property
    def moved(self) -> float:
        """How far the weight would have to move, 0 to 1."""
        return float(round_significant(abs(self.needed - self.stated)))


def find_turns(
    scaled: np.ndarray, criteria: Sequence[Criterion], *, names: Sequence[str]
) -> tuple[Turn, ...]:
    """For each criterion the nearest weight that changes the top, those that move least first.

    `scaled` (n, k), 0 to 1, NaN where not known. A criterion that changes nothing at any weight
    from 0 to all has no turn. Ties go to the name that is first in order.
    """
    stated = np.array([one.weight for one in criteria], dtype=float)
    stated = stated / stated.sum()
    order = sorted(range(len(names)), key=lambda row: names[row])
    now = _find_top(weigh(scaled, stated), order)
    turns = []
    for k, one in enumerate(criteria):
        rest = np.where(np.arange(stated.size) == k, 0.0, stated)
        if rest.sum() <= 0:
            continue
        tried = sorted(range(STEPS + 1), key=lambda step: (abs(step / STEPS - stated[k]), step))
        for step in tried:
            share = step / STEPS
            weights = rest / rest.sum() * (1 - share)
            weights[k] = share
            top = _find_top(weigh(scaled, weights), order)
            if top != now:
                turn = Turn(one.id, float(round_significant(stated[k])), share, names[top])
                turns.append(turn)
                break
    return tuple(sorted(turns, key=lambda turn: (turn.moved, turn.criterion)))


def _find_top(scores: np.ndarray, order: Sequence[int]) -> int:
    return max(order, key=lambda row: -np.inf if np.isnan(scores[row]) else scores[row])
