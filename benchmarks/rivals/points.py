"""What the three rivals of `bench_ingest` share: where coordinates lie."""

from __future__ import annotations

import functools

import geopandas
import numpy as np
import shapely
from convertbng import cutil

WIDTH = 250.0
HEIGHT = round(WIDTH * 100 * np.sqrt(3) / 2) / 100


@functools.cache
def read_areas(path: str) -> geopandas.GeoDataFrame:
    """The areas, read before the clock starts; their spatial index is built once, too."""
    with np.load(path) as file:
        shapes, ends, codes = file["shapes"].tobytes(), file["ends"], file["codes"]
    starts = np.concatenate([[0], ends[:-1]])
    polygons = shapely.from_wkb([shapes[a:b] for a, b in zip(starts, ends, strict=True)])
    areas = geopandas.GeoDataFrame({"code": codes}, geometry=polygons, crs=27700)
    assert areas.sindex
    return areas


def place_points(longitude, latitude, *, areas: geopandas.GeoDataFrame) -> dict[str, np.ndarray]:
    """Centimetres (OSTN15), hexagon and area of coordinates; area -1 where they lie in none.

    NaN has no place: its area and hexagon are -1, its centimetres 0.
    """
    known = ~np.isnan(longitude)
    if not known.all():
        inner = place_points(longitude[known], latitude[known], areas=areas)
        whole = {name: np.zeros(len(known), values.dtype) for name, values in inner.items()}
        for name, values in inner.items():
            whole[name][:] = -1 if name in ("area", "cell") else 0
            whole[name][known] = values
        return whole
    easting, northing = cutil.convert_bng(
        np.ascontiguousarray(longitude, dtype=float), np.ascontiguousarray(latitude, dtype=float)
    )
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(easting, northing), crs=27700)
    joined = geopandas.sjoin(points, areas[["geometry"]], predicate="within")
    area = np.full(len(easting), -1, dtype=np.int32)
    area[joined.index.to_numpy()] = joined["index_right"].to_numpy()
    return {
        "e_cm": np.round(easting * 100).astype(np.int32),
        "n_cm": np.round(northing * 100).astype(np.int32),
        "cell": np.where(area >= 0, find_hexagon(easting, northing), -1).astype(np.int32),
        "area": area,
    }


def find_hexagon(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The nearer of the two nearest centres, one in the row below and one above, as one number."""
    below = np.floor(y / HEIGHT)
    odd = below % 2
    column_below = np.round(x / WIDTH - odd / 2)
    column_above = np.round(x / WIDTH - (1 - odd) / 2)
    from_below = (x - (column_below + odd / 2) * WIDTH) ** 2 + (y - below * HEIGHT) ** 2
    from_above = (x - (column_above + (1 - odd) / 2) * WIDTH) ** 2 + (y - (below + 1) * HEIGHT) ** 2
    above = from_above <= from_below
    column = np.where(above, column_above, column_below)
    return (column * 65_536 + below + above).astype(np.int64)
