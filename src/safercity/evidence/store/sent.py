"""What each source has sent, by month, from the catalogue alone: fast enough for every page."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from safercity.evidence.extracts.shape import Shape
from safercity.evidence.store.ended import is_over
from safercity.evidence.store.months import MonthSize, read_months
from safercity.evidence.types import month_label


@dataclass(frozen=True)
class Sent:
    """One source: months with a readable row, the day of the last receipt, and rows that wait.

    `sizes`: its months by their rows that stand. `begun`: months with a readable row that were not
    over when any file that tells of them was made; they are not in `months`. A quarter stands under
    its last month in all three (`period_months` 3).
    """

    source: str
    months: tuple[str, ...]
    received: str
    held: int
    sizes: tuple[MonthSize, ...] = ()
    begun: tuple[str, ...] = ()
    period_months: int = 1


def read_sent(catalogue: sqlite3.Connection, shapes: Mapping[str, Shape]) -> dict[str, Sent]:
    """What every source with an extract has sent."""
    steps = {name: shape.period_months for name, shape in shapes.items()}
    months: dict[str, set[str]] = defaultdict(set)
    begun: dict[str, set[str]] = defaultdict(set)
    for row in catalogue.execute(
        "SELECT DISTINCT source, month, vintage, received, last_month FROM verdicts "
        "JOIN extracts ON extracts.id = extract_id WHERE month IS NOT NULL AND verdict <> 'held'"
    ):
        name = row["source"]
        told = months if is_over(row, shapes.get(name)) else begun
        told[name].add(month_label(row["month"] + steps.get(name, 1) - 1))
    held = {
        row["source"]: row["n"]
        for row in catalogue.execute(
            "SELECT source, sum(n) AS n FROM ledger JOIN extracts ON extracts.id = extract_id "
            "WHERE verdict = 'held' GROUP BY source"
        )
    }
    sizes = {
        name: tuple(replace(one, month=one.month + steps.get(name, 1) - 1) for one in told)
        for name, told in read_months(catalogue).items()
    }
    return {
        row["source"]: Sent(
            row["source"],
            tuple(sorted(months[row["source"]])),
            row["received"],
            held.get(row["source"], 0),
            sizes.get(row["source"], ()),
            tuple(sorted(begun[row["source"]] - months[row["source"]])),
            steps.get(row["source"], 1),
        )
        for row in catalogue.execute(
            "SELECT source, max(received) AS received FROM extracts GROUP BY source"
        )
    }
