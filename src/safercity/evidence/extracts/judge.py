"""From typed rows to verdicts: where a row lies, whether it is ours, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import numpy as np

from safercity.evidence.errors import LedgerUnbalanced
from safercity.evidence.extracts.asking import fetch_one
from safercity.evidence.extracts.rows import drop_typed
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.geography import Geography, to_metres
from safercity.evidence.runs import Run
from safercity.evidence.types import SUPPORTS_CELLS

# Above this share of distinct coordinates a join back costs more than computing every row.
DISTINCT_WORTH_WHILE = 0.3
# British National Grid northings start far north of any latitude in degrees.
SMALLEST_NORTHING = 1000.0


@dataclass(frozen=True)
class Judged:
    """The result of judging one extract: `judged` stands in the connection; these are its sums.

    `counts` has (slice number, month, verdict, reason, rows).
    `slices` has (number, text, month, covers).
    `disagreements` is (rows compared, inside by code only, inside by point only).
    """

    rows: int
    slices: tuple[tuple[int, str, int | None, bool], ...]
    counts: tuple[tuple[int, int | None, str, str, int], ...]
    disagreements: tuple[int, int, int]
    months: tuple[int, int] | None


def register_areas(connection: duckdb.DuckDBPyConnection, geography: Geography) -> None:
    """Put our area codes and small areas into a connection: once for many files."""
    kinds = ("lsoa", "ward", "local_authority", "csp")
    local = [(kind, code) for kind in kinds for code in sorted(geography.local_codes(kind))]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE local_codes AS "
        "SELECT unnest(?::VARCHAR[]) AS kind, unnest(?::VARCHAR[]) AS code",
        [[kind for kind, _ in local], [code for _, code in local]],
    )
    codes = list(geography.small_areas.codes)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE small_areas AS "
        "SELECT unnest(range(?))::INTEGER AS area_index, unnest(?::VARCHAR[]) AS code",
        [len(codes), codes],
    )


def judge_rows(
    connection: duckdb.DuckDBPyConnection,
    shape: Shape,
    *,
    rows: int,
    geography: Geography,
    run: Run,
) -> Judged:
    """Turn `typed` into the table `judged`: every row with a verdict and a reason.

    The connection knows our areas by `register_areas`. `rows` is the number of
    data rows in the file. Errors: `LedgerUnbalanced` when the verdicts do not add up to it.
    """
    run.step("Locating", 0, rows)
    _number_slices(connection, shape)
    _locate(connection, shape, geography=geography)
    run.step("Judging", 0, rows)
    connection.execute(f"CREATE TEMP TABLE judged AS {_judged_sql(connection, shape)}")
    judged = _sum_up(connection, rows=rows, covering=shape.kind == "snapshot")
    drop_typed(connection)
    connection.execute("DROP TABLE spots")
    return judged


def _number_slices(connection: duckdb.DuckDBPyConnection, shape: Shape) -> None:
    """Slices get small numbers in the order of their text; an increment's rows have none."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE slice_numbers AS "
        "SELECT slice, (row_number() OVER (ORDER BY slice) - 1)::INTEGER AS number, "
        "min(month) AS month, count(*) AS n FROM typed WHERE slice IS NOT NULL GROUP BY slice"
    )


_X = "coalesce(t.easting, t.longitude, p.easting)"
_Y = "coalesce(t.northing, t.latitude, p.northing)"
_WORD = "coalesce(t.postcode, t.place_text)"
_NO_WORDS = "(SELECT NULL::DOUBLE AS easting, NULL::DOUBLE AS northing) p"


def _locate(connection: duckdb.DuckDBPyConnection, shape: Shape, *, geography: Geography) -> None:
    """Make `spots`: each distinct coordinate once (or each row, where most are distinct)."""
    _register_words(connection, geography)
    share = fetch_one(
        connection,
        "SELECT count(*), approx_count_distinct((coalesce(easting, longitude), "
        "coalesce(northing, latitude))) FROM typed WHERE problem IS NULL",
    )
    spoken = _has_words(connection)
    # Row by row, spots and rows are paired by position, which a join with words would not keep.
    each = not spoken and share[0] > 100_000 and share[1] > DISTINCT_WORTH_WHILE * share[0]
    rows = f"typed t LEFT JOIN words p ON p.word = {_WORD}" if spoken else f"typed t, {_NO_WORDS}"
    x_and_y = f"{_X} AS x, {_Y} AS y"
    wanted = f"SELECT {x_and_y} FROM {rows}"
    if not each:
        wanted = f"SELECT DISTINCT x, y FROM ({wanted} WHERE problem IS NULL) WHERE x IS NOT NULL"
    found = connection.execute(wanted).fetchnumpy()
    x, y = (_floats(found[name]) for name in ("x", "y"))
    spots = _facts_of_spots(x, y, geography=geography, cells=_supports_cells(shape))
    connection.register("spot_arrays", {"x": x, "y": y, **spots})
    connection.execute("CREATE OR REPLACE TEMP TABLE spots AS SELECT * FROM spot_arrays")
    connection.unregister("spot_arrays")
    connection.execute("CREATE OR REPLACE TEMP TABLE spot_use AS SELECT ? AS each", [each])


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


