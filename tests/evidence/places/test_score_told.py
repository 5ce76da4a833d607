"""What a score of a list says: better, worse, alike, or nothing."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.places import Unseen, score_places
from safercity.evidence.runs import Run

POINTS = np.array([(250.0 * x, 250.0 * y) for x in range(10) for y in range(10)])
AREA = np.full(100, 50_000.0)


def score(chosen, later, earlier, basis=None):
    return score_places(chosen, Unseen(later, earlier, AREA, POINTS), run=Run(), basis=basis)


def test_a_map_that_saw_ahead_is_better_and_one_that_did_not_is_worse() -> None:
    rng = np.random.default_rng(1)
    high = np.arange(100) % 17 == 0
    later, earlier = rng.poisson(np.where(high, 60, 5)), rng.poisson(5, 100)
    good = score(high, later, earlier, Basis(unplaced_share=0.1))
    assert isinstance(good, Finding) and as_values(good)["settings"]["bandwidth_metres"] == 500
    told = good.explain()
    assert "On 6% of the area the map held" in told and "what the best map" in told
    assert "It did better than the simpler map “Most records before”" in told
    assert any(one.id == "places.basis.unplaced" for one in good.limits)


def test_a_map_like_the_simple_one_cannot_be_told_from_it_and_chance_can_be_worse() -> None:
    rng = np.random.default_rng(2)
    rate = rng.gamma(0.5, 20, 100)
    later, earlier = rng.poisson(rate), rng.poisson(rate)
    top = np.zeros(100, dtype=bool)
    top[np.argsort(-earlier, kind="stable")[:6]] = True
    assert (
        "cannot be told apart from the simpler map “Most records"
        in score(top, later, earlier).explain()
    )
    low = np.zeros(100, dtype=bool)
    low[np.argsort(earlier, kind="stable")[:6]] = True
    assert "It did worse than" in score(low, later, earlier).explain()


def test_nothing_later_and_nothing_chosen_are_said() -> None:
    nothing = np.zeros(100, dtype=int)
    assert "no later records" in score(np.arange(100) < 5, nothing, nothing).explain()
    empty = score(np.zeros(100, dtype=bool), nothing + 1, nothing + 1)
    assert "chose nothing" in empty.explain()
    as_values(empty)


def test_activity_is_refused() -> None:
    with pytest.raises(ActivityAsked):
        score(np.arange(100) < 5, AREA, AREA, Basis(layer="activity"))
