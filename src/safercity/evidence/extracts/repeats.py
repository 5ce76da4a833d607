"""Rows that a later row of the same file tells again: the same key in the same slice.

Such a row can never stand: whatever takes the later one out of force takes out both. So its verdict
is known from the start, and no file need be written again for it.
"""

from __future__ import annotations

import duckdb
import numpy as np

from safercity.evidence.extracts.asking import fetch_one
from safercity.evidence.extracts.reasons import SAME_KEY


def mark_repeats(connection: duckdb.DuckDBPyConnection) -> int:
    """Give every such row of `judged` the verdict known, the last of its key keeps its own.

    How many lines were marked.
    """
    standing = "FROM judged WHERE key IS NOT NULL AND verdict IN ('accepted', 'outside')"
    told = connection.execute(f"SELECT hash(key, slice) AS told {standing}").fetchnumpy()["told"]
    repeated = find_repeated(told)
    if not len(repeated):
        return 0
    connection.register("repeated_array", {"told": repeated})
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE repeats AS SELECT "row" FROM (
            SELECT "row", max("row") OVER (PARTITION BY key, slice) AS last {standing}
            AND hash(key, slice) IN (SELECT told FROM repeated_array)) WHERE "row" < last"""
    )
    connection.unregister("repeated_array")
    marked = fetch_one(
        connection,
        f"""UPDATE judged SET verdict = 'known', reason = '{SAME_KEY}'
        WHERE "row" IN (SELECT "row" FROM repeats) AND verdict IN ('accepted', 'outside')""",
    )
    connection.execute("DROP TABLE repeats")
    return marked[0]


def find_repeated(numbers: np.ndarray) -> np.ndarray:
    """The numbers (uint64) that occur more than once, each once. Sorting beats grouping tenfold."""
    ordered = np.sort(np.asarray(numbers))
    return np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
