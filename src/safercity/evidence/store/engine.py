"""DuckDB, always in memory over Parquet: a database file would lock readers out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from safercity.evidence.errors import Interrupted
from safercity.evidence.extracts.relation import quote_text as quote
from safercity.evidence.runs import STOPPED, Run


@contextmanager
def open_engine(run: Run, *, spill: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection within the run's threads and memory; `spill` takes what does not fit.

    Errors: `Interrupted`, which is what Ctrl-C during a query becomes.
    """
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"SET threads = {run.threads}")
        connection.execute(f"SET memory_limit = '{run.memory_limit_bytes // (1 << 20)}MiB'")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute("SET autoload_known_extensions = false")
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET TimeZone = 'UTC'")
        if spill is not None:
            connection.execute(f"SET temp_directory = {quote(spill.as_posix())}")
        yield connection
    except (RuntimeError, duckdb.InterruptException) as error:
        # DuckDB tells of Ctrl-C in two ways, neither of them KeyboardInterrupt.
        if "interrupted" in str(error).lower():
            raise Interrupted(STOPPED) from error
        raise
    finally:
        connection.close()


def quote_list(texts: list[str] | tuple[str, ...]) -> str:
    """Texts as a SQL list literal: ['a', 'b']."""
    return "[" + ", ".join(quote(text) for text in texts) + "]"
