from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography import AreaIndex, make_areas


def locate_by_asking_all(areas, x, y):
    """The reference: the first area in code order whose polygon the point meets, one by one.

    In millimetres, because 0.1 m is no binary number: in whole numbers shapely's answers are exact.
    """
    points = shapely.points(np.rint(np.asarray(x) * 1000), np.rint(np.asarray(y) * 1000))
    found = np.full(len(points), -1)
    for number in reversed(range(len(areas))):
        whole = shapely.transform(areas.polygons[number], lambda xy: np.rint(xy * 1000))
        shapely.prepare(whole)
        found[shapely.intersects(whole, points)] = number
    return found


def make_cells(seed, count=60, size=2_000):
    """A tessellation: Voronoi cells in metres, vertices on whole millimetres."""
    random = np.random.default_rng(seed)
    points = shapely.multipoints(random.uniform(0, size, (count, 2)))
    cells = shapely.voronoi_polygons(points, extend_to=shapely.box(0, 0, size, size))
    clipped = shapely.intersection(shapely.get_parts(cells), shapely.box(0, 0, size, size))
    return make_areas("custom", {f"A{i:03d}": cell for i, cell in enumerate(clipped)})


def points_for(areas, seed, n=4_000):
    """Points all over and beyond, and the hard ones: corners, and middles of sides."""
    random = np.random.default_rng(seed)
    west, south, east, north = shapely.total_bounds(areas.polygons)
    anywhere = np.column_stack(
        [random.uniform(west - 20, east + 20, n), random.uniform(south - 20, north + 20, n)]
    )
    corners = shapely.get_coordinates(areas.polygons)
    middles = (corners[1:] + corners[:-1]) / 2
    return np.round(np.vstack([anywhere, corners, middles, np.round(anywhere[:500])]), 3).T


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("cell_metres", [None, 1, 37, 5_000])
def test_it_answers_as_asking_every_area_would(seed, cell_metres):
    areas = make_cells(seed)
    index = AreaIndex.build(areas, cell_metres=cell_metres)
    x, y = points_for(areas, seed)
    assert np.array_equal(index.locate(x, y), locate_by_asking_all(areas, x, y))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([3, 20, 101]))
def test_overlaps_holes_and_islands_answer_so_too(seed, cell_metres):
    random = np.random.default_rng(seed)
    shapes = {}
    for number in range(int(random.integers(1, 9))):
        x, y = random.integers(0, 400, 2)
        shape = shapely.Point(x, y).buffer(
            random.integers(20, 200), quad_segs=int(random.integers(1, 5))
        )
        if random.random() < 0.4:
            shape = shape.difference(shapely.box(x - 9, y - 9, x + 11, y + 7))
        if random.random() < 0.3:
            shape = shapely.union_all([shape, shapely.box(500, 500, 520 + number, 530)])
        shapes[f"A{number}"] = shape
    areas = make_areas("custom", shapes)
    x, y = points_for(areas, seed, n=600)
    found = AreaIndex.build(areas, cell_metres=cell_metres).locate(x, y)
    assert np.array_equal(found, locate_by_asking_all(areas, x, y))


def test_on_a_border_the_first_in_code_order_has_the_point():
    areas = make_areas(
        "custom", {"B": shapely.box(0, 0, 10, 10), "A": shapely.box(10, 0, 20, 10),
                   "C": shapely.box(0, 10, 20, 20)},
    )  # fmt: skip
    index = AreaIndex.build(areas, cell_metres=1)
    code = [areas.codes[i] for i in index.locate([10, 5, 15, 10, 5], [5, 10, 10, 10, 15])]
    assert code == ["A", "B", "A", "A", "C"]
    assert index.locate([0, 20, 20, 0], [0, 0, 20, 20]).tolist() == [1, 0, 2, 2]
    # To the nearest millimetre: half a millimetre outside is on the border.
    assert index.locate([-0.0004, -0.0006], [5, 5]).tolist() == [1, -1]


def test_an_area_inside_another_wins_only_where_its_code_comes_first():
    park, town = shapely.box(40, 40, 60, 60), shapely.box(0, 0, 100, 100)
    first = AreaIndex.build(make_areas("custom", {"A park": park, "B town": town}), cell_metres=7)
    assert first.locate([50, 10], [50, 10]).tolist() == [0, 1]
    second = AreaIndex.build(make_areas("custom", {"A town": town, "B park": park}), cell_metres=7)
    assert second.locate([50, 10], [50, 10]).tolist() == [0, 0]


def test_missing_far_and_no_points():
    index = AreaIndex.build(make_cells(1))
    x = [np.nan, 5.0, np.inf, -1e300, 1e7]
    y = [5.0, np.nan, 5.0, 1e300, 5.0]
    assert index.locate(x, y).tolist() == [-1] * 5
    assert index.locate([], []).shape == (0,) and index.locate([], []).dtype == np.int32
    with pytest.raises(GeographyError, match="2 eastings came with 1"):
        index.locate([1, 2], [1])


def test_no_areas_hold_no_points():
    index = AreaIndex.build(make_areas("custom", {}))
    assert index.locate([1.0, 2.0], [1.0, 2.0]).tolist() == [-1, -1]


def test_saved_and_loaded_it_answers_alike_and_damage_is_said(tmp_path):
    areas = make_cells(3)
    index = AreaIndex.build(areas)
    path = tmp_path / "cache" / "index.npz"
    index.save(path)
    x, y = points_for(areas, 3)
    assert np.array_equal(AreaIndex.load(path).locate(x, y), index.locate(x, y))
    assert [p.name for p in path.parent.iterdir()] == ["index.npz"]
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(GeographyError, match="cannot be read") as fault:
        AreaIndex.load(path)
    assert "Delete it" in fault.value.advice
    with pytest.raises(GeographyError):
        AreaIndex.load(tmp_path / "nothing.npz")


def test_several_may_write_and_read_one_file_at_once(tmp_path):
    areas = make_cells(4)
    index, path = AreaIndex.build(areas), tmp_path / "index.npz"
    index.save(path)
    x, y = points_for(areas, 4, n=200)

    def write_and_read(_):
        index.save(path)
        return AreaIndex.load(path).locate(x, y).tolist()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(write_and_read, range(24)))
    assert all(answer == index.locate(x, y).tolist() for answer in answers)
    assert [found.name for found in tmp_path.iterdir()] == ["index.npz"]


def test_threads_do_not_change_an_answer():
    areas = make_cells(5)
    index = AreaIndex.build(areas)
    x, y = np.random.default_rng(5).uniform(-100, 2_100, (2, 300_000)).round(3)
    assert np.array_equal(index.locate(x, y, threads=1), index.locate(x, y, threads=3))


def test_national_coordinates_and_an_edge_across_the_country_stay_exact():
    areas = make_areas(
        "custom", {"north": shapely.Polygon([(0, 0), (700_000, 1_299_999), (0, 1_299_999)]),
                   "south": shapely.Polygon([(0, 0), (700_000, 0), (700_000, 1_299_999)])},
    )  # fmt: skip
    index = AreaIndex.build(areas)
    random = np.random.default_rng(5)
    x = random.uniform(0, 700_000, 5_000).round(3)
    y = (x * 1_299_999 / 700_000).round(3)
    assert np.array_equal(index.locate(x, y), locate_by_asking_all(areas, x, y))
