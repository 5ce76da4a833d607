"""`catalogue.sqlite`: the extracts, files and editions there are. One commit is one change."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE extracts (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    agency TEXT NOT NULL,
    agreement TEXT NOT NULL,
    sensitivity TEXT NOT NULL,
    vintage TEXT NOT NULL,
    first_month INTEGER,
    last_month INTEGER,
    rows INTEGER NOT NULL,
    received TEXT NOT NULL,
    judged_with TEXT NOT NULL,
    facts TEXT NOT NULL,
    UNIQUE (source, digest)
);
CREATE TABLE slices (
    extract_id INTEGER NOT NULL REFERENCES extracts(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    slice TEXT NOT NULL,
    month INTEGER,
    covers INTEGER NOT NULL,
    PRIMARY KEY (extract_id, number)
);
CREATE TABLE verdicts (
    extract_id INTEGER NOT NULL REFERENCES extracts(id) ON DELETE CASCADE,
    slice INTEGER NOT NULL,
    month INTEGER,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    n INTEGER NOT NULL
);
CREATE TABLE known_rows (
    extract_id INTEGER NOT NULL REFERENCES extracts(id) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (extract_id, row)
);
CREATE TABLE ledger (
    extract_id INTEGER NOT NULL REFERENCES extracts(id) ON DELETE CASCADE,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (extract_id, verdict, reason)
);
CREATE TABLE current_files (
    source TEXT NOT NULL,
    extract_id INTEGER NOT NULL REFERENCES extracts(id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (source, path)
);
CREATE TABLE disagreements (
    extract_id INTEGER PRIMARY KEY REFERENCES extracts(id) ON DELETE CASCADE,
    compared INTEGER NOT NULL,
    code_only INTEGER NOT NULL,
    point_only INTEGER NOT NULL
);
CREATE TABLE editions (
    digest TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    as_of TEXT NOT NULL,
    made_at TEXT NOT NULL,
    catalogue_version INTEGER NOT NULL
);
CREATE TABLE identities (
    edition TEXT NOT NULL REFERENCES editions(digest) ON DELETE CASCADE,
    place TEXT NOT NULL,
    identity TEXT NOT NULL,
    became TEXT NOT NULL,
    PRIMARY KEY (edition, place)
);
CREATE TABLE obsolete (path TEXT PRIMARY KEY, since TEXT NOT NULL);
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO state VALUES ('version', '0');
"""


def create_catalogue(path: Path) -> None:
    """Make an empty catalogue."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
    finally:
        connection.close()


@contextmanager
def open_catalogue(path: Path, *, writing: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection inside one transaction: a reader pins one version, a writer commits at the end.

    A writer that ends with an exception leaves the catalogue as it was.
    """
    connection = _connect(path)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
        yield connection
        if writing:
            connection.execute(
                "UPDATE state SET value = CAST(value AS INTEGER) + 1 WHERE name = 'version'"
            )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    """Where the folder may only be read, SQLite cannot make the files that its readers share.

    Without a log of unfinished writes the catalogue cannot change there, and is read as it lies.
    """
    if os.access(path.parent, os.W_OK):
        return sqlite3.connect(path, timeout=20, isolation_level=None)
    log = path.with_name(path.name + "-wal")
    unfinished = log.is_file() and log.stat().st_size > 0
    way = "mode=ro" if unfinished else "immutable=1"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{way}", timeout=20, isolation_level=None, uri=True
    )


def read_state(connection: sqlite3.Connection, name: str) -> str | None:
    """A named value of the catalogue, such as the current edition; None where it is not set."""
    found = connection.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
    return found["value"] if found else None


def write_state(connection: sqlite3.Connection, *, name: str, value: str) -> None:
    """Set a named value."""
    connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))
