import json

import numpy as np
import pyogrio
import pytest
import shapely

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography import read_areas

from .conftest import square, write_geojson

METRES = "urn:ogc:def:crs:EPSG::27700"


def two_areas():
    return [
        ({"LSOA21CD": "E01000002", "LSOA21NM": "Second"}, square(1, 0)),
        ({"LSOA21CD": "E01000001", "LSOA21NM": "First"}, square(0, 0)),
    ]


def test_degrees_and_metres_give_the_same_areas_in_code_order(tmp_path):
    degrees = read_areas(write_geojson(tmp_path / "a.geojson", two_areas()))
    metres = read_areas(
        write_geojson(tmp_path / "b.geojson", two_areas(), crs=METRES, in_degrees=False)
    )
    assert degrees.codes == metres.codes == ("E01000001", "E01000002")
    assert degrees.names == ("First", "Second") and degrees.name_of("E01000002") == "Second"
    assert (degrees.kind, degrees.vintage) == ("lsoa", "2021")
    assert shapely.hausdorff_distance(degrees.polygons, metres.polygons).max() < 0.003
    # Without a crs member GeoJSON is in degrees (RFC 7946).
    plain = read_areas(write_geojson(tmp_path / "c.geojson", two_areas(), crs=None))
    assert shapely.equals_exact(plain.polygons, degrees.polygons, tolerance=0).all()


@pytest.mark.parametrize("ending, driver", [(".gpkg", "GPKG"), (".shp", "ESRI Shapefile")])
def test_geopackage_and_shapefile_are_read_as_geojson_is(tmp_path, ending, driver):
    properties, polygons = zip(*two_areas(), strict=True)
    path = tmp_path / f"areas{ending}"
    fields = list(properties[0])
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(polygons)), driver=driver, geometry_type="Polygon",
        field_data=[np.array([row[f] for row in properties], dtype=object) for f in fields],
        fields=fields, crs="EPSG:27700",
    )  # fmt: skip
    areas = read_areas(path)
    assert areas.codes == ("E01000001", "E01000002") and areas.names[0] == "First"
    assert shapely.equals(areas.polygons[1], square(1, 0))


def test_another_coordinate_system_is_refused_with_both_named(tmp_path):
    path = write_geojson(tmp_path / "web.geojson", two_areas(), crs="urn:ogc:def:crs:EPSG::3857")
    with pytest.raises(GeographyError, match=r"3857.*27700") as fault:
        read_areas(path)
    assert "QGIS" in fault.value.advice


@pytest.mark.parametrize(
    "crs, in_degrees, sides", [(None, False, "degrees.*metres"), (METRES, True, "metres.*degrees")]
)
def test_coordinates_that_belie_their_system_are_refused(tmp_path, crs, in_degrees, sides):
    path = write_geojson(tmp_path / "x.geojson", two_areas(), crs=crs, in_degrees=in_degrees)
    with pytest.raises(GeographyError, match=f"says its coordinates are {sides}") as fault:
        read_areas(path)
    assert fault.value.advice


def test_swapped_longitude_and_latitude_are_outside_great_britain(tmp_path):
    swapped = [
        (row, shapely.Polygon([(53, -2.2), (53, -2.1), (53.1, -2.1)])) for row, _ in two_areas()
    ]
    document = write_geojson(tmp_path / "x.geojson", two_areas())
    whole = json.loads(document.read_text())
    for feature, (_, polygon) in zip(whole["features"], swapped, strict=True):
        feature["geometry"] = shapely.geometry.mapping(polygon)
    document.write_text(json.dumps(whole))
    with pytest.raises(GeographyError, match="outside Great Britain") as fault:
        read_areas(document)
    assert "longitude comes before latitude" in fault.value.advice


def test_an_invalid_polygon_is_mended_and_said(tmp_path):
    bow_tie = shapely.Polygon([(388_000, 347_000), (388_100, 347_100), (388_100, 347_000),
                               (388_000, 347_100)])  # fmt: skip
    rows = [({"LSOA21CD": "E01000001"}, bow_tie), two_areas()[0]]
    areas = read_areas(write_geojson(tmp_path / "x.geojson", rows, crs=METRES, in_degrees=False))
    assert shapely.is_valid(areas.polygons).all()
    assert areas.polygons[0].area == pytest.approx(5_000)
    assert len(areas.notes) == 1 and "E01000001 was invalid" in areas.notes[0]


def test_without_codes_the_properties_there_are_listed(tmp_path):
    rows = [({"shape_area": 3.2, "colour": "red"}, square(0, 0)),
            ({"shape_area": 3.2, "colour": "red"}, square(1, 0))]  # fmt: skip
    path = write_geojson(tmp_path / "x.geojson", rows)
    with pytest.raises(GeographyError, match="shape_area, colour"):
        read_areas(path)


def test_custom_areas_need_only_a_name(tmp_path):
    rows = [({"name": "North beat"}, square(0, 0)), ({"name": "East beat"}, square(1, 0))]
    areas = read_areas(write_geojson(tmp_path / "beats.geojson", rows), kind="custom")
    assert areas.kind == "custom" and areas.codes == ("East beat", "North beat")


@pytest.mark.parametrize(
    "text, told",
    [
        ('{"type": "Topology", "objects": {}}', "TopoJSON"),
        ("<html></html>", "not GeoJSON"),
        ("", "not GeoJSON"),
        ("[]", "not a GeoJSON collection"),
        ('{"type": "FeatureCollection", "features": []}', "not a GeoJSON collection"),
        ('{"type": "FeatureCollection", "features": [{"properties": {}, "geometry": '
         '{"type": "Point", "coordinates": [-2, 53]}}]}', "no polygons"),
    ],
)  # fmt: skip
def test_what_is_no_boundary_file_is_refused_with_advice(tmp_path, text, told):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(GeographyError, match=told) as fault:
        read_areas(path)
    assert fault.value.advice


def test_a_missing_file_and_a_shapefile_without_its_parts(tmp_path):
    with pytest.raises(GeographyError, match="There is no file"):
        read_areas(tmp_path / "none.geojson")
    (tmp_path / "half.shp").write_bytes(b"\x00\x00\x27\x0a" + b"\0" * 96)
    with pytest.raises(GeographyError, match=r"half\.shp"):
        read_areas(tmp_path / "half.shp")


def test_areas_chosen_stay_in_code_order(tmp_path):
    areas = read_areas(write_geojson(tmp_path / "a.geojson", two_areas()))
    assert areas.choose(np.array([1, 0])).codes == areas.codes
    assert areas.choose(np.array([False, True])).codes == ("E01000002",)
    assert areas.outline().area == pytest.approx(500_000, rel=1e-4)
