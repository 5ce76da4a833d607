"""Shapes of an edition as GeoJSON in degrees, six decimals: cells, wards, boundary, places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely.geometry import mapping

from safercity.evidence.geography import Areas, Geography, turn_to_degrees

DECIMALS = 6
# Cells of one place are joined across gaps left by clipping to whole millimetres.
GAP_METRES = 0.01


def to_geojson(polygon: shapely.Geometry) -> dict:
    """A polygon in metres as a GeoJSON MultiPolygon in degrees."""
    degrees = _in_degrees(polygon)
    if degrees.geom_type == "Polygon":
        degrees = shapely.MultiPolygon([degrees])
    return mapping(degrees)


def _in_degrees(geometry: shapely.Geometry) -> shapely.Geometry:
    def turn(points: np.ndarray) -> np.ndarray:
        return turn_to_degrees(points).round(DECIMALS)

    return shapely.transform(geometry, turn)


def join_polygons(polygons: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """The units of one place as one shape, in metres."""
    return shapely.union_all([polygon.buffer(GAP_METRES) for polygon in polygons])


def draw_geometry(geography: Geography, *, units: dict[str, shapely.Geometry]) -> dict:
    """The table `geometry`: collections `cells` (the units), `wards`, `boundary`, `towns`."""
    return {
        "cells": _collection((polygon, {"id": label}) for label, polygon in units.items()),
        "wards": _collection(_areas(geography.wards)) if geography.wards else _collection([]),
        "boundary": _collection(_areas(geography.area)),
        "towns": _collection(
            (shapely.Point(one.easting, one.northing), {"name": one.name})
            for one in geography.place_names
            if one.kind == "town"
        ),
    }


def _areas(areas: Areas) -> Iterable[tuple[shapely.Geometry, dict]]:
    for code, name, polygon in zip(areas.codes, areas.names, areas.polygons, strict=True):
        yield polygon, {"code": code, "name": name}


def _collection(features: Iterable[tuple[shapely.Geometry, dict]]) -> dict:
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": about, "geometry": mapping(_in_degrees(geometry))}
            for geometry, about in features
        ],
    }
