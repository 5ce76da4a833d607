"""Where two measures meet: the statistic by loops, exact chances by enumeration, planted places."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, chisquare, spearmanr

from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.profile import (
    ComparisonUnusable,
    CountsUnusable,
    MeetingSettings,
    find_meeting,
)
from safercity.evidence.profile.risk.meeting.dealing import deal_positions
from safercity.evidence.runs import Run
from tests.evidence.profile.planting import as_pair, lattice, ring

BASIS = Basis()
QUICK = MeetingSettings(permutations=999)


def meet(pair, **more):
    return find_meeting(pair, **({"basis": BASIS, "run": Run(seed=5), "settings": QUICK} | more))


figures = st.lists(st.integers(0, 20), min_size=10, max_size=10).filter(
    lambda one: len(set(one)) > 1
)


@settings(max_examples=25, deadline=None)
@given(figures, figures)
def test_the_statistic_and_its_exact_chance_by_loops(first, second):
    links = ring(10)
    told = meet(as_pair(first, second, links))
    zx, zy = ((np.array(one) - np.mean(one)) / np.std(one) for one in (first, second))
    for at, row in enumerate(told.areas):
        lag = np.mean([zy[j] for j in links[at]])
        # (n - 1) zx lag / sum zx^2: Moran_Local_BV of pysal/esda 2.
        assert row.moran == pytest.approx(9 * zx[at] * lag / (zx**2).sum(), abs=1e-8)
        own = [*links[at], at]
        assert row.lee == pytest.approx(zx[own].mean() * zy[own].mean(), abs=1e-8)
        sums = [sum(way) for way in combinations([second[j] for j in range(10) if j != at], 2)]
        mine = sum(second[j] for j in links[at])
        fewer = min(sum(s >= mine for s in sums), sum(s <= mine for s in sums))
        assert row.exact
        assert row.p == pytest.approx(min(1, 2 * fewer / len(sums)))
    assert told.moran == pytest.approx(np.mean([r.moran for r in told.areas]) * 10 / 9, abs=1e-8)
    assert told.correlation == pytest.approx(spearmanr(first, second).statistic, abs=1e-8)


def test_the_statistic_of_esda():
    # Moran_Local_BV, Moran_BV and Spatial_Pearson (Lee's L) of pysal/esda 2.9.0, queen, rows
    # standardised; the first six and the last.
    first = [33, 40, 1, 40, 23, 25, 31, 14, 48, 2, 13, 19, 28, 20, 6, 2, 0, 2, 7, 49, 9, 32, 37,
             11, 14]  # fmt: skip
    second = [21, 13, 48, 8, 44, 39, 42, 5, 19, 31, 24, 33, 33, 33, 3, 47, 27, 45, 13, 18, 43, 9,
              3, 18, 33]  # fmt: skip
    told = meet(as_pair(first, second, lattice(5)))
    golden = [0.2963184094033757, 0.42975906287497223, 0.7382403756574989, 0.2900000180375829,
              -0.0823135508004826, 0.010941662062927224]  # fmt: skip
    assert [row.moran for row in told.areas[:6]] == pytest.approx(golden, abs=1e-9)
    assert told.areas[-1].moran == pytest.approx(0.268852267831925, abs=1e-9)
    assert told.moran == pytest.approx(0.06803027308005886, abs=1e-9)
    assert told.lee == pytest.approx(-0.0247138, abs=5e-8)


def test_random_deals_agree_with_all_ways():
    random = np.random.default_rng(61)
    pair = as_pair(random.normal(size=12), random.normal(size=12), ring(12, reach=2))
    exact = meet(pair)
    dealt = meet(pair, settings=MeetingSettings(permutations=300))
    assert all(row.exact for row in exact.areas)
    assert not any(row.exact for row in dealt.areas)
    for one, other in zip(exact.areas, dealt.areas, strict=True):
        assert other.p == pytest.approx(one.p, abs=4 * 2 * (0.25 / 300) ** 0.5)


@pytest.mark.parametrize(("number", "most"), [(5, 3), (12, 2)])
def test_every_deal_is_as_likely(number, most):
    dealt = deal_positions(np.random.default_rng(62), number=number, most=most, times=20_000)
    ways = dict.fromkeys(permutations(range(number), most), 0)
    for row in dealt.tolist():
        ways[tuple(row)] += 1
    assert chisquare(list(ways.values())).pvalue > 1e-4


def test_unrelated_measures_seldom_meet():
    # At 5% false discovery something is called in about 5% of 120 cities (99.9% band).
    random = np.random.default_rng(63)
    links, called, overall = lattice(7), 0, 0
    for turn in range(120):
        told = meet(
            as_pair(random.normal(size=49), random.normal(size=49), links), run=Run(seed=turn)
        )
        called += any(row.called for row in told.areas)
        overall += told.moran_p <= 0.05
    assert called <= binom.ppf(0.9995, 120, 0.05)
    assert overall <= binom.ppf(0.9995, 120, 0.05)


def test_a_planted_meeting_is_found():
    random = np.random.default_rng(64)
    first, second = random.normal(size=(12, 12)), random.normal(size=(12, 12))
    first[3:7, 3:7] += 3
    second[3:7, 3:7] += 3
    pair = as_pair(first.ravel(), second.ravel(), lattice(12), names=("deprivation", "robbery"))
    told = meet(pair, settings=MeetingSettings())
    inside = {f"area {i * 12 + j}" for i in (4, 5) for j in (4, 5)}
    assert inside <= set(told.meeting)
    assert told.moran_p <= 0.01
    assert "deprivation and robbery go together" in told.explain()
    assert isinstance(told, Finding)
    assert as_values(told) == as_values(meet(pair, settings=MeetingSettings()))


def test_measures_that_go_apart():
    random = np.random.default_rng(65)
    slope = np.repeat(np.arange(8.0), 8)
    told = meet(as_pair(slope + random.normal(size=64), -slope, lattice(8)))
    assert told.moran < 0
    assert "go apart" in told.explain()
    assert not told.meeting
    assert {row.quadrant for row in told.areas if row.called} <= {"high_low", "low_high"}


def test_missing_figures_and_islands_are_not_tested():
    random = np.random.default_rng(66)
    first, second, links = random.normal(size=20), random.normal(size=20), ring(20)
    second[4] = np.nan  # its neighbours go on without it
    links[9] = []
    told = meet(as_pair(first, second, links))
    assert told.untested == ("area 4", "area 9")
    assert len(told.areas) == 18
    assert "profile.limit.untested" in [one.id for one in told.limits]


RANDOM = np.random.default_rng(67)
SOME = RANDOM.normal(size=12)


@pytest.mark.parametrize(
    ("pair", "more", "error"),
    [
        (as_pair(SOME[:5], SOME[5:10], ring(5)), {}, ComparisonUnusable),
        (as_pair(SOME, SOME, [[] for _ in SOME]), {}, ComparisonUnusable),
        (as_pair(SOME, np.ones(12), ring(12)), {}, ComparisonUnusable),
        (as_pair(SOME, SOME, ring(11)), {}, CountsUnusable),
        (as_pair(SOME, SOME[:11], ring(12)), {}, CountsUnusable),
        (as_pair(SOME, np.where(SOME > 0, np.inf, 0), ring(12)), {}, CountsUnusable),
        (as_pair(SOME, SOME, [[at] for at in range(12)]), {}, CountsUnusable),
        (as_pair(SOME, SOME, [[12 - at % 2] for at in range(12)]), {}, CountsUnusable),
        (as_pair(SOME, SOME, [[(at + 1) % 12] * 2 for at in range(12)]), {}, CountsUnusable),
        (as_pair(SOME, SOME, ring(12)), {"basis": Basis(layer="activity")}, ActivityAsked),
    ],
)
def test_bad_input_is_refused(pair, more, error):
    with pytest.raises(error):
        meet(pair, **more)
