"""Gi*, its exact and its drawn chances, against golden numbers and slow second ways."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safercity.evidence.places.hot_spots import (
    CountsUnusable,
    Neighbourhoods,
    NeighboursUnusable,
    calculate_gi_star,
    exact_tails,
    neighbourhoods_from_lists,
    neighbourhoods_within,
    normal_tails,
    permuted_tails,
)
from safercity.evidence.places.hot_spots.exact import is_exact_possible

# esda, test_getisord.py: six points, binary band of 15, the place itself included
SIX = np.array([(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)])
SIX_VALUES = np.array([2, 3, 3.2, 5, 8, 7])
SIX_Z = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]


def square(width: int, height: int) -> Neighbourhoods:
    spots = [(250.0 * x, 250.0 * y) for y in range(height) for x in range(width)]
    return neighbourhoods_within(np.array(spots), 250 * 2**0.5)


def test_esda_six_points() -> None:
    found = calculate_gi_star(SIX_VALUES, neighbourhoods_within(SIX, 15))
    assert found.z == pytest.approx(SIX_Z, abs=1e-8)
    assert found.sums[0] == 10 and found.sizes.tolist() == [3, 4, 2, 4, 5, 2]


def test_six_points_rise_and_fall_with_scale_and_shift() -> None:
    near = neighbourhoods_within(SIX, 15)
    assert calculate_gi_star(7 * SIX_VALUES + 3, near).z == pytest.approx(SIX_Z, abs=1e-8)


def test_gi_star_on_a_grid_equals_the_formula_written_with_a_whole_matrix() -> None:
    near = square(9, 7)
    values = np.random.default_rng(1).poisson(2, 63).astype(float)
    weights = np.zeros((63, 63))
    for place in range(63):
        weights[place, near.indices[near.indptr[place] : near.indptr[place + 1]]] = 1
    k, mean = weights.sum(axis=1), values.mean()
    spread = np.sqrt((values**2).mean() - mean**2)
    told = (weights * values).sum(axis=1) - k * mean
    told /= spread * np.sqrt((63 * (weights**2).sum(axis=1) - k**2) / 62)
    assert calculate_gi_star(values, near).z == pytest.approx(told, abs=1e-10)


def test_a_missing_place_is_as_if_it_were_not_there() -> None:
    near = square(5, 5)
    values = np.random.default_rng(2).poisson(3, 25).astype(float)
    values[24] = np.nan  # a corner
    kept = [near.indices[a:b] for a, b in zip(near.indptr[:24], near.indptr[1:25], strict=True)]
    kept = [row[row < 24] for row in kept]
    indptr = np.cumsum([0] + [len(row) for row in kept])
    without = neighbourhoods_from_lists(indptr, np.concatenate(kept))
    found = calculate_gi_star(values, near)
    assert np.isnan(found.z[24])
    assert np.array_equal(found.z[:24], calculate_gi_star(values[:24], without).z)
    assert np.array_equal(
        exact_tails(values, near).more[:24], exact_tails(values[:24], without).more
    )


@st.composite
def small_maps(draw) -> tuple[np.ndarray, Neighbourhoods]:
    n = draw(st.integers(3, 8))
    values = draw(st.lists(st.sampled_from([0, 0, 0, 1, 1, 2, 5, 40]), min_size=n, max_size=n))
    missing = draw(st.sampled_from([None, 0]))
    pairs = draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=10))
    rows = [
        sorted({b for a, b in pairs if a == place and b != place})[: n - 2] for place in range(n)
    ]
    indptr = np.cumsum([0] + [len(row) for row in rows])
    indices = np.array([b for row in rows for b in row], dtype=int)
    array = np.array(values, dtype=float)
    if missing is not None:
        array[missing] = np.nan
    return array, neighbourhoods_from_lists(indptr, indices)


@settings(max_examples=150, deadline=None)
@given(small_maps())
def test_exact_tails_agree_with_counting_every_choice(map_) -> None:
    values, near = map_
    tails = exact_tails(values, near)
    for place in range(len(values)):
        others = [v for at, v in enumerate(values) if at != place and v == v]
        row = near.indices[near.indptr[place] : near.indptr[place + 1]]
        beside = [values[at] for at in row if at != place and values[at] == values[at]]
        if values[place] != values[place] or not beside:
            assert np.isnan(tails.more[place])
            continue
        sums = [sum(chosen) for chosen in combinations(others, len(beside))]
        more = sum(one >= sum(beside) for one in sums) / len(sums)
        less = sum(one <= sum(beside) for one in sums) / len(sums)
        assert tails.more[place] == pytest.approx(more, rel=1e-12)
        assert tails.less[place] == pytest.approx(less, rel=1e-12)


def test_exact_tails_keep_their_digits_far_out_beside_whole_number_arithmetic() -> None:
    near = square(20, 20)
    values = np.random.default_rng(3).poisson(0.7, 400).astype(float)
    values[[189, 190, 191, 209, 211]] = (6, 7, 9, 8, 6)  # around place 210, which holds its own
    tails = exact_tails(values, near)
    for place in (0, 5, 210, 211):
        more, less = tails_in_fractions(values.astype(int), near, place=place)
        assert tails.more[place] == pytest.approx(float(more), rel=1e-11)
        assert tails.less[place] == pytest.approx(float(less), rel=1e-11)
    assert tails.more[210] < 1e-7


def tails_in_fractions(values, near, *, place) -> tuple[Fraction, Fraction]:
    """Numbers of ways to choose k of the others with each sum, one other place at a time."""
    row = [at for at in near.indices[near.indptr[place] : near.indptr[place + 1]] if at != place]
    seen, k = int(values[row].sum()), len(row)
    ways: list[dict[int, int]] = [{0: 1}] + [{} for _ in range(k)]
    for other in range(len(values)):
        if other == place:
            continue
        for drawn in range(k, 0, -1):
            for total, number in ways[drawn - 1].items():
                at = total + int(values[other])
                ways[drawn][at] = ways[drawn].get(at, 0) + number
    every = comb(len(values) - 1, k)
    assert sum(ways[k].values()) == every
    more = sum(number for total, number in ways[k].items() if total >= seen)
    less = sum(number for total, number in ways[k].items() if total <= seen)
    return Fraction(more, every), Fraction(less, every)


def test_drawn_tails_agree_with_exact_ones_within_chance() -> None:
    near = square(12, 12)
    values = np.random.default_rng(4).poisson(np.random.default_rng(5).gamma(0.5, 3, 144)) * 1.0
    exact, number = exact_tails(values, near), 19_999
    drawn = permuted_tails(values, near, draws=np.random.default_rng(6), permutations=number)
    for true, seen in ((exact.more, drawn.more), (exact.less, drawn.less)):
        error = np.sqrt(true * (1 - true) / number) + 1 / number
        assert (np.abs(true - seen) <= 4.5 * error).all()  # 288 tests: 4.5 is beyond 99.8%


def test_drawing_from_few_places_agrees_too_and_repeats() -> None:
    near, values = neighbourhoods_within(SIX, 15), np.array([2.0, 3, 3, 5, 8, 7])
    one, two = (
        permuted_tails(values, near, draws=np.random.default_rng(7), permutations=9_999)
        for _ in range(2)
    )
    assert np.array_equal(one.more, two.more, equal_nan=True)
    exact = exact_tails(values, near)
    tested = ~np.isnan(exact.more)
    assert np.abs(one.more - exact.more)[tested].max() < 0.025


def test_many_and_large_counts_are_not_taken_on_exactly() -> None:
    near = square(60, 60)
    rng = np.random.default_rng(8)
    assert is_exact_possible(rng.poisson(3, 3600).astype(float), near)
    assert not is_exact_possible(rng.integers(0, 10**7, 3600).astype(float), near)
    assert not is_exact_possible(rng.uniform(0, 3, 3600), near)


def test_a_place_without_neighbours_has_a_gi_star_but_is_not_tested() -> None:
    near = neighbourhoods_within(np.array([(0, 0), (10, 0), (900, 0), (20, 0)]), 15)
    values = np.array([1.0, 2, 50, 0])
    found = calculate_gi_star(values, near)
    assert found.z[2] > 1 and np.isnan(normal_tails(found).more[2])
    assert np.isnan(exact_tails(values, near).more[2])


@pytest.mark.parametrize(
    ("values", "error", "told"),
    [
        ([1, 2, 3], NeighboursUnusable, "neighbourhoods of 6 places"),
        ([1, 2, 3, 4, 5, np.inf], CountsUnusable, "1 values are infinite"),
    ],
)
def test_values_that_do_not_fit_are_refused(values, error, told) -> None:
    with pytest.raises(error, match=told):
        calculate_gi_star(np.array(values, dtype=float), neighbourhoods_within(SIX, 15))


def test_fewer_places_than_neighbours_need_is_refused_with_both_numbers() -> None:
    with pytest.raises(NeighboursUnusable, match="holds 6 places and there are 6"):
        calculate_gi_star(SIX_VALUES, neighbourhoods_within(SIX, 500))
    with pytest.raises(CountsUnusable, match="there is 1"):
        calculate_gi_star(np.ones(1), neighbourhoods_from_lists(np.array([0, 0]), np.array([])))


@pytest.mark.parametrize(
    ("indptr", "indices"), [([0, 2, 1], [1]), ([0, 1, 2], [5, 0]), ([1, 2], [0, 0]), ([0, 1], [-1])]
)
def test_neighbour_lists_that_do_not_fit_together_are_refused(indptr, indices) -> None:
    with pytest.raises(NeighboursUnusable):
        neighbourhoods_from_lists(np.array(indptr), np.array(indices))


def test_points_and_bands_that_are_none_are_refused() -> None:
    with pytest.raises(NeighboursUnusable):
        neighbourhoods_within(np.array([(0, np.nan), (1, 1)]), 10)
    with pytest.raises(NeighboursUnusable):
        neighbourhoods_within(SIX, 0)


def test_a_place_joins_its_own_neighbourhood_once() -> None:
    near = neighbourhoods_from_lists(np.array([0, 3, 4]), np.array([1, 1, 0, 0]))
    assert near.indices.tolist() == [0, 1, 0, 1] and near.sizes.tolist() == [2, 2]
