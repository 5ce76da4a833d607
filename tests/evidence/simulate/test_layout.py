"""The city's land: its size, its areas fitting without gaps, its codes and names nobody's."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely

from safercity.evidence.geography import to_metres
from safercity.evidence.simulate import City, lay_out_city
from safercity.evidence.simulate.boundaries import to_geojson
from safercity.evidence.simulate.names import CITY, NEIGHBOUR, TOWNS
from safercity.evidence.simulate.streets import Streets, lay_streets

REAL = Path(__file__).parents[4] / "shared" / "data" / "lookups"


@pytest.fixture(scope="module")
def streets(city: City) -> Streets:
    return lay_streets(city)


def test_the_city_has_the_size_it_is_said_to_have(city: City) -> None:
    assert city.land.outline.area == pytest.approx(93.0e6, rel=1e-6)
    assert city.residents.sum() == pytest.approx(258_000, abs=200)
    assert len(city.wards.codes) == 34
    assert 155 <= len(city.small_areas_2011.codes) <= 165
    assert 1_000 <= city.residents.min() <= city.residents.max() <= 4_500
    assert len(TOWNS) == len(city.land.towns) == 6


@pytest.mark.parametrize("kind", ["wards", "small_areas", "small_areas_2011"])
def test_areas_cover_the_city_once(city: City, kind: str) -> None:
    polygons = getattr(city, kind).polygons
    whole = shapely.union_all(polygons)
    assert shapely.area(polygons).sum() == pytest.approx(city.land.outline.area, rel=1e-6)
    assert shapely.symmetric_difference(whole, city.land.outline).area < 100
    assert shapely.is_valid(polygons).all()


def test_residents_of_cells_are_the_citys(city: City) -> None:
    assert city.cell_residents.sum() == pytest.approx(city.residents.sum(), rel=1e-5)
    share = np.sort(city.cell_residents)[::-1].cumsum() / city.cell_residents.sum()
    assert share[len(share) // 4] > 0.45  # a quarter of the cells hold nearly half of the people


def test_two_vintages_are_linked(city: City) -> None:
    kinds = Counter(change for _, _, change in city.links)
    assert kinds["S"] == 10 and kinds["M"] == 4
    assert {old for old, _, _ in city.links} == set(city.small_areas_2011.codes)
    assert {new for _, new, _ in city.links} == set(city.small_areas.codes)
    changed = {code for old, new, change in city.links if change != "U" for code in (old, new)}
    unchanged = {old for old, new, change in city.links if change == "U" and old == new}
    assert not changed & unchanged


def test_another_seed_gives_another_city(city: City) -> None:
    other = lay_out_city(2)
    assert other.wards.names != city.wards.names
    shared = shapely.intersection(other.land.outline, city.land.outline).area
    assert shared < 0.99 * city.land.outline.area


def test_every_cell_has_a_street_point_of_its_own(city: City, streets: Streets) -> None:
    assert (np.diff(streets.first) >= 1).all()
    packed = city.grid.cell_of(streets.easting.astype(float), streets.northing.astype(float))
    assert (city.grid.index_of(packed) == streets.cell).mean() > 0.999
    np.testing.assert_allclose(np.bincount(streets.cell, streets.share), 1)
    assert len(set(streets.postcodes.tolist())) == len(streets.postcodes)
    assert {code[:2] for code in streets.postcodes.tolist()} == {"ZY"}  # no such postcode area


def test_boundaries_in_degrees_lead_back_to_the_same_metres(city: City) -> None:
    corners = np.array(to_geojson(np.array([city.land.outline]))[0]["coordinates"][0])
    back = np.column_stack(to_metres(corners[:, 0], corners[:, 1]))
    metres = shapely.get_coordinates(city.land.outline)
    assert np.abs(back - metres).max() < 0.15  # six places of a degree


@pytest.mark.data
def test_no_code_or_name_is_a_real_one(city: City) -> None:
    if not REAL.is_dir():
        pytest.skip(
            f"The real lookups are not at {REAL}: made-up names were not held against them."
        )
    real: set[str] = set()
    for path in sorted(REAL.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                real.update(value.casefold() for value in row)
    ours = {CITY, NEIGHBOUR, *TOWNS, *city.wards.names, *city.wards.codes}
    ours |= {*city.small_areas.codes, *city.small_areas_2011.codes, *city.neighbour.codes}
    ours |= set(city.neighbour.outer) | {"E06999901", "E06999902", "E22999901", "E23999901"}
    assert len(real) > 50_000
    assert not {name for name in ours if name.casefold() in real}
