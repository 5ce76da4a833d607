"""Where rows lie: each distinct coordinate once, its cell and small area, and whether ours."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import numpy as np

from safercity.evidence.extracts.asking import fetch_one
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.geography import Geography, to_metres
from safercity.evidence.types import SUPPORTS_CELLS

# Above this share of distinct coordinates a join back costs more than computing every row.
DISTINCT_WORTH_WHILE = 0.3
FEW_ROWS = 100_000
# British National Grid northings start far north of any latitude in degrees.
SMALLEST_NORTHING = 1000.0

_X = "coalesce(t.easting, t.longitude, p.easting)"
_Y = "coalesce(t.northing, t.latitude, p.northing)"
_WORD = "coalesce(t.postcode, t.place_text)"
_NO_WORDS = "(SELECT NULL::DOUBLE AS easting, NULL::DOUBLE AS northing) p"
_WORDS = (
    "SELECT unnest(?::VARCHAR[]) AS word, unnest(?::DOUBLE[]) AS easting, "
    "unnest(?::DOUBLE[]) AS northing"
)


def register_areas(connection: duckdb.DuckDBPyConnection, geography: Geography) -> None:
    """Put our area codes and small areas into a connection: once for many files.

    `local_lsoa` is an enumeration of our small areas' codes, of every vintage: two bytes a row.
    """
    kinds = ("lsoa", "ward", "local_authority", "csp")
    ours = {kind: set(geography.local_codes(kind)) for kind in kinds}
    newest = np.array(geography.small_areas.codes, dtype=object)
    lsoa = np.array(sorted(ours["lsoa"] | set(newest)), dtype=object)
    local = [(kind, code) for kind in kinds for code in sorted(ours[kind])]
    tables: dict[str, dict[str, np.ndarray]] = {
        "lsoa_array": {"code": lsoa},
        "local_array": {
            "kind": np.array([kind for kind, _ in local], dtype=object),
            "code": np.array([code for _, code in local], dtype=object),
        },
        "newest_array": {"area_index": np.arange(len(newest), dtype=np.int32), "code": newest},
    }
    for name, columns in tables.items():
        connection.register(name, columns)
    connection.execute(
        """DROP TABLE IF EXISTS local_codes; DROP TABLE IF EXISTS small_areas;
        DROP TYPE IF EXISTS local_lsoa;
        CREATE TYPE local_lsoa AS ENUM (SELECT code FROM lsoa_array);
        CREATE TEMP TABLE local_codes AS SELECT kind, code,
            CASE WHEN kind = 'lsoa' THEN code::local_lsoa END AS area FROM local_array;
        CREATE TEMP TABLE small_areas AS
            SELECT area_index, code::local_lsoa AS area FROM newest_array"""
    )
    for name in tables:
        connection.unregister(name)


def register_confirmed(
    connection: duckdb.DuckDBPyConnection, confirmed: Mapping[str, tuple[float, float]]
) -> None:
    """Put into a connection what a person confirmed: texts of places with points in metres."""
    columns = [list(confirmed), *([point[i] for point in confirmed.values()] for i in (0, 1))]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE confirmed AS {_WORDS}", columns)


def locate_rows(
    connection: duckdb.DuckDBPyConnection, shape: Shape, *, rows: int, geography: Geography
) -> str:
    """Make the table `spots`, and say how it is joined to `typed t`, as `s`.

    A spot has located, inside, area_index, cell, e_cm and n_cm; the last three are NULL where
    there is no such place. Drop it when done.
    """
    spoken = _speaks(shape) and _register_words(connection, geography)
    # Row by row, spots and rows are paired by position, which a join with words would not keep.
    each = not spoken and rows > FEW_ROWS and _are_distinct(connection)
    table = f"typed t LEFT JOIN words p ON p.word = {_WORD}" if spoken else f"typed t, {_NO_WORDS}"
    wanted = f"SELECT {_X} AS x, {_Y} AS y FROM {table}"
    if not each:
        wanted = f"SELECT DISTINCT x, y FROM ({wanted} WHERE problem IS NULL) WHERE x IS NOT NULL"
    found = connection.execute(wanted).fetchnumpy()
    x, y = (_floats(found[name]) for name in ("x", "y"))
    facts = _facts_of_spots(x, y, geography=geography, cells=_supports_cells(shape))
    connection.register("spot_arrays", {**({} if each else {"x": x, "y": y}), **facts})
    connection.execute(_spots_sql(each))
    connection.unregister("spot_arrays")
    if each:
        return "typed t POSITIONAL JOIN spots s"
    if spoken:
        return f"{table} LEFT JOIN spots s ON s.x = {_X} AND s.y = {_Y}"
    return (
        "typed t LEFT JOIN spots s ON s.x = coalesce(t.easting, t.longitude) "
        "AND s.y = coalesce(t.northing, t.latitude)"
    )


def _are_distinct(connection: duckdb.DuckDBPyConnection) -> bool:
    rows, distinct = fetch_one(
        connection,
        "SELECT count(*), approx_count_distinct((coalesce(easting, longitude), "
        "coalesce(northing, latitude))) FROM typed WHERE problem IS NULL",
    )
    return distinct > DISTINCT_WORTH_WHILE * rows


def _spots_sql(each: bool) -> str:
    """What a row takes over of its spot is worked out once a spot. In the order of the arrays."""
    return (
        f"CREATE OR REPLACE TEMP TABLE spots AS SELECT {'' if each else 'x, y, '}located, inside, "
        "area_index, CASE WHEN cell >= 0 THEN cell::UINTEGER END AS cell, "
        "CASE WHEN located THEN e_cm END AS e_cm, CASE WHEN located THEN n_cm END AS n_cm "
        "FROM spot_arrays"
    )


def _supports_cells(shape: Shape) -> bool:
    return shape.location_precision in SUPPORTS_CELLS


def _floats(values: np.ndarray) -> np.ndarray:
    return np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)


def _facts_of_spots(
    x: np.ndarray, y: np.ndarray, *, geography: Geography, cells: bool
) -> dict[str, np.ndarray]:
    """Centimetres, cell, small area and "inside" of coordinates (degrees or metres, by size)."""
    easting, northing = x.copy(), y.copy()
    degrees = ~(y > SMALLEST_NORTHING) & ~np.isnan(x)
    if degrees.any():
        easting[degrees], northing[degrees] = to_metres(x[degrees], y[degrees])
    known = ~(np.isnan(easting) | np.isnan(northing))
    e_cm = np.where(known, np.round(easting * 100), 0).astype(np.int32)
    n_cm = np.where(known, np.round(northing * 100), 0).astype(np.int32)
    east, north = e_cm / 100, n_cm / 100
    cell = geography.grid.cell_of(east, north)
    within = known & cells & (geography.grid.index_of(cell) >= 0)
    small_area = geography.locate_small_area(east, north)
    return {
        "located": known,
        "e_cm": e_cm,
        "n_cm": n_cm,
        "cell": np.where(within, cell, -1),
        "area_index": np.where(known, small_area, -1).astype(np.int32),
        "inside": known & geography.locate_area(east, north),
    }


def _speaks(shape: Shape) -> bool:
    """Whether rows of this shape may tell a place by a word: a postcode or free text."""
    return any(where.postcode or where.text for where in shape.where)


def _register_words(connection: duckdb.DuckDBPyConnection, geography: Geography) -> bool:
    """Points told by a word: postcodes that the partnership's file knows, and confirmed texts.

    Whether there are any.
    """
    found = connection.execute(
        "SELECT DISTINCT postcode FROM typed WHERE postcode IS NOT NULL"
    ).fetchnumpy()["postcode"]
    columns: list[list] = [[], [], []]
    if geography.postcodes is not None and len(found):
        easting, northing = geography.postcodes.locate([str(code) for code in found])
        known = np.isfinite(easting)
        columns = [values[known].tolist() for values in (found, easting, northing)]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE words AS {_WORDS}", columns)
    connection.execute(
        "INSERT INTO words SELECT * FROM confirmed WHERE word IN (SELECT place_text FROM typed)"
    )

    return bool(fetch_one(connection, "SELECT EXISTS (FROM words)")[0])
