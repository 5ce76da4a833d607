import csv
import hashlib
import json
import os
import time
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from safercity.documents.edition_view import list_places
from safercity.documents.export import FORMATS, ExportNotWritten, edition_files, export_edition
from safercity.documents.export.csv_files import write_cell
from safercity.documents.export.dictionary import CSV_TABLES
from safercity.evidence.errors import UnknownName
from safercity.evidence.geography import to_metres


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def digests(paths):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_csv_has_every_table_of_the_dictionary_and_no_column_more(edition, tmp_path):
    paths = {path.stem: path for path in export_edition(edition, format="csv", out=tmp_path)}
    listed = {}
    for row in rows_of(paths["data_dictionary"]):
        listed.setdefault(row["table"], []).append(row["column"])
        assert row["meaning"]
        assert row["type"] in ("text", "integer", "number", "boolean", "month", "quarter")
    for spec in CSV_TABLES:
        with paths[spec.name].open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == listed[spec.name]


def test_csv_is_utf8_with_a_mark_and_ends_lines_as_excel_expects(edition, tmp_path):
    export_edition(edition, format="csv", out=tmp_path)
    raw = (tmp_path / "places.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfedition,")
    assert raw.endswith(b"\r\n")


def test_places_keep_their_numbers(edition, tmp_path):
    export_edition(edition, format="csv", out=tmp_path)
    rows, places = rows_of(tmp_path / "places.csv"), list_places(edition)
    assert [row["place_id"] for row in rows] == [place["id"] for place in places]
    first = rows[0]
    assert first["stability"] == "0.988"
    assert first["agencies"] == "police;asb_team;environment;housing;adults;fire;health"
    easting, _ = to_metres(
        np.array([float(first["longitude"])]), np.array([float(first["latitude"])])
    )
    assert float(first["easting"]) == pytest.approx(easting[0], abs=0.06)


def test_missing_is_empty_and_none_is_zero(edition, tmp_path):
    export_edition(edition, format="csv", out=tmp_path)
    rows = rows_of(tmp_path / "place_agencies.csv")
    assert {row["records"] for row in rows if row["quarter_state"] == "missing"} == {""}
    assert "0" in {row["records"] for row in rows if row["quarter_state"] == "not"}
    places = edition.table("places")["places"]
    assert len(rows) == sum(len(p["quarters"]) * len(p["by_agency"]) for p in places)


def test_a_cell_that_a_spreadsheet_would_run_is_only_text(hostile, tmp_path):
    export_edition(hostile, format="csv", out=tmp_path)
    names = [row["name"] for row in rows_of(tmp_path / "places.csv")]
    assert names[1] == "'=cmd|' /C calc'!A0"
    for value in ("=1", "+1", "-1", "@a", "\t=1", "\r=1", " =1"):
        assert write_cell(value).startswith("'")
    assert write_cell(-1) == "-1"
    assert write_cell("Lane - north") == "Lane - north"


def test_geopackage_layers_are_in_the_national_grid(edition, tmp_path):
    (path,) = export_edition(edition, format="gpkg", out=tmp_path)
    layers = {str(name): str(kind) for name, kind in pyogrio.list_layers(path)}
    assert {n for n, kind in layers.items() if kind == "MultiPolygon"} == {
        "places", "cells", "wards", "boundary"
    }  # fmt: skip
    assert {"coverage", "place_agencies", "about"} <= set(layers)
    for name in ("places", "cells", "wards", "boundary"):
        assert pyogrio.read_info(path, layer=name)["crs"] == "EPSG:27700"


