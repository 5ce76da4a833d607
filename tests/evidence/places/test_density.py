"""Surfaces against plain double sums, and what they say and refuse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, as_values, say_all
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.places import (
    CompareSettings,
    DensitySettings,
    Points,
    SquareGrid,
    SurfaceUnusable,
    compare_densities,
    estimate_density,
)
from safercity.evidence.places.density import find_distinct, sum_at_centres, sum_on_grid
from safercity.evidence.places.density.words import MESSAGES
from safercity.evidence.runs import Run

BASIS = Basis(("police-uk",), location="snap", late_share=0.1)
GRID = SquareGrid(1000.0, 2000.0, 50.0, 30, 22)


def scatter(seed: int, number: int = 60) -> Points:
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(500, 3000, number), rng.uniform(1500, 3600, number)
    return Points(x, y, rng.integers(0, 5, number).astype(float))


def plainly(points: Points, x: float, y: float, chosen: DensitySettings) -> float:
    """The density at one point by the formula, one record after the other."""
    b, total = chosen.bandwidth_metres, 0.0
    for px, py, weight in zip(points.x, points.y, points.weights, strict=True):
        squared = (px - x) ** 2 + (py - y) ** 2
        if chosen.kernel == "gaussian":
            total += weight * np.exp(-squared / (2 * b**2)) / (2 * np.pi * b**2)
        elif squared < b**2:
            total += weight * 3 / (np.pi * b**2) * (1 - squared / b**2) ** 2
    return total


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    kernel=st.sampled_from(["quartic", "gaussian"]),
    bandwidth=st.sampled_from([20.0, 120.0, 199.9, 200.0, 431.7, 2500.0]),
)
def test_surface_equals_direct_summation_to_1e_12_of_its_peak(seed, kernel, bandwidth) -> None:
    """Bandwidths on both sides of four cells, where a Gaussian changes its way."""
    points, chosen = scatter(seed), DensitySettings(bandwidth, kernel)
    distinct = find_distinct(points)
    surface = sum_on_grid(distinct, GRID, settings=chosen)
    rng = np.random.default_rng(seed)
    spots = [
        (0, 0),
        (21, 29),
        (0, 29),
        *zip(rng.integers(0, 22, 9), rng.integers(0, 30, 9), strict=True),
    ]
    centres = np.array([(GRID.x[column], GRID.y[row]) for row, column in spots])
    true = np.array([plainly(points, x, y, chosen) for x, y in centres])
    room = 1e-12 * max(surface.max(), true.max())
    assert np.abs(np.array([surface[spot] for spot in spots]) - true).max() <= room
    assert np.abs(sum_at_centres(distinct, centres, settings=chosen) - true).max() <= room


@pytest.mark.parametrize("kernel", ["quartic", "gaussian"])
def test_all_that_was_spread_is_on_a_grid_wide_enough(kernel) -> None:
    points = scatter(1)
    grid = SquareGrid(-3000.0, -3000.0, 50.0, 200, 200)
    surface = sum_on_grid(find_distinct(points), grid, settings=DensitySettings(300, kernel))
    assert surface.sum() * 50**2 == pytest.approx(points.weights.sum(), rel=1e-4)


def test_points_far_from_the_grid_leave_it_empty() -> None:
    far = find_distinct(Points(np.array([1e6]), np.array([-1e6])))
    for kernel in ("quartic", "gaussian"):
        assert (sum_on_grid(far, GRID, settings=DensitySettings(300, kernel)) == 0).all()
    nothing = find_distinct(Points(np.array([]), np.array([])))
    assert (sum_on_grid(nothing, GRID, settings=DensitySettings(300, "gaussian")) == 0).all()


def test_distinct_points_add_up_whatever_the_order() -> None:
    rng = np.random.default_rng(2)
    x, y = rng.integers(-3, 4, (2, 5000)).astype(float)
    weights = rng.integers(0, 9, 5000).astype(float)
    found = find_distinct(Points(x, y, weights))
    told: dict[tuple[float, float], float] = {}
    for spot in zip(y, x, weights, strict=True):
        told[spot[:2]] = told.get(spot[:2], 0) + spot[2]
    assert list(zip(found.y, found.x, strict=True)) == sorted(told)
    assert found.weights.tolist() == [told[spot] for spot in sorted(told)]
    turned = rng.permutation(5000)
    again = find_distinct(Points(x[turned], y[turned], weights[turned]))
    assert all(np.array_equal(getattr(found, n), getattr(again, n)) for n in ("x", "y", "weights"))
    assert find_distinct(Points(np.array([0.0, -0.0]), np.zeros(2))).x.size == 1


def estimate(points: Points, where=GRID, bandwidth=300.0, basis=BASIS, kernel="quartic"):
    chosen = DensitySettings(bandwidth, kernel)
    return estimate_density(points, where, settings=chosen, basis=basis, run=Run())


def test_a_surface_says_its_bandwidth_and_that_it_tests_nothing() -> None:
    found = estimate(scatter(3))
    assert isinstance(found, Finding) and as_values(found)["settings"]["bandwidth_metres"] == 300
    told = found.explain()
    assert "quartic kernel of 300 metres" in told and "60 distinct points" in told
    assert "tests nothing" in told
    assert "10% of the newest" in say_all(found.limits, MESSAGES)
    value, easting, northing = found.peak()
    row, column = np.argwhere(found.values == found.values.max())[0]
    assert (easting, northing) == (GRID.x[column], GRID.y[row])
    assert value == pytest.approx(plainly(scatter(3), easting, northing, found.settings) * 1e6)
    assert found.table().rows[0] == (easting, northing, value)


def test_hexagons_centres_do_as_well_as_squares() -> None:
    centres = np.random.default_rng(4).uniform(1000, 3000, (50, 2))
    found = estimate(scatter(4), centres)
    assert found.values.shape == (50,) and as_values(found)["chart"]["data"]["values"]


def test_a_rate_is_top_over_bottom_and_not_told_where_there_is_next_to_nothing() -> None:
    top, people = estimate(scatter(5)), estimate(
        Points(np.array([1500.0]), np.array([2500.0]), np.array([4000.0])),
        basis=Basis(("census",), layer="context", location="postcode"),
    )  # fmt: skip
    found = compare_densities(top, people)
    known = people.values >= 0.05 * people.values.mean()
    assert np.array_equal(np.isnan(found.values), ~known) and not known.all()
    assert found.values[known] == pytest.approx(1000 * top.values[known] / people.values[known])
    told = found.explain()
    assert "for each 1,000" in told and "no rate is told" in told and "tests nothing" in told
    as_values(found)


def test_a_change_is_later_minus_earlier_by_period() -> None:
    later, earlier = estimate(scatter(6)), estimate(scatter(7))
    found = compare_densities(later, earlier, settings=CompareSettings("change", periods=(6, 12)))
    assert found.values == pytest.approx(later.values / 6 - earlier.values / 12)
    assert "largest rise" in found.explain()
    fewer = compare_densities(later, later, settings=CompareSettings("change", periods=(12, 6)))
    assert fewer.explain().startswith("It rose nowhere: the largest fall is near easting")
    same = compare_densities(later, later, settings=CompareSettings("change"))
    assert (same.values == 0).all()


def test_nothing_to_draw_and_nothing_to_divide_by_are_said() -> None:
    nothing = estimate(Points(np.array([]), np.array([])))
    assert "no records to draw" in nothing.explain()
    found = compare_densities(estimate(scatter(8)), nothing)
    assert "No rate can be told" in found.explain() and found.extremes() is None
    as_values(found), as_values(nothing)


def test_surfaces_of_different_kinds_are_refused_with_both_told() -> None:
    one = estimate(scatter(9))
    with pytest.raises(SurfaceUnusable, match="300 metres, the other a quartic kernel of 200"):
        compare_densities(one, estimate(scatter(9), bandwidth=200))
    with pytest.raises(SurfaceUnusable, match="30 by 22 squares of 50 metres; 31 by 22"):
        compare_densities(one, estimate(scatter(9), replace(GRID, columns=31)))
    with pytest.raises(SurfaceUnusable, match="660 centres"):
        compare_densities(one, estimate(scatter(9), np.zeros((660, 2))))


@pytest.mark.parametrize("bandwidth", [0, -5, np.nan, np.inf])
def test_a_bandwidth_that_is_none_is_refused(bandwidth) -> None:
    with pytest.raises(SurfaceUnusable, match="above 0 metres"):
        DensitySettings(bandwidth)


def test_points_grids_and_kernels_that_are_none_are_refused() -> None:
    ones = np.ones(3)
    for wrong in (
        Points(ones, np.ones(2)),
        Points(ones, np.array([1, 2, np.nan])),
        Points(ones, ones, -ones),
    ):
        with pytest.raises(SurfaceUnusable):
            find_distinct(wrong)
    with pytest.raises(SurfaceUnusable):
        SquareGrid(0, 0, 0, 5, 5)
    with pytest.raises(SurfaceUnusable):
        estimate(scatter(1), np.zeros(4))
    with pytest.raises(ValueError):
        DensitySettings(5, "cubic")
    with pytest.raises(ValueError):
        CompareSettings("ratio")
    with pytest.raises(SurfaceUnusable):
        CompareSettings("change", periods=(0, 1))


def test_areas_alone_and_activity_are_refused() -> None:
    with pytest.raises(TooCoarse):
        estimate(scatter(1), basis=Basis(location="small_area"))
    with pytest.raises(ActivityAsked):
        estimate(scatter(1), basis=Basis(location="exact", layer="activity"))
