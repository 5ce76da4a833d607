"""Areas within areas: what is expected of them adds up to the last bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safercity.evidence.matrix import Matrix
from safercity.evidence.seasons.forecasting import (
    ForecastSettings,
    ForecastUnusable,
    Tree,
    TreeDiffers,
    add_up,
    forecast,
    reconcile,
)
from tests.evidence.seasons.forecasting.obvious import reconcile_by_algebra
from tests.evidence.seasons.forecasting.series import as_counts, draw_counts

CITY = Tree({"a": "north", "b": "north", "c": "south", "d": "south", "e": "south",
             "north": "city", "south": "city"})  # fmt: skip
METHODS = ("wls", "bottom_up", "top_down")
amounts = st.floats(0, 1e5, allow_nan=False)


@st.composite
def trees(draw):
    """Up to twelve areas, each in an earlier one: any shape, leaves at any depth."""
    size = draw(st.integers(2, 12))
    return Tree({f"area {n}": f"area {draw(st.integers(0, n - 1))}" for n in range(1, size)})


def adds_up(found: Matrix, tree: Tree) -> bool:
    """Each area equals the sum of all smallest areas in it, in whatever order they are added."""
    value = dict(zip(found.rows, found.values, strict=True))
    inside: dict[str, list] = {}
    for leaf in tree.leaves:
        area = leaf
        while area in tree.parents:
            area = tree.parents[area]
            inside.setdefault(area, []).append(value[leaf])
    return all(
        (value[area] == np.sum(parts, axis=0)).all()
        and (value[area] == np.sum(parts[::-1], axis=0)).all()
        for area, parts in inside.items()
    )


@settings(max_examples=80, deadline=None)
@given(st.data(), trees(), st.sampled_from(METHODS))
def test_expected_counts_add_up_exactly(data, tree, method):
    size = len(tree.nodes)
    values = np.array(data.draw(st.lists(amounts, min_size=size, max_size=size)))
    found = reconcile(Matrix(values[:, None], tree.nodes, ("2024-01",)), tree, method=method)
    assert adds_up(found, tree)
    assert (found.values >= 0).all()


@settings(max_examples=80, deadline=None)
@given(st.data(), trees())
def test_weighing_is_least_squares(data, tree):
    size = len(tree.nodes)
    some = st.lists(st.floats(0.5, 50), min_size=size, max_size=size)
    variances, leaves = np.array(data.draw(some)), len(tree.leaves)
    # Smallest areas far above zero, so that none is cut off there.
    values = np.array(data.draw(some)) + np.where(np.arange(size) < leaves, 1000.0, 0.0)
    for area, inside in tree.children.items():
        values[area] += values[inside].sum()
    expected = Matrix(values[:, None], tree.nodes, ("2024-01",))
    found = reconcile(expected, tree, variances=variances).values[:, 0]
    np.testing.assert_allclose(found, reconcile_by_algebra(values, tree, variances), atol=1e-4)


def test_what_is_left_over_is_shared_alike_where_all_are_as_sure():
    # Hyndman & Athanasopoulos, Forecasting: principles and practice: of 10 = 4 + 3 + 3 left over,
    # least squares gives a third to each of the three.
    tree = Tree({"a": "city", "b": "city"})
    expected = Matrix(np.array([[10.0], [4.0], [3.0]]), ("city", "a", "b"), ("2024-01",))
    found = reconcile(expected, tree, variances=np.ones(3))
    assert found.rows == ("city", "a", "b")
    np.testing.assert_allclose(found.values[:, 0], [9, 5, 4], atol=1e-6)


def test_from_the_top_and_from_the_bottom():
    tree = Tree({"a": "city", "b": "city"})
    expected = Matrix(np.array([[10.0], [1.0], [3.0]]), ("city", "a", "b"), ("2024-01",))
    assert reconcile(expected, tree, method="top_down").values[:, 0].tolist() == [10, 2.5, 7.5]
    assert reconcile(expected, tree, method="bottom_up").values[:, 0].tolist() == [4, 1, 3]


def test_no_smallest_area_falls_below_zero():
    tree = Tree({"a": "city", "b": "city"})
    expected = Matrix(np.array([[1.0], [0.1], [50.0]]), ("city", "a", "b"), ("2024-01",))
    found = reconcile(expected, tree, variances=np.array([0.01, 100, 1]))
    assert found.values[1, 0] == 0
    assert adds_up(found, tree)


@pytest.mark.parametrize("method", METHODS)
def test_a_forecast_of_a_tree_adds_up(method):
    counts = Matrix(draw_counts(1, rows=5).values, ("e", "d", "c", "b", "a"),
                    draw_counts(1, rows=5).columns)  # fmt: skip
    found = forecast(counts, tree=CITY, settings=ForecastSettings(reconcile=method))
    assert found.rows == CITY.nodes
    assert adds_up(Matrix(found.expected, found.rows, found.ahead), CITY)
    assert adds_up(Matrix(found.total[:, None], found.rows, ("year",)), CITY)
    assert (found.total == found.expected.sum(axis=1)).all()
    # The whole varies less, for its size, than what it is made of.
    width = (found.total_high - found.total_low) / found.total
    assert width[-1] < width[: len(CITY.leaves)].min()
    assert [one.id for one in found.statements][:3] == [
        "forecast.many" if not found.above.any() else "forecast.many_above",
        "forecast.next", "forecast.total",
    ]  # fmt: skip
    assert "forecast.limit.added_up" in [one.id for one in found.limits]


def test_a_gap_in_a_smallest_area_is_a_gap_above_it():
    counts = as_counts([1, np.nan], [2, 3], names=("a", "b"))
    whole = add_up(counts, Tree({"a": "city", "b": "city"}))
    assert whole.rows == ("a", "b", "city")
    assert whole.values[2, 0] == 3
    assert np.isnan(whole.values[2, 1])


def test_labels_that_disagree_are_shown_on_both_sides():
    counts = as_counts(*np.ones((5, 30)), names=("a", "b", "c", "d", "x"))
    with pytest.raises(TreeDiffers, match=r"Only in the counts: x\. Only in the tree: e\."):
        forecast(counts, tree=CITY)
    with pytest.raises(TreeDiffers, match="5 rows and the tree asks for 8 areas"):
        reconcile(counts, CITY)


@pytest.mark.parametrize(
    ("parents", "message"),
    [
        ({}, "this has 0"),
        ({"a": "north", "b": "south"}, r"this has 2 \(north, south\)"),
        ({"a": "city", "b": "c", "c": "b"}, "lies in itself"),
    ],
)
def test_a_tree_has_one_whole(parents, message):
    with pytest.raises(ForecastUnusable, match=message):
        Tree(parents)


@pytest.mark.parametrize("wrong", [-1.0, np.nan, np.inf])
def test_reconciling_refuses_what_no_count_can_be(wrong):
    tree = Tree({"a": "city", "b": "city"})
    with pytest.raises(ForecastUnusable, match="negative or not finite"):
        reconcile(Matrix(np.array([[1.0], [wrong], [1.0]]), tree.nodes, ("2024-01",)), tree)
