"""Which months each source has sent, so that a missing month is missing and never low."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.runs import Run
from safercity.evidence.store.ended import is_over
from safercity.evidence.store.engine import open_engine, quote_list
from safercity.evidence.store.resolve import rank_extracts
from safercity.evidence.types import month_label, month_labels, month_number
from safercity.evidence.workspace import Workspace


@dataclass(frozen=True)
class MonthRows:
    """One month's rows of a source: ours that stand, those of them without a place, and others'."""

    accepted: int = 0
    unplaced: int = 0
    outside: int = 0


@dataclass(frozen=True)
class SourceCoverage:
    """What one source has sent: the months (labels) that were over when a file that tells of them
    was made, all three of a quarter, and its rows by month. `teller`: who tells most of them (the
    force), where the extracts say."""

    source: str
    agency: str
    shape: Shape
    months: tuple[str, ...]
    rows_by_month: Mapping[str, MonthRows]
    teller: str = ""

    @property
    def accepted(self) -> int:
        """Rows of ours that stand."""
        return sum(rows.accepted for rows in self.rows_by_month.values())

    @property
    def unplaced_of_extract(self) -> float:
        """Share of the whole extracts' readable rows without any place, 0 to 1.

        Where an extract is wider than our area, nobody can say which of them are ours.
        """
        outside = sum(rows.outside for rows in self.rows_by_month.values())
        unplaced = sum(rows.unplaced for rows in self.rows_by_month.values())
        readable = self.accepted + outside
        return unplaced / readable if readable else 0.0

    @property
    def missing(self) -> tuple[str, ...]:
        """Months between the first and the last sent that were not sent."""
        if not self.months:
            return ()
        span = month_labels(month_number(self.months[0]), month_number(self.months[-1]))
        return tuple(month for month in span if month not in set(self.months))

    def until(self, last: str) -> SourceCoverage:
        """The same up to a month: what came later must not show in an earlier edition.

        Without a quarter that is not over then, and without rows after the last month sent: they
        are a part of a month, which counts nowhere.
        """
        after = month_number(last) + 1
        whole = month_label(after - after % self.shape.period_months - 1)
        months = tuple(month for month in self.months if month <= whole)
        end = max(months, default="")
        rows = {month: rows for month, rows in self.rows_by_month.items() if month <= end}
        return replace(self, months=months, rows_by_month=rows)


def read_coverage(workspace: Workspace, *, run: Run) -> tuple[SourceCoverage, ...]:
    """The coverage of every source with an extract, in the order of source."""
    shapes = load_shapes(workspace.content)
    with workspace.reading() as catalogue, open_engine(run) as connection:
        sources = catalogue.execute("SELECT DISTINCT source FROM extracts ORDER BY source")
        names = [row["source"] for row in sources.fetchall() if row["source"] in shapes]
        found = []
        for name in names:
            accepted = _standing_rows(catalogue, connection, source=name, root=workspace.root)
            found.append(_cover(catalogue, shapes[name], accepted=accepted))
    return tuple(found)


def _cover(
    catalogue: sqlite3.Connection, shape: Shape, *, accepted: dict[int, tuple[int, int]]
) -> SourceCoverage:
    outside, sent = _outside_rows(catalogue, shape)
    rows = {
        month_label(month): MonthRows(*accepted.get(month, (0, 0)), outside.get(month, 0))
        for month in sorted({*accepted, *outside})
    }
    teller, told = _months_of_slices(catalogue, shape)
    months = told or {month_label(month) for month in sent}
    span = shape.period_months
    every = {month_label(month_number(one) + more) for one in months for more in range(span)}
    return SourceCoverage(shape.id, shape.agency, shape, tuple(sorted(every)), rows, teller)


def _standing_rows(
    catalogue: sqlite3.Connection,
    connection: duckdb.DuckDBPyConnection,
    *,
    source: str,
    root: Path,
) -> dict[int, tuple[int, int]]:
    """For each month: rows that stand, and those of them without a place."""
    paths = [
        (root / row["path"]).as_posix()
        for row in catalogue.execute(
            "SELECT path FROM current_files WHERE source = ? ORDER BY path", (source,)
        )
    ]
    if not paths:
        return {}
    lines = connection.execute(
        "SELECT month, count(*), count(*) FILTER (reason = 'unplaced') "
        f"FROM read_parquet({quote_list(paths)}) WHERE month IS NOT NULL GROUP BY month"
    ).fetchall()
    return {month: (rows, unplaced) for month, rows, unplaced in lines}


def _outside_rows(catalogue: sqlite3.Connection, shape: Shape) -> tuple[Counter, set[int]]:
    """Rows of others by month, in slices that still stand; and every month with a readable row
    that was over when its file was made."""
    gone = {one.extract_id: one.superseded for one in rank_extracts(catalogue, shape.id)}
    outside: Counter = Counter()
    sent: set[int] = set()
    for line in catalogue.execute(
        "SELECT extract_id, slice, month, verdict, n, vintage, received, last_month FROM verdicts "
        "JOIN extracts ON extracts.id = extract_id WHERE source = ? AND month IS NOT NULL",
        (shape.id,),
    ):
        if line["verdict"] != "held" and is_over(line, shape):
            sent.add(line["month"])
        if line["verdict"] == "outside" and line["slice"] not in gone[line["extract_id"]]:
            outside[line["month"]] += line["n"]
    return outside, sent


def _months_of_slices(catalogue: sqlite3.Connection, shape: Shape) -> tuple[str, set[str]]:
    """The slices' main teller, and the months it has sent.

    Another force's few rows inside a force's gap make the month non-zero, not covered: only slices
    of whoever tells most of our accepted rows count.
    """
    if "month" not in shape.covers:
        return "", set()
    months: dict[str, set[str]] = defaultdict(set)
    weight: Counter = Counter()
    for row in catalogue.execute(
        "SELECT s.slice, s.month, coalesce(sum(v.n), 0) AS n, vintage, received, last_month "
        "FROM slices s "
        "JOIN extracts e ON e.id = s.extract_id "
        "LEFT JOIN verdicts v ON v.extract_id = s.extract_id "
        "AND v.slice = s.number AND v.verdict = 'accepted' WHERE e.source = ? "
        "GROUP BY s.extract_id, s.number",
        (shape.id,),
    ):
        teller = _teller(shape, row["slice"])
        weight[teller] += row["n"]
        if row["month"] is not None and is_over(row, shape):
            months[teller].add(month_label(row["month"]))
    if not weight:
        return "", set()
    main = max(sorted(weight), key=lambda teller: weight[teller])
    return main, months[main]


def _teller(shape: Shape, text: str) -> str:
    parts = text.split("|")
    return "|".join(
        part for name, part in zip(shape.covers, parts, strict=False) if name != "month"
    )
