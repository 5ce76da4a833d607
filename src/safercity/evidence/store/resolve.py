"""Which rows stand now. A pure function of the set of extracts, whatever order they came in.

Extracts are ordered by (vintage, first month, digest). A slice is told by the last snapshot that
covers it; a key by the last row that carries it. Every other row of that slice or key is *known*:
a held one too, once a later row of its key could be read, or a person set it aside.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from safercity.evidence.extracts.repeats import find_repeated
from safercity.evidence.store.aside import SET_ASIDE, find_aside, read_held_of
from safercity.evidence.store.engine import quote, quote_list
from safercity.evidence.store.facts import FACTS_FORMAT
from safercity.evidence.store.months import count_months
from safercity.evidence.workspace.durable import digest_file, publish

KEEPS_ITS_REASON = "alternative_coding"
HELD = ".held.parquet"
ROWS_OF_A_FILE = 1 << 32  # more than any file's: orders rows by extract, then by number
# Keys that are sorted at once: 8 bytes each, whatever the number of rows.
KEYS_AT_ONCE = 16_000_000


@dataclass(frozen=True)
class Standing:
    """One extract's place among those of its source: its rank, the slices it no longer tells."""

    extract_id: int
    rank: int
    facts: str
    superseded: frozenset[int]


def resolve_source(
    catalogue: sqlite3.Connection,
    connection: duckdb.DuckDBPyConnection,
    *,
    source: str,
    root: Path,
    scratch: Path,
) -> None:
    """Work out ledger and current files of `source` anew, inside the caller's transaction."""
    standings = rank_extracts(catalogue, source)
    _mark_known_rows(catalogue, connection, standings=standings, root=root)
    for standing in standings:
        aside = find_aside(catalogue, standing.extract_id, root=root)
        _mark_aside(catalogue, connection, standing=standing, root=root, rows=aside)
        _write_ledger(catalogue, standing, aside=aside)
    _write_current(catalogue, connection, source=source, standings=standings, paths=(root, scratch))
    count_months(catalogue, connection, source=source, root=root)


def rank_extracts(catalogue: sqlite3.Connection, source: str) -> tuple[Standing, ...]:
    """The source's extracts in order, each with the slices that a later one tells."""
    rows = catalogue.execute(
        "SELECT id, facts FROM extracts WHERE source = ? "
        "ORDER BY vintage, coalesce(first_month, -1), digest",
        (source,),
    ).fetchall()
    rank = {row["id"]: position for position, row in enumerate(rows)}
    slices: dict[int, dict[int, str]] = defaultdict(dict)
    teller: dict[str, int] = {}
    for row in catalogue.execute(
        "SELECT extract_id, number, slice FROM slices JOIN extracts ON extracts.id = extract_id "
        "WHERE source = ? AND covers = 1",
        (source,),
    ):
        slices[row["extract_id"]][row["number"]] = row["slice"]
        teller[row["slice"]] = max(teller.get(row["slice"], -1), rank[row["extract_id"]])
    lost = {key: _lost(slices[key], teller, rank=position) for key, position in rank.items()}
    return tuple(
        Standing(row["id"], rank[row["id"]], row["facts"], lost[row["id"]]) for row in rows
    )


def _lost(slices: dict[int, str], teller: dict[str, int], *, rank: int) -> frozenset[int]:
    lost = {number for number, text in slices.items() if teller[text] != rank}
    # A row whose slice cannot be read goes the way of the whole extract.
    return frozenset(lost | {-1} if slices and len(lost) == len(slices) else lost)


def _mark_known_rows(
    catalogue: sqlite3.Connection,
    connection: duckdb.DuckDBPyConnection,
    *,
    standings: tuple[Standing, ...],
    root: Path,
) -> None:
    """Rows whose key stands again later, in this extract or another. A held row tells nothing:
    it may be known by a later one, and makes no other known."""
    for standing in standings:
        catalogue.execute("DELETE FROM known_rows WHERE extract_id = ?", (standing.extract_id,))
    rows = catalogue.execute("SELECT coalesce(sum(rows), 0) FROM extracts").fetchone()[0]
    repeated = _find_repeated_keys(connection, standings, root=root, rows=rows)
    if not len(repeated):
        return
    connection.register("repeated_array", {"told": repeated})
    parts = (_keys_sql(connection, standing, root=root) for standing in standings)
    keyed = " UNION ALL ".join(filter(None, parts))
    known = connection.execute(
        f"""WITH keyed AS ({keyed}),
        placed AS (SELECT *, rank::BIGINT * {ROWS_OF_A_FILE} + "row" AS place FROM keyed),
        last AS (SELECT *, max(place) FILTER (verdict <> 'held') OVER (PARTITION BY key)
            AS standing FROM placed)
        SELECT DISTINCT extract_id, "row", slice, verdict, reason FROM last WHERE place < standing
        ORDER BY ALL"""
    ).fetchall()
    connection.unregister("repeated_array")
    catalogue.executemany("INSERT INTO known_rows VALUES (?, ?, ?, ?, ?)", known)


