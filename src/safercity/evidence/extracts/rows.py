"""Read an extract's rows into the typed table: one pass, every row accounted for."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from safercity.evidence.errors import LedgerUnbalanced, UnreadableFile
from safercity.evidence.extracts.context import ReadContext, area_table
from safercity.evidence.extracts.fields.words import holds_personal_key
from safercity.evidence.extracts.open import OpenExtract
from safercity.evidence.extracts.records import write_clean
from safercity.evidence.extracts.relation import (
    Relation,
    clean_relation,
    forget_rejects,
    has_rejects,
)
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.statements import build_statements
from safercity.evidence.runs import Run

__all__ = ["ReadContext", "drop_typed", "read_rows", "write_clean_rows"]

_HMAC_BLOCK = 64


def read_rows(
    connection: duckdb.DuckDBPyConnection,
    extract: OpenExtract,
    *,
    shape: Shape,
    context: ReadContext,
    run: Run,
) -> int:
    """Make the view `typed` of every data row of the file; how many data rows the file has.

    A wide table gives one line of `typed` for each row and category, with the row's own number;
    the number returned is still that of the file's rows. Drop both with `drop_typed`.
    Raises UnreadableFile where there are no rows, LedgerUnbalanced where rows were lost: our fault.
    """
    drop_typed(connection)
    _register_areas(connection, context)
    _register_secret(connection, shape, context=context)
    run.step(f"Reading rows of {extract.name}")
    if extract.relation and extract.relation.rows is not None:
        rows = _try_relation(connection, extract.relation, shape=shape, context=context)
        if rows == extract.relation.rows:
            return rows
        drop_typed(connection)
    relation = write_clean_rows(extract, shape, run=run)
    rows = _try_relation(connection, relation, shape=shape, context=context)
    if rows is None or rows != relation.rows:
        drop_typed(connection)
        raise LedgerUnbalanced(
            f"{extract.name} has {relation.rows:,} rows, but {rows or 0:,} were read."
        )
    return rows


def drop_typed(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove `typed` and what it stands on."""
    forget_rejects(connection)
    connection.execute("DROP VIEW IF EXISTS typed; DROP TABLE IF EXISTS typed_rows")


def _try_relation(
    connection: duckdb.DuckDBPyConnection,
    relation: Relation,
    *,
    shape: Shape,
    context: ReadContext,
) -> int | None:
    """Type the rows of a relation; None where the fast reader met a line it could not take."""
    table, view = build_statements(relation, shape, context=context)
    connection.execute(table)
    if has_rejects(connection):
        return None
    connection.execute(view)
    counted = connection.execute("SELECT count(*) FROM typed_rows").fetchone()
    return counted[0] if counted else 0


def write_clean_rows(extract: OpenExtract, shape: Shape, *, run: Run) -> Relation:
    """The rows of a file that cannot be read where it stands, written where they can.

    Raises UnreadableFile where there are none.
    """
    if extract.records is None:
        raise LedgerUnbalanced(f"Rows of {extract.name} were lost while reading.")
    path = extract.scratch / "clean.csv"
    rows = write_clean(extract.records(), path, run=run)
    if rows == 0:
        raise UnreadableFile(
            f"{extract.name} has a heading, but no rows below it.",
            advice="If there was nothing to report, nothing needs loading.",
        )
    wide = frozenset(shape.wide_columns()) & set(extract.names)
    relation = clean_relation(path, extract.names, wide=wide, rows=rows)
    return replace(relation, typed_dates=extract.typed_dates)


def _register_areas(connection: duckdb.DuckDBPyConnection, context: ReadContext) -> None:
    """Tables of valid codes; those of an earlier file on this connection serve again."""
    there = {
        name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    }
    for kind, codes in context.known_areas.items():
        table = area_table(kind, codes)
        if codes and table not in there:
            connection.execute(f"CREATE TEMP TABLE {table} AS SELECT unnest(?) AS code", [[*codes]])


def _register_secret(
    connection: duckdb.DuckDBPyConnection, shape: Shape, *, context: ReadContext
) -> None:
    """The two pads of HMAC-SHA256 (RFC 2104) as variables of the connection."""
    if not holds_personal_key(shape):
        return
    if not context.secret:
        raise LedgerUnbalanced("There is no secret to make pseudonyms with.")
    key = context.secret.ljust(_HMAC_BLOCK, b"\0")[:_HMAC_BLOCK]
    connection.execute("SET VARIABLE inner_pad = $1", [bytes(b ^ 0x36 for b in key)])
    connection.execute("SET VARIABLE outer_pad = $1", [bytes(b ^ 0x5C for b in key)])