def register_confirmed(
    connection: duckdb.DuckDBPyConnection, confirmed: Mapping[str, tuple[float, float]]
) -> None:
    """Put into a connection what a person confirmed: texts of places with points in metres."""
    columns = [list(confirmed), *([point[i] for point in confirmed.values()] for i in (0, 1))]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE confirmed AS {_WORDS}", columns)


def _register_words(connection: duckdb.DuckDBPyConnection, geography: Geography) -> None:
    """Points told by a word: postcodes that the partnership's file knows, and confirmed texts."""
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


_WORDS = (
    "SELECT unnest(?::VARCHAR[]) AS word, unnest(?::DOUBLE[]) AS easting, "
    "unnest(?::DOUBLE[]) AS northing"
)


def _has_words(connection: duckdb.DuckDBPyConnection) -> bool:
    return bool(fetch_one(connection, "SELECT EXISTS (FROM words)")[0])


_VERDICT = """CASE
    WHEN t.problem IS NOT NULL THEN 'held'
    WHEN t.alternative THEN 'known'
    WHEN t.area_code IS NOT NULL THEN CASE WHEN l.code IS NULL THEN 'outside' ELSE 'accepted' END
    WHEN s.located THEN CASE WHEN s.inside THEN 'accepted' ELSE 'outside' END
    ELSE 'accepted' END"""

_REASON = """CASE
    WHEN t.problem IS NOT NULL THEN t.problem
    WHEN t.alternative THEN 'alternative_coding'
    WHEN t.area_code IS NOT NULL AND l.code IS NULL THEN 'elsewhere_by_code'
    WHEN t.area_code IS NULL AND s.located AND NOT s.inside THEN 'elsewhere_by_point'
    WHEN t.area_code IS NULL AND s.located IS NOT TRUE THEN 'unplaced'
    WHEN s.located IS NOT TRUE OR s.cell < 0 THEN 'placed_by_area'
    ELSE 'placed' END"""


def _judged_sql(connection: duckdb.DuckDBPyConnection, shape: Shape) -> str:
    kept = [f"t.x_{name}" for name, column in shape.columns.items() if column.store]
    each = fetch_one(connection, "SELECT each FROM spot_use")[0]
    if each:
        spots = "typed t POSITIONAL JOIN spots s"
    elif _has_words(connection):
        spots = (
            f"typed t LEFT JOIN words p ON p.word = {_WORD} "
            f"LEFT JOIN spots s ON s.x = {_X} AND s.y = {_Y}"
        )
    else:
        spots = (
            "typed t LEFT JOIN spots s ON s.x = coalesce(t.easting, t.longitude) "
            "AND s.y = coalesce(t.northing, t.latitude)"
        )
    return f"""
    SELECT t."row", coalesce(g.number, -1) AS slice, md5_number(t.key_text)::UUID AS key,
        t.month, t.time_from, t.time_to, t.category, t.flags, t.n,
        CASE WHEN s.cell >= 0 THEN s.cell::UINTEGER END AS cell,
        CASE WHEN t.area_kind = 'lsoa' THEN t.area_code ELSE a.code END AS area,
        CASE WHEN t.area_kind = 'ward' THEN t.area_code END AS ward,
        CASE WHEN s.located THEN s.e_cm END AS e_cm,
        CASE WHEN s.located THEN s.n_cm END AS n_cm,
        t.place_name, t.place_text, {"".join(f"{name}, " for name in kept)}
        t.area_code IS NOT NULL AND s.located AS both_told, s.inside,
        {_VERDICT} AS verdict, {_REASON} AS reason, t.raw
    FROM {spots}
    LEFT JOIN slice_numbers g ON g.slice = t.slice
    LEFT JOIN local_codes l ON l.kind = t.area_kind AND l.code = t.area_code
    LEFT JOIN small_areas a ON a.area_index = s.area_index"""


def _sum_up(connection: duckdb.DuckDBPyConnection, *, rows: int, covering: bool) -> Judged:
    counts = connection.execute(
        'SELECT slice, month, verdict, reason, count(DISTINCT "row") FROM judged '
        "GROUP BY ALL ORDER BY ALL"
        if _repeats_rows(connection, rows)
        else "SELECT slice, month, verdict, reason, count(*) FROM judged GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    found = sum(line[-1] for line in counts)
    if found != rows:
        raise LedgerUnbalanced(f"The file has {rows:,} rows, but {found:,} were judged.")
    slices = connection.execute(
        "SELECT number, slice, month FROM slice_numbers ORDER BY number"
    ).fetchall()
    disagreements = fetch_one(
        connection,
        "SELECT count(*), count(*) FILTER (verdict = 'accepted' AND NOT inside), "
        "count(*) FILTER (verdict = 'outside' AND inside) FROM judged WHERE both_told",
    )
    months = fetch_one(
        connection, "SELECT min(month), max(month) FROM judged WHERE verdict <> 'held'"
    )
    return Judged(
        rows=rows,
        slices=tuple((number, text, month, covering) for number, text, month in slices),
        counts=tuple(counts),
        disagreements=(disagreements[0], disagreements[1], disagreements[2]),
        months=None if months[0] is None else (months[0], months[1]),
    )


def _repeats_rows(connection: duckdb.DuckDBPyConnection, rows: int) -> bool:
    """True for wide tables, where one row of the file tells several categories."""
    return fetch_one(connection, "SELECT count(*) FROM judged")[0] != rows
