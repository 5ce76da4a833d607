"""Make-up: shares, changes with many types tested, harm by two tables side by side."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, t

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, RecordingBreak, as_values
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.matrix import Matrix
from safercity.evidence.profile import CountsUnusable, describe_make_up
from safercity.evidence.statistics import (
    chance_estimated,
    pair_dispersion,
    sum_weighted,
    widen_estimated,
)
from safercity.evidence.taxonomy import Weights
from tests.evidence.profile.planting import as_types

BASIS = Basis()


def make_table(name, kind="harm", **weights) -> Weights:
    return Weights(name, {"en": name}, kind, "days", "2020", "made up", weights)


def test_shares_have_wilsons_interval():
    # Wilson 65 of 100: 0.55254, 0.73636 (PHEindicatormethods).
    told = describe_make_up({"theft": 65, "damage": 35}, basis=BASIS)
    first = told.types[0]
    assert (first.type, first.share) == ("theft", 0.65)
    assert first.low == pytest.approx(0.55254, abs=5e-6)
    assert first.high == pytest.approx(0.73636, abs=5e-6)
    assert "Theft is 65% of them (likely 55% to 74%)." in told.explain().replace("theft", "Theft")


def test_a_month_missing_for_one_type_counts_for_none():
    values = np.full((2, 12), 10.0)
    values[0, 3] = np.nan
    told = describe_make_up(as_types(values), basis=BASIS)
    assert [one.count for one in told.types] == [110, 110]
    assert "eleven months to December 2021" in told.explain()
    assert "profile.limit.missing_months" in [one.id for one in told.limits]


def test_only_months_of_both_years_are_compared():
    values = np.full((1, 24), 10.0)
    values[0, 2] = np.nan
    values[0, 14] = 500
    told = describe_make_up(as_types(values), basis=BASIS).types[0]
    assert (told.count, told.before, told.change) == (610, 110, 0)


def test_a_new_type_and_one_that_is_gone():
    values = np.zeros((3, 24))
    values[0, 12:], values[1, :12], values[2] = 5, 5, 40
    told = describe_make_up(as_types(values), basis=BASIS)
    assert "type_0 was not recorded a year before" in told.explain().replace("Type", "type")
    assert "type_1 fell by 100%" in told.explain().replace("Type", "type")
    assert all(one.q < 0.001 for one in told.types if one.type != "type_2")


def test_chance_is_seldom_called_a_change_among_many_types():
    # No type changes: some type called in about 5% of 400 looks; 99.9% band of a binomial.
    random = np.random.default_rng(31)
    called = 0
    for _ in range(400):
        values = as_types(random.poisson(np.array([4.0, 15, 60, 9, 30, 2])[:, None], (6, 24)))
        called += any(one.q <= 0.05 for one in describe_make_up(values, basis=BASIS).types)
    assert called <= binom.ppf(0.9995, 400, 0.05)


def test_months_that_swing_are_seldom_called_a_change_either():
    # Negative binomial, variance m + m^2 / 5: the dispersion itself is told by eleven months.
    random = np.random.default_rng(32)
    mean = np.repeat(np.array([4.0, 15, 60, 9, 30, 2])[:, None], 24, axis=1)
    called = 0
    for _ in range(300):
        values = as_types(random.negative_binomial(5, 1 / (1 + mean / 5)))
        called += any(one.q <= 0.05 for one in describe_make_up(values, basis=BASIS).types)
    assert called <= binom.ppf(0.9995, 300, 0.05)


def test_an_estimated_dispersion_takes_students_t():
    # t and normal, 11 degrees of freedom, 95%: 2.2009852 and 1.9599640.
    wider = widen_estimated(np.array([1.0, 2.0]), free=11, level=0.95)
    assert wider == pytest.approx([1, 2 * (2.2009852 / 1.959964) ** 2], rel=1e-6)
    p = chance_estimated(np.array([0.05, 0.05, 0.0]), np.array([1.0, 2.0, 2.0]), free=11)
    assert p == pytest.approx([0.05, 2 * t.sf(1.959964, 11), 0], rel=1e-6)


def test_a_planted_rise_is_called_and_only_it():
    random = np.random.default_rng(5)
    mean = np.full((5, 24), 20.0)
    mean[3, 12:] = 36
    told = describe_make_up(as_types(random.poisson(mean)), basis=BASIS)
    assert [one.type for one in told.types if one.q <= 0.05] == ["type_3"]
    rise = next(one for one in told.types if one.type == "type_3")
    assert rise.change_low < 0.8 < rise.change_high


def test_two_harm_tables_stand_side_by_side():
    counts = {"robbery": 10, "rape": 2, "theft": 100, "asb": 50}
    tables = [
        make_table("One", robbery=100, rape=1000, theft=5),
        make_table("Two", robbery=50, rape=100, theft=10),
        make_table("Costs", "cost", robbery=10),
    ]
    told = describe_make_up(counts, basis=BASIS, weights=tables)
    one, two, costs = told.harms
    assert (one.total, two.total, costs.total) == (3500, 1700, 100)
    assert (one.unweighted, one.unweighted_count) == (("asb",), 50)
    assert costs.unweighted_count == 152
    assert told.ranks.types == ("robbery", "rape", "theft")
    assert (told.ranks.first, told.ranks.second) == ((2, 1, 3), (2, 3, 1))
    assert (told.ranks.pairs, told.ranks.reversed) == (3, 3)
    assert "put 3 of the 3 pairs of types" in told.explain()
    assert told.table().records()[0]["rank_1"] == 3
    assert isinstance(told, Finding)
    assert as_values(told)["chart"]["data"]["values"][0]["type"] == "theft"


def test_one_harm_table_ranks_nothing():
    told = describe_make_up(
        {"robbery": 10, "theft": 3}, basis=BASIS,
        weights=[make_table("One", robbery=1, theft=2), make_table("Empty")],
    )  # fmt: skip
    assert told.ranks is None
    assert "profile.limit.one_harm_table" in [one.id for one in told.limits]
    assert "Empty has no figure" in told.explain()


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 900)), min_size=1, max_size=8))
def test_harm_has_dobsons_interval(rows):
    counts, weights = (np.array(one, dtype=float) for one in zip(*rows, strict=True))
    told = sum_weighted(counts, weights)
    total = sum(n * w for n, w in rows)
    assert told.total == pytest.approx(total)
    number = counts.sum()
    if number == 0:
        assert np.isnan([told.low, told.high]).all()
        return
    z = 1.959963984540054
    byar_low = number * (1 - 1 / (9 * number) - z / 3 / number**0.5) ** 3
    byar_high = (number + 1) * (1 - 1 / (9 * number + 9) + z / 3 / (number + 1) ** 0.5) ** 3
    stretch = (sum(w * w * n for n, w in rows) / number) ** 0.5
    assert told.low == pytest.approx(
        max(0, total + stretch * (byar_low - number)), rel=1e-8, abs=1e-6
    )
    assert told.high == pytest.approx(total + stretch * (byar_high - number), rel=1e-8, abs=1e-6)


def test_pairs_that_vary_by_chance_have_a_dispersion_near_one():
    random = np.random.default_rng(3)
    chance = [pair_dispersion(*random.poisson([[40], [50]], (2, 200))) for _ in range(40)]
    wide = [pair_dispersion(*random.negative_binomial(4, 0.1, (2, 200))) for _ in range(40)]
    assert np.mean(chance) < 1.1
    # Negative binomial with mean 36 and variance 360: ten times what chance would leave.
    assert 8 < np.mean(wide) < 12
    assert pair_dispersion(np.array([1.0, 90]), np.array([90.0, 1])) == 1


def test_nothing_recorded_and_nothing_sent():
    nothing = describe_make_up(as_types(np.zeros((2, 24))), basis=BASIS)
    assert nothing.explain() == "Nothing was recorded of two types in the months that were sent."
    unsent = describe_make_up(as_types(np.full((2, 24), np.nan)), basis=BASIS)
    assert "No month was sent" in unsent.explain()
    short = describe_make_up(as_types(np.ones((2, 5))), basis=BASIS)
    assert "There are no records of the same months a year before." in short.explain()


def test_a_break_inside_is_said():
    basis = Basis(breaks=(RecordingBreak("2022-03", "a new system"),))
    told = describe_make_up(as_types(np.ones((2, 24))), basis=basis)
    assert "profile.limit.break" in [one.id for one in told.limits]


@pytest.mark.parametrize(
    ("counts", "basis", "error"),
    [
        ({"theft": -1}, BASIS, CountsUnusable),
        ({"theft": float("inf")}, BASIS, CountsUnusable),
        ({"theft": float("nan")}, BASIS, CountsUnusable),
        ({}, BASIS, CountsUnusable),
        (Matrix(np.ones((1, 2)), ("a",), ("2024-01", "2024-03")), BASIS, CountsUnusable),
        (Matrix(np.ones((2, 1)), ("a", "a"), ("2024-01",)), BASIS, CountsUnusable),
        ({"theft": 1}, Basis(layer="activity"), ActivityAsked),
        (as_types(np.ones((1, 24))), Basis(time="quarter"), TooCoarse),
    ],
)
def test_bad_input_is_refused(counts, basis, error):
    with pytest.raises(error):
        describe_make_up(counts, basis=basis)
