"""Funnels: exact limits, areas that differ more than chance, what is called and how often."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from safercity.evidence.findings import Basis, Finding, as_values, say_all
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.profile import (
    AreaCounts,
    ComparisonUnusable,
    CountsUnusable,
    FunnelSettings,
    compare_areas,
)
from safercity.evidence.profile.compare.funnel.limits import (
    chance_of_count,
    find_quantile,
    find_widening,
    limit_counts,
    winsorise,
)
from safercity.evidence.profile.words import MESSAGES
from tests.evidence.profile.planting import as_areas, draw_areas

BASIS = Basis()


@settings(deadline=None)
@given(st.floats(0.05, 400), st.sampled_from([0.001, 0.025, 0.5, 0.975, 0.999]))
def test_quantiles_are_spiegelhalters_by_adding_up(mean, p):
    up_to, r = math.exp(-mean), 0
    below = 0.0
    while up_to < p:
        r += 1
        below = up_to
        up_to = float(poisson.cdf(r, mean))
    slow = r - (up_to - p) / (up_to - below)
    assert find_quantile(p, np.array(mean)) == pytest.approx(slow, abs=1e-6)


def test_limits_of_ten():
    # P(R <= 16) = 0.97296, P(R <= 17) = 0.98572 for a mean of 10.
    _, high = limit_counts(np.array([10.0]), level=0.95, widening=np.ones(1))
    assert high[0] == pytest.approx(17 - (0.98572 - 0.975) / (0.98572 - 0.97296), abs=2e-3)


def test_no_more_are_called_than_promised():
    # Every count of three areas among many like them, weighed by its chance.
    for mean in (0.3, 4.0, 37.5):
        counts = np.arange(200)
        p = chance_of_count(counts, np.full(200, mean), widening=np.ones(200))
        for level in (0.05, 0.002):
            assert poisson.pmf(counts[p <= level], mean).sum() <= level


def test_winsorising_draws_the_ends_in():
    z = np.arange(11.0)
    assert winsorise(z, part=0.1).tolist() == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]


def test_the_widening_by_hand():
    counts, expected = np.array([30.0, 50, 20, 60, 40]), np.array([40.0, 40, 40, 40, 40])
    z2 = [(10**2) / 40, (10**2) / 40, (20**2) / 40, (20**2) / 40, 0]
    none = find_widening(counts, expected, part=0.0, kind="additive")
    assert none.phi == pytest.approx(sum(z2) / 5)
    assert none.tau**2 == pytest.approx((sum(z2) - 4) / (200 - 5 * 1600 / 200))
    assert none.at(np.array([40.0]))[0] == pytest.approx((1 + 40 * none.tau**2) ** 0.5)
    drawn = find_widening(counts, expected, part=0.25, kind="multiplicative")
    assert drawn.phi == pytest.approx(sum(v**2 / 40 for v in (10, 10, 10, 10, 0)) / 5)
    assert drawn.at(expected)[0] == pytest.approx(max(1, drawn.phi) ** 0.5)


@pytest.mark.parametrize("kind", ["multiplicative", "additive"])
def test_the_usual_spread_is_found(kind):
    random = np.random.default_rng(41)
    taus = [
        compare_areas(
            draw_areas(random, 100, tau=0.3), basis=BASIS,
            settings=FunnelSettings(overdispersion=kind),
        ).widening.tau
        for _ in range(30)
    ]  # fmt: skip
    # The ends are drawn in at 10%, so the spread of a normal comes out at 0.83 of itself.
    assert 0.75 * 0.3 < np.mean(taus) < 0.3


@pytest.mark.parametrize(("tau", "kind"), [(0.0, "multiplicative"), (0.2, "additive")])
def test_usual_areas_are_seldom_called(tau, kind):
    random = np.random.default_rng(42)
    chosen = FunnelSettings(overdispersion=kind)
    far = inner = 0
    for _ in range(60):
        rows = compare_areas(draw_areas(random, tau=tau), basis=BASIS, settings=chosen).areas
        far += sum(one.verdict.startswith("far_") for one in rows)
        inner += sum(one.verdict != "usual" for one in rows)
    if tau == 0:
        assert far <= binom.ppf(0.9995, 2400, 0.002)
        assert inner <= binom.ppf(0.9995, 2400, 0.05)
    else:  # drawn-in ends make limits of truly uneven areas a sixth too narrow
        assert far <= binom.ppf(0.9995, 2400, 2 * 0.0051)


def test_a_planted_area_is_called_whatever_the_others_differ_by():
    random = np.random.default_rng(43)
    areas = draw_areas(random, tau=0.15)
    areas.counts[7] *= 2.5
    told = compare_areas(areas, basis=BASIS, own="area 7")
    assert told.areas[7].verdict == "far_above"
    assert "Above the outer limits (99.8%): area 7." in told.explain()
    assert "more than chance and usual differences would give" in told.explain()
    assert isinstance(told, Finding)
    assert sum(row["marked"] for row in told.chart()["data"]["values"]) >= 1
    assert as_values(told)["table"]["rows"][7][0] == "area 7"


def test_z_and_rates_by_hand():
    told = compare_areas(
        as_areas([30, 10, 20], [1000, 1000, 1000]), basis=BASIS,
        settings=FunnelSettings(overdispersion="none"),
    )  # fmt: skip
    assert [one.expected for one in told.areas] == [20, 20, 20]
    assert [one.z for one in told.areas] == pytest.approx([10 / 20**0.5, -10 / 20**0.5, 0])
    assert told.table().records()[0]["rate"] == pytest.approx(30)


@settings(deadline=None)
@given(st.integers(0, 60), st.floats(0.5, 60))
def test_the_chance_of_a_count_is_exact(count, mean):
    told = chance_of_count(np.array([count]), np.array([mean]), widening=np.ones(1))[0]
    slow = min(1, 2 * min(poisson.sf(count - 1, mean), poisson.cdf(count, mean)))
    assert told == pytest.approx(slow, abs=1e-9)


def test_periods_that_were_not_sent_are_not_counted_as_low():
    counts = np.full((5, 4), 25.0)
    counts[2, 1:] = np.nan
    quarters = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
    told = compare_areas(as_areas(counts, [1000] * 5, periods=quarters), basis=BASIS)
    assert [one.rate for one in told.areas] == pytest.approx([0.1] * 5)
    assert "profile.limit.partly" in [one.id for one in told.limits]


def test_an_area_that_sent_nothing_is_left_out_and_said():
    areas = as_areas([5, np.nan, 7, 9, 6], [100, 100, 100, 0, 100])
    told = compare_areas(areas, basis=BASIS)
    assert told.unknown == ("area 1", "area 3")
    assert len(told.areas) == 3
    assert "missing is not low" in say_all(told.limits, MESSAGES)


def test_residents_are_the_wrong_denominator_of_a_town_centre():
    random = np.random.default_rng(44)
    residents = np.full(20, 10_000)
    workday = residents.copy()
    workday[4] = 60_000
    counts = random.poisson(workday * 0.02)
    areas = AreaCounts(
        tuple(f"area {i}" for i in range(20)), counts,
        {"residents": residents, "workday": workday}, centres=("area 9",),
    )  # fmt: skip
    told = compare_areas(areas, basis=BASIS)
    assert told.areas[4].verdict == "far_above"
    assert told.otherwise == {"workday": ("area 4",)}
    text = say_all(told.limits, MESSAGES)
    assert "Residents are the wrong denominator for area 4: 6 times as many" in text
    assert "area 9, which as town centres" in text
    assert (
        "area 4"
        not in compare_areas(
            areas, basis=BASIS, settings=FunnelSettings(denominator="workday")
        ).explain()
    )


def test_a_denominator_that_few_areas_have_is_not_tried():
    areas = as_areas([5, 6, 7, 9], [100] * 4)
    areas.exposures["workday"] = np.array([np.nan, np.nan, 90, 80])
    told = compare_areas(areas, basis=BASIS)
    assert told.otherwise == {}
    assert "profile.limit.not_tried" in [one.id for one in told.limits]


@pytest.mark.parametrize("mean", [1e4, 3.7e5, 1e7])
def test_quantiles_of_large_counts(mean):
    for p in (0.001, 0.975):
        assert 0 <= poisson.ppf(p, mean) - find_quantile(p, np.array(mean)) <= 1


def test_one_area_dominated_limits_stay_at_zero_or_more():
    told = compare_areas(as_areas([0, 0, 1, 0], [10, 10, 10, 10_000]), basis=BASIS)
    assert all(one.inner_low >= 0 for one in told.areas)


@pytest.mark.parametrize(
    ("areas", "more", "error"),
    [
        (as_areas([1, 2], [10, 10]), {}, ComparisonUnusable),
        (as_areas([0, 0, 0], [10, 10, 10]), {}, ComparisonUnusable),
        (as_areas([1, 2, 3], [10, 10, 10]), {"own": "area 9"}, ComparisonUnusable),
        (as_areas([1, np.nan, 3, 4], [9, 9, 9, 9]), {"own": "area 1"}, ComparisonUnusable),
        (
            as_areas([1, 2, 3], [10, 10, 10]),
            {"settings": FunnelSettings(denominator="workday")},
            ComparisonUnusable,
        ),
        (as_areas([1, -2, 3], [10, 10, 10]), {}, CountsUnusable),
        (as_areas([1, 2, 3], [10, np.inf, 10]), {}, CountsUnusable),
        (as_areas([1, 2, 3], [10, 10]), {}, CountsUnusable),
        (as_areas([[1, 2]] * 3, [10, 10, 10]), {}, CountsUnusable),
        (as_areas([[1, 2]] * 3, [9, 9, 9], periods=("2024-Q1", "2024-Q1")), {}, CountsUnusable),
        (
            AreaCounts(("a", "a", "b"), np.ones(3), {"residents": np.ones(3)}),
            {},
            CountsUnusable,
        ),
        (AreaCounts(("a", "b"), np.ones(3), {"residents": np.ones(3)}), {}, CountsUnusable),
        (as_areas([1, 2, 3], [1, 1, 1]), {"basis": Basis(layer="activity")}, ActivityAsked),
    ],
)
def test_bad_input_is_refused(areas, more, error):
    with pytest.raises(error):
        compare_areas(areas, **({"basis": BASIS} | more))
