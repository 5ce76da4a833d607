import numpy as np
import pytest
import shapely

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography import Grid, Lattice

CIRCLE = shapely.Point(388_000, 347_000).buffer(3_000)
RING = CIRCLE.difference(shapely.Point(388_000, 347_000).buffer(1_200))


@pytest.mark.parametrize("kind", ["hexagon", "square"])
def test_every_point_of_the_area_has_a_cell_and_the_parts_add_up(kind):
    grid = Grid.over(RING, kind=kind)
    random = np.random.default_rng(2)
    x, y = random.uniform(-3_000, 3_000, (2, 20_000)).round(2) + [[388_000], [347_000]]
    inside = shapely.contains_xy(RING.buffer(-0.5), x, y)
    positions = grid.index_of(grid.cell_of(x, y))
    assert (positions[inside] >= 0).all()
    polygons = grid.polygons[positions[inside]]
    assert shapely.distance(polygons, shapely.points(x[inside], y[inside])).max() < 0.01
    assert grid.area_m2.sum() == pytest.approx(RING.area, rel=1e-6)
    assert shapely.within(grid.polygons, RING.buffer(0.001)).all()
    assert (np.diff(grid.cells.astype(np.int64)) > 0).all() and grid.cells.dtype == np.uint32


@pytest.mark.parametrize("kind, most", [("hexagon", 6), ("square", 8)])
def test_neighbours_are_mutual_sorted_and_in_the_grid(kind, most):
    grid = Grid.over(RING, kind=kind)
    indptr, indices = grid.neighbours
    assert len(indptr) == len(grid) + 1 and indptr[-1] == len(indices)
    pairs = {(i, j) for i in range(len(grid)) for j in indices[indptr[i] : indptr[i + 1]].tolist()}
    assert {(j, i) for i, j in pairs} == pairs
    assert np.diff(indptr).max() == most
    assert all(i != j for i, j in pairs)


def test_ids_stay_when_the_boundary_changes():
    whole, part = Grid.over(CIRCLE), Grid.over(RING)
    assert set(part.ids) < set(whole.ids)
    moved = Grid.over(shapely.affinity.translate(CIRCLE, 10, 10))
    shared = set(moved.ids) & set(whole.ids)
    assert len(shared) > 0.9 * len(whole)
    same = whole.index_of([whole.packed_id(i) for i in sorted(shared)])
    other = moved.index_of([moved.packed_id(i) for i in sorted(shared)])
    apart = np.hypot(*(whole.centroids[same] - moved.centroids[other]).T)
    assert np.median(apart) == 0


def test_a_cell_that_only_touches_is_no_part():
    box = shapely.box(388_000, 347_000, 388_500, 347_500)
    grid = Grid.over(box, kind="square")
    assert len(grid) == 4 and grid.area_m2.tolist() == [62_500.0] * 4


def test_positions_of_cells_elsewhere_are_minus_one():
    grid = Grid.over(CIRCLE)
    assert grid.index_of([-1, 0, 2**31]).tolist() == [-1] * 3
    assert grid.index_of(grid.cells).tolist() == list(range(len(grid)))
    assert grid.index_of([]).shape == (0,)


def test_a_shape_without_an_area_is_refused():
    with pytest.raises(GeographyError, match="without an area"):
        Grid.over(shapely.Polygon())


def test_two_parts_of_a_cell_are_one_cell_with_both():
    slit = shapely.box(388_000, 347_100, 389_000, 347_101)
    grid = Grid.over(shapely.box(388_000, 347_000, 389_000, 347_500).difference(slit))
    assert len(set(grid.cells.tolist())) == len(grid)
    assert grid.area_m2.sum() == pytest.approx(500_000 - 1_000, rel=1e-6)


def test_a_grid_of_given_cells_is_that_grid():
    first = Grid.over(CIRCLE)
    again = Grid.of_cells(Lattice(), first.cells.astype(np.int64), shapes=lambda: first.polygons)
    assert again.ids == first.ids and np.array_equal(again.area_m2, first.area_m2)