def _mark_aside(
    catalogue: sqlite3.Connection,
    connection: duckdb.DuckDBPyConnection,
    *,
    standing: Standing,
    root: Path,
    rows: set[int],
) -> None:
    held = root / standing.facts.replace(".parquet", HELD)
    found = read_held_of(connection, held, rows=rows, gone=_list_gone(standing))
    catalogue.executemany(
        "INSERT OR IGNORE INTO known_rows VALUES (?, ?, ?, 'held', ?)",
        [(standing.extract_id, *one) for one in found],
    )


def _find_repeated_keys(
    connection: duckdb.DuckDBPyConnection,
    standings: tuple[Standing, ...],
    *,
    root: Path,
    rows: int,
) -> np.ndarray:
    """Hashes of the keys that stand more than once: nearly none, and sorting finds them fast."""
    by_gone: dict[str, list[str]] = defaultdict(list)
    for standing in standings:
        for path, _verdict in _keyed_files(connection, standing, root=root):
            by_gone[_list_gone(standing)].append(path.as_posix())
    if not by_gone:
        return np.empty(0, dtype=np.uint64)
    keys = " UNION ALL ".join(
        f"SELECT hash(key) AS told FROM read_parquet({quote_list(paths)}) "
        f"WHERE key IS NOT NULL AND slice NOT IN ({gone})"
        for gone, paths in by_gone.items()
    )
    parts = rows // KEYS_AT_ONCE + 1
    found = (
        connection.execute(f"SELECT told FROM ({keys}) WHERE told % {parts} = {part}").fetchnumpy()
        for part in range(parts)
    )
    return np.concatenate([find_repeated(one["told"]) for one in found])


def _list_gone(standing: Standing) -> str:
    return ", ".join(str(number) for number in sorted(standing.superseded)) or "-2"


def _keyed_files(
    connection: duckdb.DuckDBPyConnection, standing: Standing, *, root: Path
) -> list[tuple[Path, str]]:
    """Files with the standing's keys, and the verdict of their rows."""
    endings = ((".parquet", "accepted"), (".outside.parquet", "outside"), (HELD, "held"))
    files = [(root / standing.facts.replace(".parquet", end), told) for end, told in endings]
    there = [(path, told) for path, told in files if path.is_file()]
    return [one for one in there if one[1] != "held" or _has_keys(connection, one[0])]


