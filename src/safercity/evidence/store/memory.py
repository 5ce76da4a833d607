"""The reference engine: the same rules the obvious way, over rows in memory. Slow on purpose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class MemoryRow:
    """One judged row. `unit_by_kind` says where it is counted, for each kind of unit."""

    row: int
    slice: str | None
    key: str | None
    month: int | None
    verdict: str
    category: str | None = None
    flags: int = 0
    n: int | None = 1
    unit_by_kind: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MemoryExtract:
    """One extract: what orders it, whether it is a snapshot, and its rows."""

    source: str
    digest: str
    vintage: str
    snapshot: bool
    rows: tuple[MemoryRow, ...]

    @property
    def order(self) -> tuple[str, int, str]:
        # A held row's month may be what is wrong with it.
        told = [row for row in self.rows if row.verdict != "held"]
        months = [row.month for row in told if row.month is not None]
        return (self.vintage, min(months, default=-1), self.digest)


def stand(extracts: Iterable[MemoryExtract]) -> list[tuple[MemoryExtract, MemoryRow, str]]:
    """Every row of every extract (one source) with its final verdict."""
    ordered = sorted({extract.digest: extract for extract in extracts}.values(), key=_order)
    teller = {}
    for extract in ordered:
        if extract.snapshot:
            for row in extract.rows:
                if row.slice is not None:
                    teller[row.slice] = extract.digest
    last_with_key = {}
    for rank, extract in enumerate(ordered):
        for row in extract.rows:
            told_later = _superseded(extract, row, teller=teller)
            if row.key and not told_later and row.verdict in ("accepted", "outside"):
                last_with_key[row.key] = (rank, row.row)
    final = []
    for rank, extract in enumerate(ordered):
        for row in extract.rows:
            verdict = row.verdict
            if _superseded(extract, row, teller=teller):
                verdict = "known"
            elif row.key in last_with_key and verdict != "known":
                # A held row too is known once a later row of its key could be read.
                if (rank, row.row) < last_with_key[row.key]:
                    verdict = "known"
            final.append((extract, row, verdict))
    return final


def _order(extract: MemoryExtract) -> tuple[str, int, str]:
    return extract.order


def _superseded(extract: MemoryExtract, row: MemoryRow, *, teller: dict[str, str]) -> bool:
    if not extract.snapshot:
        return False
    if row.slice is not None:
        return teller[row.slice] != extract.digest
    told = {one.slice for one in extract.rows if one.slice is not None}
    return bool(told) and all(teller[text] != extract.digest for text in told)


def count_ledger(extracts: Iterable[MemoryExtract]) -> dict[str, Counter]:
    """For each extract's digest: rows by final verdict."""
    lines: dict[str, Counter] = {}
    for extract, _row, verdict in stand(extracts):
        lines.setdefault(extract.digest, Counter())[verdict] += 1
    return lines


def count_rows(
    extracts: Sequence[MemoryExtract],
    *,
    unit: str,
    months: Sequence[int],
    wanted: Callable[[MemoryRow], bool],
) -> dict[tuple[str, int], int]:
    """Standing accepted records by (unit, month) for which `wanted` answers yes; zeros left out."""
    counts: Counter = Counter()
    for source in sorted({extract.source for extract in extracts}):
        for _extract, row, verdict in stand(e for e in extracts if e.source == source):
            place = row.unit_by_kind.get(unit)
            counted = verdict == "accepted" and place is not None and row.month in months
            if counted and row.n and wanted(row):
                counts[place, row.month] += row.n
    return dict(counts)
