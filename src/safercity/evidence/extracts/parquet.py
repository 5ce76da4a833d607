"""A Parquet file before its rows are read: its columns, and how much text they come to.

A text that stands in many rows lies in the file once and is repeated as it is read: a few
kilobytes can come to gigabytes, and the footer says nothing of it. So the text is measured, which
repeats nothing, before anything reads it.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from safercity.evidence.errors import UnreadableFile
from safercity.evidence.extracts.relation import quote_text

BATCH_ROWS = 2048  # read at a time by DuckDB, each with the whole of its text
BATCH_BYTES = 64 << 20  # 32 kB a row: a cell of Excel holds as much
MEMORY_MIB = 512
TEXTS = ("VARCHAR", "ENUM", "JSON")
NESTED = ("STRUCT", "MAP", "UNION", "VARIANT", "GEOMETRY")


@dataclass(frozen=True)
class ParquetTable:
    """What the footer says. `columns`: name -> type; `values`: single ones; `stored`: bytes."""

    columns: dict[str, str]
    rows: int
    values: int
    stored: int


def read_footer(path: Path, *, name: str) -> ParquetTable:
    """Columns, rows and sizes as the file tells them. Raises UnreadableFile, calling it `name`."""
    told = quote_text(str(path))
    try:
        with closing(_connect()) as connection:
            described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({told})")
            columns = {line[0]: line[1] for line in described.fetchall()}
            [(rows,)] = connection.execute(
                f"SELECT num_rows FROM parquet_file_metadata({told})"
            ).fetchall()
            [(values, stored)] = connection.execute(
                "SELECT coalesce(sum(num_values), 0)::BIGINT, "
                f"coalesce(sum(total_uncompressed_size), 0)::BIGINT FROM parquet_metadata({told})"
            ).fetchall()
    except duckdb.Error as error:
        raise UnreadableFile(
            f"{name} begins as Parquet, but cannot be read as such.",
            advice="Download or copy the file again, and load it again.",
        ) from error
    return ParquetTable(columns, rows, values, stored)


def refuse_nested(table: ParquetTable, columns: Collection[str], *, name: str) -> None:
    """Raise UnreadableFile where a cell of one of these columns is a list or a table itself."""
    nested = [column for column in columns if _is_nested(table.columns[column])]
    if nested:
        raise UnreadableFile(
            f"{name}: the column {nested[0]!r} holds {table.columns[nested[0]][:40]}, not one "
            "value a row.",
            advice="Ask for the table with one value a cell, or as CSV.",
        )


def weigh_text(
    path: Path, table: ParquetTable, *, columns: Collection[str], most: int, name: str
) -> int:
    """Bytes of text that these columns come to. Raises UnreadableFile beyond `most` in all.

    And beyond what one reading of BATCH_ROWS may hold. Columns of lists are passed over.
    """
    if max(table.rows * max(len(columns), 1), table.values, table.stored) > most:
        raise _too_heavy(name)
    sizes = [size for column in columns if (size := _size_of(column, table.columns[column]))]
    if not sizes:
        return 0
    batches = (
        f"SELECT sum({' + '.join(sizes)}) AS size FROM read_parquet({quote_text(str(path))}, "
        f"file_row_number = true) GROUP BY file_row_number // {BATCH_ROWS}"
    )
    try:
        with closing(_connect()) as connection:
            [(largest, total)] = connection.execute(
                f"SELECT coalesce(max(size), 0), coalesce(sum(size), 0) FROM ({batches})"
            ).fetchall()
    except duckdb.OutOfMemoryException as error:
        raise _too_heavy(name) from error
    except duckdb.Error as error:
        raise UnreadableFile(
            f"{name} is damaged: not all of its rows can be read.",
            advice="Download or copy the file again, and load it again.",
        ) from error
    if largest > BATCH_BYTES or total > most:
        raise _too_heavy(name)
    return int(total)


def _connect() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        config={
            "threads": 1,
            "memory_limit": f"{MEMORY_MIB}MiB",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    connection.execute("SET enable_progress_bar = false")
    return connection


def _is_nested(kind: str) -> bool:
    return kind.endswith("]") or kind.startswith(NESTED)


def _size_of(column: str, kind: str) -> str:
    """An expression for the bytes of a cell as text; "" where they are few whatever it holds."""
    quoted = '"{}"'.format(column.replace('"', '""'))
    if _is_nested(kind):
        return ""
    if kind == "BLOB":
        return f"coalesce(octet_length({quoted}) * 4, 0)"  # \x00, as text
    return f"coalesce(strlen({quoted}::VARCHAR), 0)" if kind.startswith(TEXTS) else ""


def _too_heavy(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} unpacks to far more than a table of its size does.",
        advice="Ask for a month at a time, or for the table as CSV.",
    )
