"""Whether the rows of a file lie in far more months than those of its source's other files do.

Dates read with day and month the other way round are days of the calendar too: nothing of them is
held, and they scatter over the year.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from statistics import median_low

FEWEST, TIMES = 4, 2  # months; so many times as many as is usual


@dataclass(frozen=True)
class Scatter:
    """In how many months a file has rows, the first and the last of them, and how many are usual
    in the source's other files."""

    months: int
    first: int
    last: int
    usual: int


def find_scatter(
    catalogue: sqlite3.Connection, source: str, *, digests: Collection[str]
) -> Scatter | None:
    """The most scattered of these contents; None where none is, or no other file tells of it."""
    months: dict[str, list[int]] = defaultdict(list)
    for row in catalogue.execute(
        "SELECT DISTINCT digest, month FROM verdicts JOIN extracts ON extracts.id = extract_id "
        "WHERE source = ? AND month IS NOT NULL AND verdict <> 'held'",
        (source,),
    ):
        months[row["digest"]].append(row["month"])
    others = [len(told) for digest, told in months.items() if digest not in digests]
    own = [told for digest, told in months.items() if digest in digests]
    if not (others and own):
        return None
    widest, usual = max(own, key=len), median_low(others)
    if len(widest) < FEWEST or len(widest) <= TIMES * usual:
        return None
    return Scatter(len(widest), min(widest), max(widest), usual)
