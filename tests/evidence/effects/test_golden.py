"""Published figures, and closed forms that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.effects import (
    AreaCounts,
    compare_e_test,
    cost_effect,
    difference_in_differences,
    displacement_difference,
    displacement_quotient,
    rate_ratio,
    warn_of_falling_back,
)
from safercity.evidence.effects.request import UnitCosts

PUBLISHED = AreaCounts((207, 110), (308, 318), (178, 157), (150, 140))


def test_displacement_difference_of_wheeler_and_ratcliffe_2018():
    found = displacement_difference(PUBLISHED)
    assert (found.difference, found.variance) == (-118, 1568)
    assert found.z == pytest.approx(-2.98, abs=0.005)
    assert (round(found.low), round(found.high)) == (-196, -40)
    assert (found.inside, found.moved) == (-107, -11)
    assert "118 less" in found.explain()


def test_harm_weighs_each_type_and_squares_in_the_variance():
    by_type = AreaCounts([[20, 5], [10, 4]], [[22, 6], [21, 7]])
    found = displacement_difference(by_type, harm_weights=np.array([1.0, 10.0]))
    assert found.difference == (-10 - 10) - (-1 + 10)
    assert found.variance == (20 + 10 + 22 + 21) + 100 * (5 + 4 + 6 + 7)
    ones = displacement_difference(by_type, harm_weights=np.ones(2))
    plain = displacement_difference(AreaCounts((25, 14), (28, 28)))
    assert (ones.difference, ones.variance) == (plain.difference, plain.variance)


def test_a_control_ten_times_as_large_counts_for_a_tenth():
    found = displacement_difference(AreaCounts((100, 60), (1000, 1100), control_weight=0.1))
    assert found.difference == pytest.approx(-40 - 10)
    assert found.variance == pytest.approx(160 + 0.01 * 2100)


def test_periods_of_different_length():
    found = displacement_difference(AreaCounts((200, 60), (200, 100), length=0.5))
    assert found.difference == pytest.approx((60 - 100) - (100 - 100))
    assert found.variance == pytest.approx(60 + 0.25 * 200 + 100 + 0.25 * 200)


def test_displacement_quotient_of_bowers_and_johnson_2003():
    found = displacement_quotient(PUBLISHED)
    ring = 157 / 318 - 178 / 308
    own = 110 / 318 - 207 / 308
    assert found.quotient == pytest.approx(ring / own)
    assert found.reading == "spread"


@pytest.mark.parametrize(
    ("treated", "ring", "control", "reading", "why"),
    [
        ((100, 60), (100, 110), (100, 100), "some_moved", ""),
        ((100, 60), (100, 160), (100, 100), "all_moved", ""),
        ((100, 60), (100, 100), (100, 100), "none", ""),
        ((100, 110), (100, 90), (100, 100), "unreadable", "no_gain"),
        ((100, 60), (100, 90), (0, 100), "unreadable", "control_empty"),
        ((9, 4), (100, 90), (100, 100), "unreadable", "few"),
    ],
)
def test_when_a_quotient_cannot_be_read(treated, ring, control, reading, why):
    found = displacement_quotient(AreaCounts(treated, control, ring, control))
    assert (found.reading, found.why) == (reading, why)
    assert found.explain()


def test_e_test_as_in_ptools():
    assert compare_e_test(6, 2).p == pytest.approx(0.1749, abs=5e-5)


def test_rate_ratio_by_hand():
    found = rate_ratio((200, 100), (200, 160))
    assert found.ratio == pytest.approx(0.625)
    error = (1 / 200 + 1 / 100 + 1 / 200 + 1 / 160) ** 0.5
    assert found.low == pytest.approx(0.625 * np.exp(-1.959964 * error), rel=1e-6)
    nothing = rate_ratio((10, 0), (10, 10))
    assert 0 < nothing.ratio < 0.2
    assert nothing.low < nothing.ratio < nothing.high


def test_difference_in_differences_without_gaps_is_the_ratio_of_changes():
    counts = np.array([[10.0, 12, 5, 6], [20, 22, 18, 21], [8, 9, 10, 7], [30, 28, 33, 27]])
    treated = np.array([True, False, False, False])
    after = np.array([False, False, True, True])
    found = difference_in_differences(counts, treated, before=~after, after=after)
    assert found.ratio == pytest.approx((11 / 22) / (116 / 117), rel=1e-9)
    assert found.expected == pytest.approx(22 * 116 / 117, rel=1e-9)


def test_cost_for_each_incident_prevented():
    found = cost_effect((50, 10, 90), 10_000, costs=UnitCosts(500, 2))
    assert found.per_incident == pytest.approx((200, 10_000 / 90, 1000))
    assert found.per_harm == pytest.approx((100, 10_000 / 180, 500))
    assert found.ratio == pytest.approx((2.5, 0.5, 4.5))
    assert "may not have paid" in found.explain()
    unsure = cost_effect((50, -10, 90), 10_000, costs=UnitCosts(500))
    assert unsure.per_incident[2] == np.inf
    assert "no upper limit" in unsure.explain()
    none = cost_effect((-5, -40, 30), 10_000, costs=UnitCosts(500))
    assert "no incident can be shown" in none.explain()


def test_falling_back_shrinks_a_place_towards_the_others():
    """Thirty units of one true level: the highest is expected to fall to their mean."""
    rng = np.random.default_rng(4)
    counts = rng.poisson(6.0, (30, 12)).astype(float)
    highest = np.arange(30) == counts.sum(axis=1).argmax()
    every = np.ones(12, dtype=bool)
    found = warn_of_falling_back(counts, highest, chosen=every, earlier=every)
    assert found.chosen_rate == pytest.approx(counts[highest].mean())
    assert found.expected_rate < found.chosen_rate
    assert abs(found.expected_rate - 6.0) < abs(found.chosen_rate - 6.0)
    assert "with nothing done" in found.explain()
