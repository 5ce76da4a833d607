"""How large each month of a source is, and which months are thin beside those before them.

A file is counted once, when it begins to stand: a page adds up what the catalogue holds.
"""

from __future__ import annotations

import sqlite3
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import duckdb

from safercity.evidence.store.engine import quote_list
from safercity.evidence.types import month_label

COMPARED, FEWEST_COMPARED = 12, 6
YEAR = 12  # months
# Below, chance alone makes a thin month: of 20 rows on average a month has fewer than half in one
# case of 200, and none in its last week in one of 100 (Poisson).
FEWEST_ROWS = 20
LAST_DAYS = 7
MOST_WITHOUT = 0.25  # of the months compared: beyond, the source does not tell of every week
TABLE = """CREATE TABLE IF NOT EXISTS month_rows (
    path TEXT NOT NULL,
    month INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    last_day INTEGER,
    PRIMARY KEY (path, month)
)"""  # made with the first load: workspaces of earlier releases lack it


@dataclass(frozen=True)
class MonthSize:
    """A month's rows that stand, the day of the month of its newest (None where rows tell none),
    and the contents they are of."""

    month: int
    rows: int
    last_day: int | None
    digests: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ThinMonth:
    """A month that may not be whole.

    `low`, `high`: the rows that half of the months compared have. `last_day`: the newest record's
    day of the month where the month seems to end early; None where it has too few rows.
    """

    label: str
    rows: int
    low: int
    high: int
    last_day: int | None = None
    digests: frozenset[str] = frozenset()


def count_months(
    catalogue: sqlite3.Connection,
    connection: duckdb.DuckDBPyConnection,
    *,
    source: str,
    root: Path,
) -> None:
    """Count the months of those current files of `source` that were not counted yet."""
    catalogue.execute(TABLE)
    catalogue.execute("DELETE FROM month_rows WHERE path NOT IN (SELECT path FROM current_files)")
    new = catalogue.execute(
        "SELECT path FROM current_files WHERE source = ? "
        "AND path NOT IN (SELECT path FROM month_rows) ORDER BY path",
        (source,),
    ).fetchall()
    path_of = {(root / row["path"]).as_posix(): row["path"] for row in new}
    if not path_of:
        return
    # A row of a wide table stands once a category, and is one row.
    lines = connection.execute(
        'SELECT filename, month, count(DISTINCT "row"), max(day(time_from)) '
        f"FROM read_parquet({quote_list([*path_of])}, filename = true) "
        "WHERE month IS NOT NULL GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    catalogue.executemany(
        "INSERT INTO month_rows VALUES (?, ?, ?, ?)",
        [(path_of[name], month, rows, last_day) for name, month, rows, last_day in lines],
    )


def read_months(catalogue: sqlite3.Connection) -> dict[str, tuple[MonthSize, ...]]:
    """The months of every source, the earliest first; none before the first load."""
    if not catalogue.execute("SELECT 1 FROM sqlite_master WHERE name = 'month_rows'").fetchone():
        return {}
    told: dict[tuple[str, int], list[sqlite3.Row]] = defaultdict(list)
    for row in catalogue.execute(
        "SELECT c.source, m.month, m.rows, m.last_day, e.digest FROM month_rows m "
        "JOIN current_files c USING (path) JOIN extracts e ON e.id = c.extract_id"
    ):
        told[row["source"], row["month"]].append(row)
    months: dict[str, list[MonthSize]] = defaultdict(list)
    for (source, month), rows in sorted(told.items()):
        days = [row["last_day"] for row in rows if row["last_day"] is not None]
        digests = frozenset(row["digest"] for row in rows)
        size = MonthSize(month, sum(row["rows"] for row in rows), max(days, default=None), digests)
        months[source].append(size)
    return {source: tuple(found) for source, found in months.items()}


def find_thin(months: Sequence[MonthSize], *, tells_days: bool) -> tuple[ThinMonth, ...]:
    """The months that are thin beside the twelve sent before them, at least six.

    Thin is a month with fewer than half of the rows of the median of these; and, where rows tell
    their day, one without a record in its last week while three in four of the others have one.
    Not if the same month a year before was so too: a school's August, and its December.
    """
    by_number = {one.month: one for one in months}
    found = []
    for at, one in enumerate(months):
        before = months[max(0, at - COMPARED) : at]
        if len(before) >= FEWEST_COMPARED:
            thin = _judge(one, before, year_before=by_number, tells_days=tells_days)
            found += [thin] if thin else []
    return tuple(found)


def _judge(
    one: MonthSize,
    before: Sequence[MonthSize],
    *,
    year_before: Mapping[int, MonthSize],
    tells_days: bool,
) -> ThinMonth | None:
    counts = [each.rows for each in before]
    usual = median(counts)
    if usual < FEWEST_ROWS:
        return None
    same = year_before.get(one.month - YEAR)
    is_small = one.rows < usual / 2 and (same is None or one.rows < same.rows / 2)
    ends_early = (
        tells_days
        and _ends_early(one)
        and not (same and _ends_early(same))
        and _share_ending_early(before) <= MOST_WITHOUT
    )
    if not (is_small or ends_early):
        return None
    low, _middle, high = quantiles(counts, n=4, method="inclusive")
    last_day = one.last_day if ends_early else None
    label = month_label(one.month)
    return ThinMonth(label, one.rows, int(low), int(high), last_day, one.digests)


def _ends_early(one: MonthSize) -> bool:
    year, month = (int(part) for part in month_label(one.month).split("-"))
    return one.last_day is not None and one.last_day <= monthrange(year, month)[1] - LAST_DAYS


def _share_ending_early(months: Sequence[MonthSize]) -> float:
    return sum(_ends_early(each) for each in months) / len(months)
