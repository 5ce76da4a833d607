"""Scores by hand, and against simpler maps."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.places import Unseen, score_places, spread_kernel
from safercity.evidence.runs import Run

POINTS = np.array([(250.0 * x, 250.0 * y) for x in range(10) for y in range(10)])
AREA = np.full(100, 50_000.0)


def test_pai_pei_and_rri_by_hand() -> None:
    later, earlier = np.ones(100, dtype=int), np.ones(100, dtype=int)
    later[:5], earlier[:5], later[5:10] = 21, 31, 41  # 105 of 400; the best five hold 205
    chosen = np.arange(100) < 5
    score = score_places(chosen, Unseen(later, earlier, AREA, POINTS), run=Run())
    assert score.ours.area_share == pytest.approx(0.05)
    assert score.ours.pai[0] == pytest.approx(105 / 400 / 0.05)
    assert score.ours.pei[0] == pytest.approx(105 / 205)
    assert score.ours.rri[0] == pytest.approx((105 / 400) / (155 / 250))
    assert score.rivals["last_year"].pai == score.ours.pai  # it takes the same five units
    assert score.difference["last_year"][0] == 0
    for value, low, high in (score.ours.pai, score.ours.pei, score.ours.rri):
        assert low < value < high


def test_a_list_no_better_than_chance_is_said_to_be_so() -> None:
    rng = np.random.default_rng(1)
    later = rng.poisson(5, 100)
    score = score_places(
        np.arange(100) % 10 == 0, Unseen(later, rng.poisson(5, 100), AREA, POINTS), run=Run()
    )
    assert score.ours.pai[1] < 1 < score.ours.pai[2]


def test_nothing_later_is_none_and_not_zero() -> None:
    nothing = np.zeros(100, dtype=int)
    score = score_places(np.arange(100) < 5, Unseen(nothing, nothing, AREA, POINTS), run=Run())
    assert score.ours.pai == (None, None, None) and score.ours.demand_share is None
    assert score.later == 0


def test_rivals_never_take_more_area_than_the_list() -> None:
    rng = np.random.default_rng(2)
    area, counts = rng.uniform(1e4, 6e4, 100), rng.poisson(rng.gamma(0.5, 8, 100))
    score = score_places(np.arange(100) < 12, Unseen(counts, counts, area, POINTS), run=Run())
    for rival in score.rivals.values():
        assert rival.area_share <= score.ours.area_share + 1e-12


def test_kernel_equals_direct_summation_and_the_same_run_gives_the_same_interval() -> None:
    rng = np.random.default_rng(3)
    counts = rng.poisson(4, 100)
    direct = [
        sum(
            n * 3 / (np.pi * 600**2) * max(0.0, 1 - float(((p - q) ** 2).sum()) / 600**2) ** 2
            for n, q in zip(counts, POINTS, strict=True)
            if float(((p - q) ** 2).sum()) <= 600**2
        )
        for p in POINTS
    ]
    assert np.allclose(spread_kernel(counts, POINTS, bandwidth=600.0), direct, rtol=1e-9)
    unseen = Unseen(rng.poisson(4, 100), counts, AREA, POINTS)
    chosen = counts > 6
    assert score_places(chosen, unseen, run=Run()) == score_places(chosen, unseen, run=Run())