def test_geopackage_places_are_where_they_are(edition, tmp_path):
    (path,) = export_edition(edition, format="gpkg", out=tmp_path)
    meta, _, shapes, fields = pyogrio.raw.read(path, layer="places")
    values = dict(zip(meta["fields"], fields, strict=True))
    shapes = shapely.from_wkb(shapes)
    places = list_places(edition)
    for place, shape, area in zip(places, shapes, values["area_km2"], strict=True):
        easting, northing = to_metres(*(np.array([each]) for each in place["centre"]))
        assert shape.distance(shapely.Point(easting[0], northing[0])) < 200
        # The sample's city is drawn with round figures of metres a degree.
        assert shape.area / 1e6 == pytest.approx(area, rel=0.01)
    assert values["rank"].dtype == np.int64
    assert list(values["name"]) == [place["name"] for place in places]


def test_geopackage_gaps_are_gaps(edition, tmp_path):
    (path,) = export_edition(edition, format="gpkg", out=tmp_path)
    meta, _, _, fields = pyogrio.raw.read(path, layer="place_agencies")
    values = dict(zip(meta["fields"], fields, strict=True))
    missing = values["quarter_state"] == "missing"
    assert np.isnan(values["records"][missing]).all()
    assert not np.isnan(values["records"][~missing]).any()


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_edition_gives_the_same_bytes(edition, tmp_path, format_):
    one = export_edition(edition, format=format_, out=tmp_path / "one")
    # GeoPackage keeps a time of change: another clock second must not show.
    if format_ == "gpkg":
        time.sleep(1.1)
    two = export_edition(edition, format=format_, out=tmp_path / "two")
    assert digests(one) == digests(two)


def test_geojson_is_in_degrees_with_the_dictionarys_columns(edition, tmp_path):
    paths = {p.stem: p for p in export_edition(edition, format="geojson", out=tmp_path)}
    places = json.loads(paths["places"].read_text(encoding="utf-8"))
    assert len(places["features"]) == 14
    x, y = places["features"][0]["geometry"]["coordinates"][0][0][0]
    assert -3 < x < 0 < 50 < y < 60
    assert places["features"][0]["properties"]["rank"] == 1


def test_existing_files_are_replaced_and_others_left_alone(edition, tmp_path):
    (tmp_path / "places.csv").write_text("old")
    (tmp_path / "mine.txt").write_text("mine")
    export_edition(edition, format="csv", out=tmp_path)
    assert (tmp_path / "places.csv").read_bytes() != b"old"
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_failure_leaves_what_was_there(edition, tmp_path, monkeypatch, format_):
    before = digests(export_edition(edition, format=format_, out=tmp_path))
    last = list(before)[-1]
    replace = os.replace

    def refuse(source, target):
        if Path(target) == tmp_path / last and Path(source).parent.name != "old":
            raise PermissionError(13, "Permission denied")
        replace(source, target)

    monkeypatch.setattr(edition_files.os, "replace", refuse)
    with pytest.raises(ExportNotWritten, match="could not be written"):
        export_edition(edition, format=format_, out=tmp_path)
    monkeypatch.undo()
    assert digests(sorted(tmp_path.iterdir())) == before


def test_a_file_where_the_folder_should_be_is_refused(edition, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(ExportNotWritten, match="out"):
        export_edition(edition, format="csv", out=tmp_path / "out")


def test_an_unknown_format_names_those_there_are(edition, tmp_path):
    with pytest.raises(UnknownName) as caught:
        export_edition(edition, format="shp", out=tmp_path)
    assert caught.value.advice == "Use csv, gpkg, geojson, xlsx."
    assert list(tmp_path.iterdir()) == []


def test_an_empty_list_still_exports(changed, tmp_path):
    empty = changed(places={"places": []})
    for format_ in FORMATS:
        export_edition(empty, format=format_, out=tmp_path)
    assert pyogrio.read_info(tmp_path / "high-demand-places.gpkg", layer="places")["features"] == 0


def test_geojson_says_whose_it_is_and_how_it_is_marked(edition, tmp_path):
    for path in export_edition(edition, format="geojson", out=tmp_path):
        written = json.loads(path.read_bytes())
        told = {key: written[key] for key in ("partnership", "marking", "made_up")}
        assert told == {key: edition.manifest[key] for key in told}
