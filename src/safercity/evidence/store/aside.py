"""Held lines that a person set aside: notes, totals, and lines that were cut and came whole since.

They are *known*, for the reason `set_aside`, as long as their extract stands and nobody takes it
back. That stands with what was corrected in the extract's rows (`corrections`).
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import duckdb

from safercity.evidence.store.engine import quote

SET_ASIDE = "set_aside"
ASIDE = "_aside"
"""Stands in place of a column's name where the whole line was set aside."""


def list_aside(path: Path) -> set[int]:
    """Rows that were set aside in a content, from the file of its corrections."""
    if not path.is_file():
        return set()
    told = json.loads(path.read_bytes())
    return {int(row) for row, values in told.items() if row.isdigit() and ASIDE in values}


def find_aside(catalogue: sqlite3.Connection, extract: int, *, root: Path) -> set[int]:
    """Rows that were set aside in an extract."""
    named = catalogue.execute("SELECT source, digest FROM extracts WHERE id = ?", (extract,))
    source, digest = named.fetchone()
    return list_aside(root / "corrections" / source / f"{digest}.json")


def read_held_of(
    connection: duckdb.DuckDBPyConnection, held: Path, *, rows: set[int], gone: str
) -> list[tuple[int, int, str]]:
    """(row, slice, reason) of those rows that are held. `gone`: slices that are told elsewhere."""
    if not rows or not held.is_file():
        return []
    listed = ", ".join(str(row) for row in sorted(rows))
    return connection.execute(
        f'SELECT "row", slice, reason FROM read_parquet({quote(held.as_posix())}) '
        f'WHERE "row" IN ({listed}) AND slice NOT IN ({gone})'
    ).fetchall()
