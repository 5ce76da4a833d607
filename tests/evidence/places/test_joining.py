"""Units join, widen and split on a small row of cells that can be drawn on paper."""

from __future__ import annotations

import numpy as np

from safercity.evidence.overlay import HIGH, MISSING, NOT, Units
from safercity.evidence.places.joining import join_units, split_group, widen_group
from safercity.evidence.places.runs_of_quarters import combine_states, find_runs, may_be_older


def row_of(number: int) -> Units:
    near = [[o for o in (at - 1, at + 1) if 0 <= o < number] for at in range(number)]
    indptr = np.cumsum([0] + [len(one) for one in near])
    indices = np.array([o for one in near for o in one])
    labels = tuple(f"u{at}" for at in range(number))
    points = np.zeros((number, 2))
    return Units("cell", labels, np.ones(number), "residents", indptr, indices, points)


def test_adjoining_members_join_unless_they_do_not_belong() -> None:
    units = row_of(8)
    assert join_units([1, 2, 4, 5, 7], units) == [[1, 2], [4, 5], [7]]
    assert join_units([1, 2], units, belong=lambda a, b: False) == [[1], [2]]


def test_widening_goes_as_many_rings_as_told() -> None:
    may = np.array([1, 1, 0, 0, 1, 1, 1, 0], dtype=bool)
    assert widen_group([3], row_of(8), may_join=may, rounds=2) == [3, 4, 5]


def test_small_groups_and_groups_with_one_peak_stay_whole() -> None:
    heights = np.array([1.0, 2, 3, 4, 3, 2, 1])
    group = list(range(7))
    assert split_group(group, row_of(7), heights=heights, largest=7) == [group]
    assert split_group(group, row_of(7), heights=heights, largest=3) == [[0, 1], [2, 3, 4], [5, 6]]


def test_a_clear_valley_cuts_first_and_a_shallow_one_only_if_still_too_large() -> None:
    heights = np.array([9.0, 8.5, 9, 5, 8, 7, 8])
    group = list(range(7))
    assert split_group(group, row_of(7), heights=heights, largest=4) == [[0, 1, 2, 3], [4, 5, 6]]
    parts = split_group(group, row_of(7), heights=heights, largest=2)
    assert sorted(unit for part in parts for unit in part) == group and len(parts) == 4


def test_runs_bear_one_gap_and_pass_over_what_is_missing() -> None:
    text = {"H": HIGH, ".": NOT, "?": MISSING}
    states = [text[one] for one in "HH.H??H..HHH."]
    assert find_runs(states) == [(0, 6), (9, 11)]
    assert may_be_older(states, 0) and not may_be_older(states, 9)
    after_a_gap = [text[one] for one in "HHH????HH"]
    assert find_runs(after_a_gap) == [(0, 2), (7, 8)] and may_be_older(after_a_gap, 7)


def test_combined_states_are_missing_where_the_missing_could_decide() -> None:
    states = [[HIGH, HIGH, HIGH], [HIGH, MISSING, NOT], [NOT, NOT, NOT]]
    assert combine_states(states, need=2) == [HIGH, MISSING, NOT]
