"""Stoke-on-Trent from the real files beside the project: skipped, loudly, where there are none."""

import gzip

import duckdb
import numpy as np
import pytest

from safercity.evidence.geography import choose_geography, load_geography, read_areas, to_metres

from .conftest import DATA

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.exists(), reason=f"the real data is not at {DATA}"),
]


@pytest.fixture(scope="module")
def stoke(tmp_path_factory):
    into = tmp_path_factory.mktemp("stoke") / "geography"
    choice = choose_geography(
        area_codes=("E06000021",), boundaries=DATA / "boundaries", lookups=DATA / "lookups",
        population=DATA / "population", into=into,
    )  # fmt: skip
    return choice, load_geography(into)


@pytest.fixture(scope="module")
def rows():
    """Every row of the street files: (points in metres, LSOA codes)."""
    pattern = (DATA / "police" / "*" / "*-street.csv.gz").as_posix()
    found = duckdb.sql(
        'SELECT "Longitude"::DOUBLE, "Latitude"::DOUBLE, coalesce("LSOA code", \'\') '
        f"FROM read_csv('{pattern}', all_varchar = true)"
    ).fetchnumpy()
    longitude, latitude, codes = (np.ma.filled(values, np.nan if i < 2 else "")
                                  for i, values in enumerate(found.values()))  # fmt: skip
    return to_metres(longitude, latitude), codes


def test_the_counts_that_the_lookups_give(stoke):
    choice, found = stoke
    assert choice.csps == ("E22000270",)
    assert [len(found.small_areas_by_vintage[year]) for year in ("2011", "2021")] == [159, 163]
    assert [len(w) for w in found.wards_by_vintage.values()] == [37, 37, 37, 34]
    # Eight new areas came of four that were split; no other changed.
    assert len(found.crosswalk.split_codes()) == 4
    assert len({found.unit_of_area(code) for code in found.local_codes("lsoa")}) == 159
    assert len(found.known_codes("lsoa 2021")) == 35_672
    assert sum(found.residents.values()) == 258_383
    assert found.cell_residents().sum() == pytest.approx(258_383, abs=0.1)


def test_the_finer_shapes_of_2011_are_chosen(stoke):
    files = {item.what: item for item in stoke[0].chosen}
    assert files["lsoa 2011"].file == "boundaries/martinjc/lsoa_by_lad_E06000021.json"
    assert "finer" in files["lsoa 2011"].why
    assert files["local_authority 2024"].file == "boundaries/stoke_lad24.geojson"


def test_the_partnerships_code_finds_stoke(tmp_path):
    choice = choose_geography(
        area_codes=("E22000270",), boundaries=DATA / "boundaries", lookups=DATA / "lookups",
        into=tmp_path / "g",
    )  # fmt: skip
    assert choice.authorities == ("E06000021",)


def test_code_and_point_disagree_on_1385_rows(stoke, rows):
    """The agency's code in or out of the partnership, against the point in its outline."""
    _, found = stoke
    points, codes = rows
    ours = np.isin(codes.astype(str), sorted(found.local_codes("lsoa")))
    inside = found.locate_area(*points)
    located = np.isfinite(points[0])
    assert len(codes) == 260_993 and ours.sum() == 91_642
    assert ((ours != inside) & located).sum() == 1_385


def test_the_finer_shapes_agree_with_the_published_codes_on_97_in_100(stoke, rows):
    _, found = stoke
    points, codes = rows
    at = found.locate_small_area(*points, vintage="2011")
    of_2011 = np.array(found.small_areas_by_vintage["2011"].codes + ("",))
    ours = np.isin(codes.astype(str), of_2011[:-1])
    assert 0.955 < (of_2011[at[ours]] == codes[ours]).mean() < 1


def test_nearly_every_row_of_ours_has_a_cell(stoke, rows):
    _, found = stoke
    points, codes = rows
    ours = np.isin(codes.astype(str), sorted(found.local_codes("lsoa")))
    cells = found.grid.index_of(found.grid.cell_of(*points))
    assert (cells[ours] >= 0).mean() > 0.999


def test_a_topojson_is_refused_and_the_invalid_polygon_mended():
    folder = DATA / "boundaries" / "martinjc"
    with pytest.raises(Exception, match="TopoJSON"):
        read_areas(folder / "lsoa_by_lad_topo_E06000021.json")
    assert "E00072260 was invalid" in read_areas(folder / "oa_by_lad_E06000021.json").notes[0]


def test_the_files_are_there_to_be_read():
    assert len(list((DATA / "police").glob("*/*-street.csv.gz"))) == 31
    with gzip.open(next((DATA / "police").glob("*/*-street.csv.gz")), "rt") as file:
        assert file.readline().startswith("Crime ID,Month")
