"""DuckDB, always in memory over Parquet: a database file would lock readers out."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import numpy as np

from safercity.evidence.errors import Interrupted
from safercity.evidence.extracts.relation import quote_text as quote
from safercity.evidence.runs import STOPPED, Run


@contextmanager
def open_engine(run: Run, *, spill: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection within the run's threads and memory; `spill` takes what does not fit.

    Errors: `Interrupted`, which is what Ctrl-C during a query becomes.
    """
    connection = _connect(run)
    try:
        if spill is not None:
            connection.execute(f"SET temp_directory = {quote(spill.as_posix())}")
        with _stopping_cleanly():
            yield connection
    finally:
        connection.close()


class Session:
    """One engine for the life of a store: opened at the first question, and kept.

    Opening one, and reading the footers of all files again, took longer than many an answer.
    Several threads may ask at once.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._lock = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._tables: set[str] = set()

    def ask(self, sql: str) -> dict[str, np.ndarray]:
        """The answer's columns by name. Errors: `Interrupted`."""
        with _stopping_cleanly(), self._cursor() as cursor:
            return cursor.execute(sql).fetchnumpy()

    def keep_table(self, name: str, make: Callable[[], dict[str, np.ndarray]]) -> None:
        """Have a table of that name for later questions; it is made once."""
        with self._cursor() as cursor, self._lock:
            if name not in self._tables:
                cursor.register("made", make())
                cursor.execute(f"CREATE TABLE {name} AS FROM made")
                cursor.unregister("made")
                self._tables.add(name)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._connection is None:
                self._connection = _connect(self._run)
                self._connection.execute("SET GLOBAL parquet_metadata_cache = true")
                weakref.finalize(self, self._connection.close)
            return self._connection.cursor()


def _connect(run: Run) -> duckdb.DuckDBPyConnection:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": run.threads,
        "memory_limit": f"{run.memory_limit_bytes // (1 << 20)}MiB",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    connection = duckdb.connect(":memory:", config=settings)
    connection.execute("SET enable_progress_bar = false; SET TimeZone = 'UTC'")
    return connection


@contextmanager
def _stopping_cleanly() -> Iterator[None]:
    """DuckDB tells of Ctrl-C in two ways, neither of them KeyboardInterrupt."""
    try:
        yield
    except (RuntimeError, duckdb.InterruptException) as error:
        if "interrupted" in str(error).lower():
            raise Interrupted(STOPPED) from error
        raise


def quote_list(texts: list[str] | tuple[str, ...]) -> str:
    """Texts as a SQL list literal: ['a', 'b']."""
    return "[" + ", ".join(quote(text) for text in texts) + "]"
