"""One row from DuckDB, for questions that always have exactly one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb


def fetch_one(
    connection: duckdb.DuckDBPyConnection, sql: str, *, values: Sequence[object] = ()
) -> tuple[Any, ...]:
    """The first row of an answer that cannot be empty, such as a count."""
    row = connection.execute(sql, list(values)).fetchone()
    if row is None:
        raise AssertionError(f"no row came back from: {sql}")
    return row
