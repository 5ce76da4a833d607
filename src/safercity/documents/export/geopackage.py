"""One GeoPackage with places, cells, wards, boundary and coverage, in British National Grid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyogrio import raw

from safercity.documents.edition_view import Edition
from safercity.documents.export.dictionary import (
    ABOUT,
    COVERAGE,
    PLACE_AGENCIES,
    Field,
    TableSpec,
)
from safercity.documents.export.plain import Value
from safercity.documents.export.shapes import gather_layers, to_grid_shapes
from safercity.documents.export.tables import gather_rows

FILE_NAME = "high-demand-places.gpkg"
GRID = "EPSG:27700"
PLAIN_TABLES = (COVERAGE, PLACE_AGENCIES, ABOUT)
_TYPES = {"integer": np.int64, "number": np.float64, "boolean": bool}


def write_geopackage(edition: Edition, folder: Path) -> list[Path]:
    """Write the file into an existing folder; layers `places`, `cells`, `wards`, `boundary`, and
    the plain tables `coverage`, `place_agencies` and `about`.

    The same edition gives the same bytes with the same version of GDAL: the format's own time stamp
    (`gpkg_contents.last_change`) is fixed to the day after the edition's last month.
    """
    path = folder / FILE_NAME
    with _fixed_time(_stamp(edition.manifest["as_of"])):
        for layer in gather_layers(edition):
            shapes = shapely.to_wkb(to_grid_shapes(layer.geometries))
            _write_layer(path, layer.spec, rows=layer.rows, shapes=shapes)
        for spec in PLAIN_TABLES:
            _write_layer(path, spec, rows=gather_rows(edition, spec), shapes=None)
    return [path]


def _write_layer(
    path: Path, spec: TableSpec, *, rows: list[tuple[Value, ...]], shapes: np.ndarray | None
) -> None:
    columns = [_to_column(field, [row[at] for row in rows]) for at, field in enumerate(spec.fields)]
    kind: dict[str, Any] = {"geometry_type": "MultiPolygon", "crs": GRID}
    raw.write(
        str(path),
        shapes,
        [values for values, _ in columns],
        np.array([field.name for field in spec.fields], dtype=object),
        field_mask=[mask for _, mask in columns],
        layer=spec.name,
        driver="GPKG",
        layer_options={"IDENTIFIER": spec.name, "DESCRIPTION": f"One row is {spec.one_row}."},
        **(kind if shapes is not None else {}),
    )


def _to_column(field: Field, values: list[Value]) -> tuple[np.ndarray, np.ndarray | None]:
    """Values and the mask of gaps; a gap in a number is a gap in the file, never 0."""
    gaps = np.array([value is None for value in values], dtype=bool)
    kind = _TYPES.get(field.type)
    if kind is None:
        texts = [None if value is None else str(value).replace("\x00", "") for value in values]
        return np.array(texts, dtype=object), None
    filled = np.array([0 if value is None else value for value in values], dtype=kind)
    return filled, gaps if gaps.any() else None


def _stamp(as_of: str) -> str:
    year, month = (int(part) for part in as_of.split("-"))
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return f"{year:04d}-{month:02d}-01T00:00:00.000Z"


@contextmanager
def _fixed_time(stamp: str) -> Iterator[None]:
    # GDAL keeps this for the whole process: it must not outlive the writing.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": stamp})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
