import json

import pytest
import xlsxwriter

from safercity.evidence.assess.partner_list import read_partner_list
from safercity.evidence.errors import UnreadableFile


@pytest.fixture
def listed(tmp_path):
    def write(text, *, name="list.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return read_partner_list(path).places

    return write


def metres(place):
    return round(place.geometry.centroid.x), round(place.geometry.centroid.y)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_names_and_wards_in_the_encodings_partners_use(listed, encoding):
    (place,) = listed("Hot spot;Ward\nCafé Square;Étang\n", encoding=encoding)
    assert (place.name, place.ward, place.geometry) == ("Café Square", "Étang", None)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_usual_separator(listed, separator):
    (place,) = listed(
        f"name{separator}easting{separator}northing\nA{separator}400000{separator}300000\n"
    )
    assert metres(place) == (400000, 300000)


def test_titles_above_the_heading_and_empty_rows_are_passed_over(listed):
    places = listed(
        "Our areas,,\n,,\nPlace,Eastings,Northings\n\nA,400000,300000\n,,\nB,400100,300000\n"
    )
    assert [place.name for place in places] == ["A", "B"]
    assert [place.row for place in places] == [1, 2]


def test_degrees_become_metres_exactly(listed):
    # Ordnance Survey's published test point TP05 (OSTN15).
    (place,) = listed("name,Latitude,Longitude\nTower,50.93127938,-1.45051434\n")
    assert place.geometry.x == pytest.approx(438710.920, abs=0.01)
    assert place.geometry.y == pytest.approx(114792.250, abs=0.01)


def test_a_radius_makes_a_circle(listed):
    (place,) = listed('name,X,Y,Radius (m)\nA,"400,000","300,000",200 m\n')
    assert place.geometry.area == pytest.approx(3.1416 * 200**2, rel=0.01)


def test_codes_of_small_areas_may_be_several(listed):
    (place,) = listed("LSOA21CD,Name\nE01014321; e01014322,Centre\n")
    assert place.codes == ("E01014321", "E01014322")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("abc,1", "not numbers"),
        ("53.0,-2.1", "swapped"),
        ("-70,20", "not in Great Britain"),
        ("0,0", "not in Great Britain"),
    ],
)
def test_coordinates_that_cannot_be_are_a_fault_of_that_row_alone(listed, row, fault):
    bad, good = listed(f"name,longitude,latitude\nBad,{row}\nGood,-2.1,53.0\n")
    assert fault in bad.fault
    assert bad.geometry is None
    assert good.geometry is not None


def test_a_workbook(tmp_path):
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for at, row in enumerate(
        [["Our list"], ["Site", "Easting", "Northing"], ["A", 400000, 300000]]
    ):
        sheet.write_row(at, 0, row)
    book.close()
    (place,) = read_partner_list(path).places
    assert (place.name, metres(place)) == ("A", (400000, 300000))


def geojson(geometry, *, crs=None, **properties):
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    whole = {"type": "FeatureCollection", "features": [feature]}
    return json.dumps(whole | ({"crs": {"properties": {"name": crs}}} if crs else {}))


def test_geojson_polygons_in_degrees_and_in_metres(listed):
    ring = [[-2.1, 53.0], [-2.0, 53.0], [-2.0, 53.1], [-2.1, 53.0]]
    (one,) = listed(geojson({"type": "Polygon", "coordinates": [ring]}, name="A"), name="a.geojson")
    assert one.name == "A"
    assert one.geometry.area > 1e6
    point = geojson(
        {"type": "Point", "coordinates": [400000, 300000]}, crs="urn:ogc:def:crs:EPSG::27700"
    )
    (two,) = listed(point, name="b.geojson")
    assert metres(two) == (400000, 300000)


def test_metres_without_their_system_are_a_fault(listed):
    text = geojson({"type": "Point", "coordinates": [400000, 300000]}, name="A")
    (place,) = listed(text, name="a.geojson")
    assert "not in Great Britain" in place.fault


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "", "is empty"),
        ("a.csv", "\n\n,,\n", "is empty"),
        ("a.csv", "name,ward\n", "lists no places"),
        ("a.csv", "colour,shape\nred,round\n", "Its headings: colour, shape"),
        ("a.csv", "<html><body>name</body></html>", "not a table of text"),
        ("a.geojson", "{", "not a GeoJSON"),
        ("a.geojson", '{"type": "Point"}', "not a GeoJSON"),
        ("a.xlsx", b"PK nothing", "cannot be opened"),
    ],
)
def test_what_is_no_list_is_refused_with_advice(listed, name, content, said):
    with pytest.raises(UnreadableFile, match=said) as caught:
        listed(content, name=name)
    assert caught.value.advice


def test_no_file_is_said(tmp_path):
    with pytest.raises(UnreadableFile, match="There is no file"):
        read_partner_list(tmp_path / "none.csv")
