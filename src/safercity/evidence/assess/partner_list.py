"""A partner's own list of places, read from CSV, a workbook or GeoJSON: where each entry lies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from safercity.evidence.assess.partner_columns import Columns, find_columns, read_number, to_kind
from safercity.evidence.assess.partner_tables import read_any_table
from safercity.evidence.errors import UnreadableFile
from safercity.evidence.geography import to_metres, turn_to_metres

GEOJSON = (".geojson", ".json")
LOOKED_AT = 25


@dataclass(frozen=True)
class ListedPlace:
    """One entry: its row (from 1), name and ward as written, and what it gives of where it is.

    `geometry`: a point, circle or polygon in National Grid metres, or None. `codes`: small-area
    codes. `fault`: why the coordinates given cannot be used, or "".
    """

    row: int
    name: str
    ward: str = ""
    geometry: shapely.Geometry | None = None
    codes: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True)
class PartnerList:
    """A partner's list: the file's name and its entries in order."""

    file: str
    places: tuple[ListedPlace, ...]


def read_partner_list(path: Path) -> PartnerList:
    """The places of a list: GeoJSON, CSV, XLSX or ODS.

    A table needs a heading row with a name, or longitude and latitude, or easting and northing (a
    radius in metres is optional), or small-area codes; headings are found by pattern. GeoJSON may
    hold points and polygons, in degrees or EPSG:27700. Raises `UnreadableFile`, which says what was
    found and what is needed.
    """
    if not path.is_file():
        raise UnreadableFile(f"There is no file {path}.", advice="Check the path.")
    places = _read_geojson(path) if path.suffix.lower() in GEOJSON else _read_rows(path)
    if not places:
        raise UnreadableFile(
            f"{path.name} lists no places: below the heading there are no rows.",
            advice="Give a list with one place a row.",
        )
    return PartnerList(path.name, places)


def _read_rows(path: Path) -> tuple[ListedPlace, ...]:
    rows = read_any_table(path)
    # Title rows may stand above the heading: the row with most known headings is taken.
    head = max(range(min(LOOKED_AT, len(rows))), key=lambda at: len(find_columns(rows[at]).at))
    columns = find_columns(rows[head])
    if columns.is_enough:
        below = [row for row in rows[head + 1 :] if any(cell.strip() for cell in row)]
        return tuple(_read_place(row, columns, row=n) for n, row in enumerate(below, start=1))
    headings = next((row for row in rows if any(cell.strip() for cell in row)), [])
    raise UnreadableFile(
        f"{path.name} has no columns that say where places are. Its headings: "
        f"{', '.join(cell.strip() for cell in headings if cell.strip()) or 'none'}.",
        advice="Give a column called name (and ward), or longitude and latitude, or easting and "
        "northing, or lsoa code.",
    )


def _read_place(cells: list[str], columns: Columns, *, row: int) -> ListedPlace:
    geometry, fault = _read_point(cells, columns)
    codes = columns.value(cells, "code").upper().replace(",", " ").replace(";", " ").split()
    name = columns.value(cells, "name") or ", ".join(codes) or f"Row {row}"
    return ListedPlace(row, name, columns.value(cells, "ward"), geometry, tuple(codes), fault)


def _read_point(row: list[str], columns: Columns) -> tuple[shapely.Geometry | None, str]:
    for across, up in (("easting", "northing"), ("longitude", "latitude")):
        texts = columns.value(row, across), columns.value(row, up)
        if not any(texts):
            continue
        pair = read_number(texts[0]), read_number(texts[1])
        if pair[0] is None or pair[1] is None:
            return None, f"its {across} and {up} ({texts[0]}, {texts[1]}) are not numbers"
        point, fault = _to_point(pair[0], pair[1], kind=to_kind(across, pair))
        radius = read_number(columns.value(row, "radius"))
        return (point.buffer(radius) if point is not None and radius else point), fault
    return None, ""


def _to_point(x: float, y: float, *, kind: str) -> tuple[shapely.Geometry | None, str]:
    if kind == "swapped":
        return None, f"its degrees look swapped (longitude {x:g}, latitude {y:g})"
    if kind == "nowhere":
        return None, f"its coordinates ({x:g}, {y:g}) are not in Great Britain"
    if kind == "degrees":
        easting, northing = to_metres(np.array([x]), np.array([y]))
        if np.isnan(easting[0]):
            return None, f"its coordinates ({x:g}, {y:g}) are not in Great Britain"
        return shapely.Point(easting[0], northing[0]), ""
    return shapely.Point(x, y), ""


def _read_geojson(path: Path) -> tuple[ListedPlace, ...]:
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
        features = document["features"]
        geometries = [shapely.from_geojson(json.dumps(f["geometry"])) for f in features]
    except (ValueError, KeyError, TypeError, shapely.errors.GEOSException) as error:
        raise UnreadableFile(
            f"{path.name} is not a GeoJSON collection of places: {error}.",
            advice='It should begin {"type": "FeatureCollection", "features": [ ... ]}.',
        ) from error
    in_metres = "27700" in json.dumps(document.get("crs") or "")
    return tuple(
        _read_feature(feature, shape, row=at, in_metres=in_metres)
        for at, (feature, shape) in enumerate(zip(features, geometries, strict=True), start=1)
    )


def _read_feature(
    feature: Mapping[str, Any], shape: shapely.Geometry | None, *, row: int, in_metres: bool
) -> ListedPlace:
    properties = {str(k): str(v) for k, v in (feature.get("properties") or {}).items() if v}
    columns = find_columns(list(properties))
    values = list(properties.values())
    name = columns.value(values, "name") or f"Row {row}"
    ward = columns.value(values, "ward")
    if shape is None or shape.is_empty:
        return ListedPlace(row, name, ward)
    placed = shape if in_metres else shapely.transform(shape, turn_to_metres)
    if not np.isfinite(shapely.get_coordinates(placed)).all():
        return ListedPlace(row, name, ward, fault="its coordinates are not in Great Britain")
    radius = read_number(columns.value(values, "radius"))
    if placed.geom_type == "Point" and radius:
        placed = placed.buffer(radius)
    return ListedPlace(row, name, ward, shapely.make_valid(placed))
