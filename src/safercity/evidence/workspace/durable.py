"""Files that are either wholly there or not there: write beside, sync, rename, sync the folder."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safercity.evidence.errors import DiskFull

CHUNK = 1 << 20


def sync_file(path: Path) -> None:
    """Ask the disk to keep what was written to `path`."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Ask the disk to keep the folder's list of names. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def publish(temporary: Path, target: Path) -> None:
    """Give a finished temporary file its lasting name (on the same file system)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    sync_file(temporary)
    os.replace(temporary, target)
    sync_folder(target.parent)


@contextmanager
def room_to_write(what: str) -> Iterator[None]:
    """Turn the operating system's "no space left" into an error that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _full(what) from error
        raise
    except Exception as error:
        # DuckDB and SQLite report a full disk in words of their own; they carry no number.
        if _speaks_of_space(error):
            raise _full(what) from error
        raise


def _speaks_of_space(error: Exception) -> bool:
    known = type(error).__module__.split(".")[0] in ("duckdb", "_duckdb", "sqlite3")
    words = str(error).lower()
    return known and any(
        part in words for part in ("no space left", "disk is full", "disk full", "disk quota")
    )


def _full(what: str) -> DiskFull:
    return DiskFull(
        f"The disk is full: {what} could not be finished. Nothing was changed.",
        advice="Free some space, or move the workspace to a larger disk, then do this again.",
    )
