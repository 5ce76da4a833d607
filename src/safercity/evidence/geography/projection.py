"""Degrees (ETRS89, which GPS and police.uk call WGS84) to British National Grid metres and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from convertbng import cutil

FloatArray: TypeAlias = np.ndarray
Pair: TypeAlias = tuple[np.ndarray, np.ndarray]

# The National Grid's own extent in metres; nothing outside it can be in Great Britain.
EAST_END = 700_000
NORTH_END = 1_300_000


def to_metres(longitude: FloatArray, latitude: FloatArray) -> Pair:
    """Easting and northing in metres (float64 arrays of shape (n,)) of degrees of any length, also
    0.

    Ordnance Survey's OSTN15, to the millimetre: the definitive transformation, not a
    seven-parameter approximation (those are 2-5 m off). NaN where a coordinate is NaN or outside
    OSTN15's coverage. Source: Ordnance Survey, "Transformations and OSGM15 user guide" (2016),
    through convertbng.
    """
    return _convert((longitude, latitude), cutil.convert_bng)


def to_degrees(easting: FloatArray, northing: FloatArray) -> Pair:
    """Longitude and latitude in degrees of National Grid metres; the inverse of `to_metres`.

    Within 5 mm of Ordnance Survey's published points; NaN outside OSTN15's coverage.
    """
    return _convert((easting, northing), cutil.convert_lonlat)


def turn_to_metres(points: np.ndarray) -> np.ndarray:
    """Easting and northing (n, 2) of longitudes and latitudes (n, 2): for shapes' corners."""
    return np.column_stack(to_metres(points[:, 0], points[:, 1]))


def turn_to_degrees(points: np.ndarray) -> np.ndarray:
    """Longitude and latitude (n, 2) of eastings and northings (n, 2)."""
    return np.column_stack(to_degrees(points[:, 0], points[:, 1]))


def to_centimetres(metres: FloatArray) -> np.ndarray:
    """Whole centimetres (int64) of metres; NaN becomes -1."""
    values = np.atleast_1d(np.asarray(metres, dtype=np.float64))
    known = np.isfinite(values)
    return np.where(known, np.rint(np.where(known, values, 0) * 100), -1).astype(np.int64)


def _convert(pair: Pair, convert: Callable[[np.ndarray, np.ndarray], Pair]) -> Pair:
    first, second = (
        np.ascontiguousarray(np.atleast_1d(np.asarray(values, dtype=np.float64))) for values in pair
    )
    if not first.size:
        return np.empty(0), np.empty(0)
    return convert(first, second)
