"""Boundary files as features: polygons, properties, and degrees or metres."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from safercity.evidence.errors import GeographyError

_DEGREES = {"CRS84", "4326", "4258"}
_METRES = {"27700"}
_READ = (
    "Degrees (CRS84, EPSG:4326) and British National Grid (EPSG:27700) are read. "
    "In QGIS: right-click the layer, Export, Save Features As, GeoJSON, CRS EPSG:27700."
)


@dataclass(frozen=True)
class Features:
    """Polygons as the file has them, properties of each, and the unit of coordinates."""

    polygons: np.ndarray
    properties: list[dict[str, Any]]
    in_degrees: bool


def read_features(path: Path) -> Features:
    """The polygons and properties of a GeoJSON, GeoPackage or shapefile.

    GeographyError where the file is missing, damaged, TopoJSON, without polygons, in another
    coordinate system, or where coordinates and their declared system contradict each other.
    """
    if not path.exists():
        raise GeographyError(f"There is no file {path}.", advice="Check the path.")
    if path.suffix.lower() in (".gpkg", ".shp"):
        polygons, properties, system = _read_by_gdal(path)
    else:
        polygons, properties, system = _read_geojson(path)
    is_area = np.isin(shapely.get_type_id(polygons), (3, 6))
    if not is_area.any():
        raise GeographyError(
            f"{path.name} holds no polygons.",
            advice="Give a file of areas, not of points or lines.",
        )
    polygons = polygons[is_area]
    properties = [row for row, keep in zip(properties, is_area, strict=True) if keep]
    return Features(polygons, properties, _check_units(polygons, system, name=path.name))


def _read_geojson(path: Path) -> tuple[np.ndarray, list[dict[str, Any]], str]:
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as fault:
        raise GeographyError(
            f"{path.name} is not GeoJSON: {fault}.",
            advice="Give a GeoJSON, GeoPackage (.gpkg) or shapefile (.shp).",
        ) from fault
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "Topology":
        raise GeographyError(
            f"{path.name} is TopoJSON, which stores shared borders in a way we do not read.",
            advice="Give the same areas as GeoJSON; https://mapshaper.org exports it so.",
        )
    if kind != "FeatureCollection" or not document.get("features"):
        raise GeographyError(
            f"{path.name} is not a GeoJSON collection of areas.",
            advice='It should begin {"type": "FeatureCollection", "features": [ ... ]}.',
        )
    features = document["features"]
    geometries = [json.dumps(feature.get("geometry")) for feature in features]
    polygons = shapely.from_geojson(geometries, on_invalid="ignore")
    return polygons, [feature.get("properties") or {} for feature in features], _system(document)


def _system(document: dict[str, Any]) -> str:
    member = document.get("crs") or {}
    return str((member.get("properties") or {}).get("name", "CRS84"))


def _read_by_gdal(path: Path) -> tuple[np.ndarray, list[dict[str, Any]], str]:
    import pyogrio

    try:
        meta, _, geometry, columns = pyogrio.raw.read(path, force_2d=True)
    except Exception as fault:
        raise GeographyError(
            f"{path.name} cannot be read: {fault}.",
            advice="A shapefile needs its .shx, .dbf and .prj files beside it. Or give GeoJSON.",
        ) from fault
    if not meta["crs"]:
        raise GeographyError(
            f"{path.name} does not say which coordinate system it is in.",
            advice="A shapefile needs its .prj file. " + _READ,
        )
    rows: list[dict[str, Any]] = [{} for _ in geometry]
    for heading, values in zip(meta["fields"], columns, strict=True):
        for row, value in zip(rows, values, strict=True):
            row[str(heading)] = value
    return shapely.from_wkb(geometry), rows, str(meta["crs"])


def _check_units(polygons: np.ndarray, system: str, *, name: str) -> bool:
    known = (re.findall(r"CRS84|\d{4,6}", system) or [system])[-1]
    if known not in _DEGREES | _METRES and "National Grid" not in system:
        raise GeographyError(
            f"{name} is in the coordinate system {system}; areas here are kept in "
            "British National Grid (EPSG:27700).",
            advice=_READ,
        )
    in_degrees = known in _DEGREES
    west, south, east, north = shapely.total_bounds(polygons)
    looks_degrees = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    if in_degrees == looks_degrees:
        return in_degrees
    says, looks = ("degrees", "metres") if in_degrees else ("metres", "degrees")
    raise GeographyError(
        f"{name} says its coordinates are {says} ({system}), but they look like {looks}: "
        f"from {west:.6g}, {south:.6g} to {east:.6g}, {north:.6g}.",
        advice=f'Set the file\'s "crs" member to the system its numbers are in ({looks}), '
        "or export it again. " + _READ,
    )
