import numpy as np
import pytest

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.points import (
    kind_of_points,
    read_place_names,
    read_postcodes,
    read_protected,
)
from safercity.evidence.geography.tables import read_table

from .conftest import write_csv


@pytest.mark.parametrize(
    "header, row, kind",
    [
        ("name,easting,northing", ("Bandstand", 1, 2), "place_names"),
        ("name,kind,easting,northing,radius_metres", ("Refuge", "refuge", 1, 2, 150), "protected"),
        ("easting,northing,metres", (1, 2, 80), "protected"),
        ("pcds,oseast1m,osnrth1m", ("ST1 1AA", 388000, 347000), "postcodes"),
        (
            "Postcode,Positional_quality,Eastings,Northings",
            ("ST11AA", 10, 388000, 347000),
            "postcodes",
        ),
        ("Month,Longitude,Latitude,Name", ("2024-01", -2.1, 53.0, "On or near"), None),
        ("LSOA21CD,easting,northing,name", ("E01000001", 1, 2, "x"), None),
        ("name,colour", ("Bandstand", "red"), None),
    ],
)
def test_points_are_known_by_their_columns_and_values(tmp_path, header, row, kind):
    table = read_table(write_csv(tmp_path / "x.csv", header, [row]), sample=True)
    assert kind_of_points(table) == kind


def test_postcodes_are_found_however_they_are_written(tmp_path):
    rows = [("ST1 1AA", 388000, 347000), ("ST11AB", 388010, 347010), ("M1 1AE", 384700, 398000),
            ("GY1 1AA", 0, 0)]  # fmt: skip
    postcodes = read_postcodes(write_csv(tmp_path / "x.csv", "pcds,oseast1m,osnrth1m", rows))
    easting, northing = postcodes.locate(
        ["st1 1ab", " ST1  1AA", "M11AE", "GY1 1AA", "", None, "ZZ9 9ZZ"]
    )
    assert easting[:3].tolist() == [388010, 388000, 384700] and np.isnan(easting[3:]).all()
    assert northing[:3].tolist() == [347010, 347000, 398000] and np.isnan(northing[3:]).all()
    assert postcodes.locate([])[0].shape == (0,)
    with pytest.raises(KeyError):
        postcodes["ZZ9 9ZZ"]


def test_a_name_without_a_point_is_left_out(tmp_path):
    rows = [("Here", 388000, 347000), ("Nowhere", "", ""), ("", 388000, 347000)]
    places = read_place_names(write_csv(tmp_path / "x.csv", "name,easting,northing", rows))
    assert [place.name for place in places] == ["Here"]


def test_protected_premises_without_a_place_are_refused(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("name,easting,northing,radius_metres\nOne,388000,347000,100\nTwo,,,100\n")
    with pytest.raises(GeographyError, match=r"list\.csv.*cannot be masked \(row 2\)"):
        read_protected(path)
