"""The layers that have shapes: which table goes with which geometry of the edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from safercity.documents.edition_view import Edition, feature_id, list_places, read_layer
from safercity.documents.export.dictionary import BOUNDARY, CELLS, PLACES, WARDS, TableSpec
from safercity.documents.export.plain import Value
from safercity.documents.export.tables import gather_rows
from safercity.evidence.geography import turn_to_metres

Geometry = Mapping[str, Any]


@dataclass(frozen=True)
class Layer:
    """A table with a GeoJSON geometry (degrees) for every row."""

    spec: TableSpec
    rows: list[tuple[Value, ...]]
    geometries: list[Geometry]


def gather_layers(edition: Edition) -> list[Layer]:
    """The layers places, cells, wards and boundary, in that order."""
    places = [_make_multi(place["geometry"]) for place in list_places(edition)]
    return [
        Layer(PLACES, gather_rows(edition, PLACES), places),
        _gather_cells(edition),
        _gather_areas(edition, WARDS),
        _gather_areas(edition, BOUNDARY),
    ]


def _gather_cells(edition: Edition) -> Layer:
    shapes = {feature_id(f): f["geometry"] for f in read_layer(edition, "cells")["features"]}
    at = [field.name for field in CELLS.fields].index("unit_id")
    rows = [row for row in gather_rows(edition, CELLS) if row[at] in shapes]
    return Layer(CELLS, rows, [_make_multi(shapes[str(row[at])]) for row in rows])


def _gather_areas(edition: Edition, spec: TableSpec) -> Layer:
    features = read_layer(edition, spec.name)["features"]
    geometries = [_make_multi(feature["geometry"]) for feature in features]
    return Layer(spec, gather_rows(edition, spec), geometries)


def to_grid_shapes(geometries: list[Geometry]) -> np.ndarray:
    """Shapely MultiPolygons (n,) in British National Grid metres, whole centimetres."""
    shapes = np.array([shape(geometry) for geometry in geometries], dtype=object)
    return np.asarray(shapely.transform(shapes, _to_grid), dtype=object)


def _make_multi(geometry: Geometry) -> Geometry:
    """Every layer has one type, as a GeoPackage asks and as programs expect."""
    if geometry["type"] == "Polygon":
        return {"type": "MultiPolygon", "coordinates": [geometry["coordinates"]]}
    return geometry


def _to_grid(points: np.ndarray) -> np.ndarray:
    return turn_to_metres(points).round(2)