def _has_keys(connection: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Whether held rows were written with their keys: earlier versions left them out."""
    told = connection.execute(f"SELECT name FROM parquet_schema({quote(path.as_posix())})")
    return ("key",) in told.fetchall()


def _keys_sql(connection: duckdb.DuckDBPyConnection, standing: Standing, *, root: Path) -> str:
    return " UNION ALL ".join(
        f'SELECT {standing.extract_id} AS extract_id, {standing.rank} AS rank, "row", '
        f"slice, key, '{verdict}' AS verdict, reason FROM read_parquet({quote(path.as_posix())}) "
        f"WHERE key IS NOT NULL AND hash(key) IN (SELECT told FROM repeated_array) "
        f"AND slice NOT IN ({_list_gone(standing)})"
        for path, verdict in _keyed_files(connection, standing, root=root)
    )


def _write_ledger(catalogue: sqlite3.Connection, standing: Standing, *, aside: set[int]) -> None:
    """The extract's final lines: the verdicts of its rows, less those that are known by now."""
    lines: dict[tuple[str, str], int] = defaultdict(int)
    for row in catalogue.execute(
        "SELECT slice, verdict, reason, n FROM verdicts WHERE extract_id = ?",
        (standing.extract_id,),
    ):
        gone = row["slice"] in standing.superseded and row["reason"] != KEEPS_ITS_REASON
        line = ("known", "superseded") if gone else (row["verdict"], row["reason"])
        lines[line] += row["n"]
    listed = ", ".join(map(str, sorted(aside))) or "-1"
    for row in catalogue.execute(
        f"SELECT verdict, reason, verdict = 'held' AND row IN ({listed}) AS is_aside, "
        "count(*) AS n FROM known_rows WHERE extract_id = ? GROUP BY verdict, reason, is_aside",
        (standing.extract_id,),
    ):
        lines[row["verdict"], row["reason"]] -= row["n"]
        lines["known", SET_ASIDE if row["is_aside"] else "same_key"] += row["n"]
    catalogue.execute("DELETE FROM ledger WHERE extract_id = ?", (standing.extract_id,))
    catalogue.executemany(
        "INSERT INTO ledger VALUES (?, ?, ?, ?)",
        [(standing.extract_id, *line, n) for line, n in sorted(lines.items()) if n],
    )


def _write_current(
    catalogue: sqlite3.Connection,
    connection: duckdb.DuckDBPyConnection,
    *,
    source: str,
    standings: tuple[Standing, ...],
    paths: tuple[Path, Path],
) -> None:
    """List the files that `count_by` reads: the facts themselves where every row stands."""
    before = catalogue.execute(
        "SELECT path FROM current_files WHERE source = ? AND path LIKE 'current/%'", (source,)
    ).fetchall()
    catalogue.execute("DELETE FROM current_files WHERE source = ?", (source,))
    for standing in standings:
        made = _current_file(catalogue, connection, source=source, standing=standing, paths=paths)
        if made is not None:
            catalogue.execute(
                "INSERT INTO current_files VALUES (?, ?, ?, ?)",
                (source, standing.extract_id, *made),
            )
    catalogue.executemany(
        "INSERT OR IGNORE INTO obsolete SELECT ?, date('now') WHERE ? NOT IN "
        "(SELECT path FROM current_files)",
        [(row["path"], row["path"]) for row in before],
    )


def _current_file(
    catalogue: sqlite3.Connection,
    connection: duckdb.DuckDBPyConnection,
    *,
    source: str,
    standing: Standing,
    paths: tuple[Path, Path],
) -> tuple[str, int] | None:
    """(path, rows of the file that was read) of the standing rows; None where there are none."""
    standing_rows = catalogue.execute(
        "SELECT coalesce(sum(n), 0) FROM ledger WHERE extract_id = ? AND verdict = 'accepted'",
        (standing.extract_id,),
    ).fetchone()[0]
    all_rows = catalogue.execute(
        "SELECT coalesce(sum(n), 0) FROM verdicts WHERE extract_id = ? AND verdict = 'accepted'",
        (standing.extract_id,),
    ).fetchone()[0]
    if standing_rows == 0:
        return None
    if standing_rows == all_rows:
        return standing.facts, standing_rows
    known = catalogue.execute(
        "SELECT row FROM known_rows WHERE extract_id = ? AND verdict = 'accepted'",
        (standing.extract_id,),
    ).fetchall()
    path = _write_standing_rows(
        connection, source, standing=standing, known=[row["row"] for row in known], paths=paths
    )
    return path, standing_rows


def _write_standing_rows(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    *,
    standing: Standing,
    known: list[int],
    paths: tuple[Path, Path],
) -> str:
    root, scratch = paths
    gone = _list_gone(standing)
    connection.execute('CREATE OR REPLACE TEMP TABLE known_now ("row" INTEGER)')
    if known:
        connection.execute("INSERT INTO known_now SELECT unnest(?)", [known])
    made = scratch / "current.parquet"
    facts = quote((root / standing.facts).as_posix())
    connection.execute(
        f'COPY (SELECT * FROM read_parquet({facts}) f ANTI JOIN known_now USING ("row") '
        f'WHERE slice NOT IN ({gone}) ORDER BY "row") TO {quote(made.as_posix())} '
        "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
        f"KV_METADATA {{format: '{FACTS_FORMAT}', source: {quote(source)}}})"
    )
    path = (Path("current") / source / f"{digest_file(made)[:32]}.parquet").as_posix()
    publish(made, root / path)
    return path
