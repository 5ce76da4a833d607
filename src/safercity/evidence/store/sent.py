"""What each source has sent, by month, from the catalogue alone: fast enough for every page."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from safercity.evidence.store.ended import last_over
from safercity.evidence.store.months import MonthSize, read_months
from safercity.evidence.types import month_label


@dataclass(frozen=True)
class Sent:
    """One source: months with a readable row, the day of the last receipt, and rows that wait.

    `sizes`: its months by their rows that stand. `begun`: months with a readable row that were not
    over when any file that tells of them was made; they are not in `months`.
    """

    source: str
    months: tuple[str, ...]
    received: str
    held: int
    sizes: tuple[MonthSize, ...] = ()
    begun: tuple[str, ...] = ()


def read_sent(catalogue: sqlite3.Connection) -> dict[str, Sent]:
    """What every source with an extract has sent."""
    months: dict[str, set[str]] = defaultdict(set)
    begun: dict[str, set[str]] = defaultdict(set)
    for row in catalogue.execute(
        "SELECT DISTINCT source, month, vintage, received, last_month FROM verdicts "
        "JOIN extracts ON extracts.id = extract_id WHERE month IS NOT NULL AND verdict <> 'held'"
    ):
        last = last_over(row["vintage"], row["received"], last_month=row["last_month"])
        told = months if row["month"] <= last else begun
        told[row["source"]].add(month_label(row["month"]))
    held = {
        row["source"]: row["n"]
        for row in catalogue.execute(
            "SELECT source, sum(n) AS n FROM ledger JOIN extracts ON extracts.id = extract_id "
            "WHERE verdict = 'held' GROUP BY source"
        )
    }
    sizes = read_months(catalogue)
    return {
        row["source"]: Sent(
            row["source"],
            tuple(sorted(months[row["source"]])),
            row["received"],
            held.get(row["source"], 0),
            sizes.get(row["source"], ()),
            tuple(sorted(begun[row["source"]] - months[row["source"]])),
        )
        for row in catalogue.execute(
            "SELECT source, max(received) AS received FROM extracts GROUP BY source"
        )
    }
