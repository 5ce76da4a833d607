"""A table as DuckDB sees it: a FROM expression of text columns, and which column is which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from safercity.evidence.extracts.header import Header
from safercity.evidence.extracts.shape import Shape

# One line of a record may hold a long note; longer than this is an unclosed quotation mark.
LONGEST_LINE = 4 << 20
REJECTS = "read_faults"


@dataclass(frozen=True)
class Relation:
    """`sql` goes after FROM. `at` and `wide` name the SQL column of a shape column or heading.

    `rows` is how many data rows there must be, where that is known without reading them.
    With `is_clean`, the columns `fault` (a reason code) and `line` stand beside the others.
    `typed_dates`: dates came as dates, and stand in ISO form. `is_tight`: no field has spaces
    around it, and an empty one is NULL already.
    """

    sql: str
    at: Mapping[str, str]
    wide: Mapping[str, str] = field(default_factory=dict)
    rows: int | None = None
    is_clean: bool = False
    typed_dates: bool = False
    is_tight: bool = False


def quote_text(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def csv_relation(
    path: Path, header: Header, *, delimiter: str, rows: int, is_tight: bool
) -> Relation:
    """A well-formed UTF-8 CSV, read where it stands. Lines that do not fit are noted in REJECTS."""
    names = [f"c{number}" for number in range(len(header.names))]
    sql = _read_csv(
        path,
        names,
        options=f"delim={quote_text(delimiter)}, skip={header.row + 1}, ignore_errors=true, "
        f"store_rejects=true, rejects_table='{REJECTS}', rejects_scan='{REJECTS}_scan', "
        "rejects_limit=1",
    )
    at = {name: f"c{place}" for name, place in header.columns.items()}
    wide = {heading: f"c{place}" for heading, place in header.wide.items()}
    return Relation(sql, at, wide, rows=rows, is_tight=is_tight)


def clean_relation(path: Path, names: list[str], *, wide: frozenset[str], rows: int) -> Relation:
    """A scratch CSV of our own writing: the columns `names` in order, then `fault` and `line`."""
    places = {name: f"c{number}" for number, name in enumerate(names)}
    sql = _read_csv(path, [*places.values(), "fault", "line"], options="delim=',', skip=0")
    return Relation(
        sql,
        {name: place for name, place in places.items() if name not in wide},
        {name: place for name, place in places.items() if name in wide},
        rows=rows,
        is_clean=True,
    )


def wanted_columns(headers: Iterable[Header], shape: Shape) -> list[str]:
    """Shape columns and wide headings to carry to a scratch file: personal ones only of a key."""
    found = {name for header in headers for name in (*header.columns, *header.wide)}
    return [
        *(
            name
            for name, column in shape.columns.items()
            if name in found and (column.sensitivity != "personal" or name in shape.key)
        ),
        *(name for name in shape.wide_columns() if name in found),
    ]


def parquet_relation(path: Path, header: Header, *, rows: int) -> Relation:
    """A Parquet file, its columns as text."""
    places = sorted({*header.columns.values(), *header.wide.values()})
    texts = ", ".join(
        '"{}"::VARCHAR AS c{}'.format(header.names[place].replace('"', '""'), place)
        for place in places
    )
    sql = f"(SELECT {texts} FROM read_parquet({quote_text(str(path))}))"
    at = {name: f"c{place}" for name, place in header.columns.items()}
    wide = {name: f"c{place}" for name, place in header.wide.items()}
    return Relation(sql, at, wide, rows=rows, typed_dates=True)


def _read_csv(path: Path, names: list[str], *, options: str) -> str:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    return (
        f"read_csv({quote_text(str(path))}, auto_detect=false, header=false, quote='\"', "
        f"escape='\"', columns={{{columns}}}, max_line_size={LONGEST_LINE}, {options})"
    )


def forget_rejects(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop what an earlier file's reading noted."""
    for table in (REJECTS, f"{REJECTS}_scan"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def has_rejects(connection: duckdb.DuckDBPyConnection) -> bool:
    """True where the fast reader met a line it could not take."""
    named = f"SELECT 1 FROM duckdb_tables() WHERE table_name = '{REJECTS}'"
    if not connection.execute(named).fetchone():
        return False
    found = connection.execute(f"SELECT count(*) FROM {REJECTS}").fetchone()
    return bool(found and found[0])
