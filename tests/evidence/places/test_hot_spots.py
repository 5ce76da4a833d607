"""Hot spots as a finding: what is planted is found, what is chance is not, and what is said."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, as_values, say_all
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.matrix import Matrix
from safercity.evidence.places import (
    CountsUnusable,
    HotSpotSettings,
    find_hot_spots,
    neighbourhoods_within,
)
from safercity.evidence.places.hot_spots import HOT
from safercity.evidence.places.hot_spots.words import MESSAGES
from safercity.evidence.runs import Run

SIDE = 20
SPOTS = np.array([(250.0 * x, 250.0 * y) for y in range(SIDE) for x in range(SIDE)])
NEAR = neighbourhoods_within(SPOTS, 250 * 2**0.5)
BASIS = Basis(("police-uk",), ("police",), location="snap", unplaced_share=0.04)
MIDDLE = np.hypot(*(SPOTS - [2500, 2500]).T) < 600  # 21 cells
HOT_LIMITS = ("exact", "permutation", "analytic")


def as_matrix(values, months=("2024-01",)) -> Matrix:
    values = np.asarray(values, dtype=float).reshape(-1, len(months))
    return Matrix(values, tuple(f"cell {at}" for at in range(len(values))), tuple(months))


def find(values, months=("2024-01",), basis=BASIS, **chosen):
    settings = HotSpotSettings(**chosen)
    matrix = as_matrix(values, months)
    return find_hot_spots(matrix, NEAR, basis=basis, run=Run(), settings=settings)


def planted(seed: int, rate: float = 5.0) -> np.ndarray:
    return np.random.default_rng(seed).poisson(np.where(MIDDLE, rate, 1.0))


@pytest.mark.parametrize("method", HOT_LIMITS)
def test_a_planted_hot_spot_is_found_by_each_method_and_says_so(method) -> None:
    found = find(planted(1), method=method)
    hot = found.judged.states == HOT
    assert hot[MIDDLE].mean() > 0.6 and hot[~MIDDLE].mean() < 0.1
    assert isinstance(found, Finding) and as_values(found)["text"] == found.explain()
    told = found.explain()
    assert f"{int(hot.sum())} of 400 places tested are hot spots" in told
    assert "times an even spread (likely" in told and "5% of the places called" in told
    limits = say_all(found.limits, MESSAGES)
    assert "4% of the records have no place" in limits and "snap points" in limits


def test_the_table_has_the_local_count_beside_every_place() -> None:
    values = planted(2)
    table = find(values).table()
    row = table.records()[210]
    x, y = 210 % SIDE, 210 // SIDE
    block = values.reshape(SIDE, SIDE)[y - 1 : y + 2, x - 1 : x + 2]
    assert (row["place"], row["count"], row["local_count"]) == (
        "cell 210",
        values[210],
        block.sum(),
    )
    assert row["local_places"] == 9 and row["expected"] == pytest.approx(9 * values.mean())
    assert len(table.rows) == 400


def test_chance_alone_seldom_makes_a_hot_spot() -> None:
    """200 even maps: some place hot or cold in 5% at most; 99.9% band of a true 5%."""
    wrong = sum(
        bool((np.abs(find(np.random.default_rng(seed).poisson(0.8, 400)).judged.states) == 1).any())
        for seed in range(200)
    )
    assert wrong <= binom.ppf(0.999, 200, 0.05)


def test_false_discovery_is_on_by_default_and_its_absence_is_said() -> None:
    values = planted(3)
    plain = find(values, false_discovery=None)
    assert (find(values).judged.states == HOT).sum() < (plain.judged.states == HOT).sum()
    assert "no allowance was made for the number tested" in plain.explain()


def test_one_huge_count_is_named_and_what_it_hides_is_counted() -> None:
    values = planted(4)
    clear = (find(values).judged.states == HOT).sum()
    values[3] = 500
    found = find(values)
    assert (found.judged.states == HOT).sum() < clear
    told = found.explain()
    assert "500, is at cell 3, which is no hot spot" in told and "also hides others" in told


def test_one_side_alone_finds_no_cold_spot() -> None:
    values = np.where(MIDDLE, 0, np.random.default_rng(5).poisson(6, 400))
    assert "quieter" in find(values).explain()
    assert (find(values, side="high").judged.states >= 0).all()


def test_a_missing_month_is_left_out_and_said_and_a_gap_is_not_tested() -> None:
    values = np.column_stack([planted(6), planted(7), planted(8)]).astype(float)
    values[:, 1] = np.nan
    values[5, 2] = np.nan
    found = find(values, ("2024-01", "2024-02", "2024-03"))
    assert found.own[0] == values[0, 0] + values[0, 2]
    assert found.table().records()[5]["state"] == "not tested" and found.tested == 399
    limits = say_all(found.limits, MESSAGES)
    assert (
        "February 2024: missing there, not low" in limits
        and "1 place with missing counts" in limits
    )


@pytest.mark.parametrize(("value", "told"), [(0, "No records were counted"), (3, "all are alike")])
def test_all_zeros_and_all_alike_are_said_and_not_tested(value, told) -> None:
    found = find(np.full(400, value))
    assert told in found.explain() and found.tested == 0
    as_values(found)


def test_rates_are_drawn_not_exact_and_say_so() -> None:
    found = find(planted(9) / 7.3)
    assert found.judged.method == "permutation"
    assert "99,999 seeded shuffles" in say_all(found.limits, MESSAGES)
    assert "would give" in found.explain()
    assert np.array_equal(found.judged.p, find(planted(9) / 7.3).judged.p)


def test_negative_and_infinite_counts_are_refused_by_name() -> None:
    values = planted(10).astype(float)
    values[7] = -2
    with pytest.raises(CountsUnusable, match="-2 at cell 7 in 2024-01"):
        find(values)
    values[7] = np.inf
    with pytest.raises(CountsUnusable, match="inf at cell 7"):
        find(values)


def test_records_told_too_coarsely_or_of_activity_are_refused() -> None:
    with pytest.raises(TooCoarse):
        find(planted(1), basis=Basis(location="small_area"))
    assert find(planted(1), basis=Basis(location="small_area"), unit="area").tested == 400
    with pytest.raises(ActivityAsked):
        find(planted(1), basis=Basis(layer="activity", location="street"))


def test_settings_that_are_none_are_refused() -> None:
    for wrong in ({"method": "guess"}, {"side": "low"}, {"unit": "town"}):
        with pytest.raises(ValueError):
            HotSpotSettings(**wrong)


def test_order_of_places_does_not_matter() -> None:
    values, order = planted(11), np.random.default_rng(12).permutation(400)
    near = neighbourhoods_within(SPOTS[order], 250 * 2**0.5)
    turned = find_hot_spots(as_matrix(values[order]), near, basis=BASIS, run=Run())
    assert np.array_equal(turned.judged.q, find(values).judged.q[order])


def test_an_ordinary_highest_count_is_not_made_a_matter_of() -> None:
    for values in (np.random.default_rng(13).poisson(0.8, 400), planted(14)):
        assert "no hot spot" not in find(values).explain()


def test_nothing_known_is_not_told_as_nothing_counted() -> None:
    found = find(np.full((400, 2), np.nan), ("2024-01", "2024-02"))
    assert "Nothing is known" in found.explain() and found.tested == 0
    as_values(found)
