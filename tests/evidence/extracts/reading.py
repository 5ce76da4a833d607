"""What the tests of reading share: a small shape, and reading a file with it."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from safercity.evidence.extracts.files import SourceFile, find_files
from safercity.evidence.extracts.open import OpenExtract, open_extract
from safercity.evidence.extracts.rows import ReadContext, read_rows
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.runs import Run

SECRET = b"a secret of the tests, 32 bytes."
BASE = {
    "format": 1,
    "version": 1,
    "id": "tests",
    "title": {"en": "Tests"},
    "agency": "police",
    "sensitivity": "restricted",
    "licence": "by-agreement",
    "record": "incidents",
    "kind": "snapshot",
    "covers": ["month"],
    "files": ["*.csv", "*.xlsx", "*.ods", "*.parquet"],
    "columns": {
        "ref": {"headers": ["Ref", "Reference"], "class": "open", "required": True},
        "day": {"headers": ["Date"], "class": "open", "required": True},
        "kind": {"headers": ["Type"], "class": "open", "required": True},
        "note": {"headers": ["Note"], "class": "restricted", "store": True},
        "name": {"headers": ["Name"], "class": "personal"},
    },
    "when": {"column": "day", "formats": ["%d/%m/%Y"], "precision": "day"},
    "location_precision": "none",
    "category": {"column": "kind", "map": {"Noise": "noise", "Graffiti": "graffiti"}},
}


def make_shape(**changes: object) -> Shape:
    """The small shape with some keys replaced; `columns` are added to its own."""
    columns = {**BASE["columns"], **changes.pop("columns", {})}  # type: ignore[dict-item]
    return Shape.model_validate({**BASE, **changes, "columns": columns})


def column(*headers: str, sensitivity: str = "open", **rest: object) -> dict:
    """A column's description."""
    return {"headers": list(headers), "class": sensitivity, **rest}


@dataclass
class Reading:
    """What came of reading a file."""

    rows: int
    extract: OpenExtract
    connection: duckdb.DuckDBPyConnection

    def column(self, name: str) -> list:
        return [
            v
            for (v,) in self.connection.execute(
                f'SELECT {name} FROM typed ORDER BY "row"'
            ).fetchall()
        ]

    def everything(self) -> str:
        return str(self.connection.execute("SELECT * FROM typed").fetchall())


def key_of(text: str) -> uuid.UUID:
    """The key of a row whose key columns hold this text."""
    return uuid.UUID(bytes=hashlib.md5(text.encode(), usedforsecurity=False).digest()[::-1])


def open_one(path: Path, shape: Shape, scratch: Path) -> OpenExtract:
    """Open the one file at `path`."""
    [file] = find_files([path], shape)
    return open_extract(file, shape, scratch=scratch, run=Run(threads=1))


def read(source: Path | SourceFile, shape: Shape, scratch: Path, **context: object) -> Reading:
    """Read a file whole; `context` replaces parts of the reading context."""
    file = source if isinstance(source, SourceFile) else find_files([source], shape)[0]
    told = {"secret": SECRET, "flags": {}, "last_day": date(2025, 6, 30), **context}
    run = Run(threads=1)
    connection = duckdb.connect(config={"threads": 1})
    folder = scratch / "scratch"
    folder.mkdir(exist_ok=True)
    extract = open_extract(file, shape, scratch=folder, run=run)
    rows = read_rows(connection, extract, shape=shape, context=ReadContext(**told), run=run)
    return Reading(rows, extract, connection)


def read_text(text: str | bytes, shape: Shape, scratch: Path, **context: object) -> Reading:
    """Write `text` as extract.csv and read it."""
    path = scratch / "extract.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, shape, scratch, **context)
