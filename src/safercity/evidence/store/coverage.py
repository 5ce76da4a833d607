"""Which months each source has sent, so that a missing month is missing and never low."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.types import month_label, month_labels, month_number
from safercity.evidence.workspace import Workspace


@dataclass(frozen=True)
class SourceCoverage:
    """What one source has sent: months (labels), and rows of ours that are placed or not.

    `unplaced_of_extract` is the share of the whole extracts' readable rows without any place: where
    an extract is wider than our area, nobody can say which of them are ours.
    """

    source: str
    agency: str
    shape: Shape
    months: tuple[str, ...]
    rows_by_month: dict[str, int]
    accepted: int
    unplaced: int
    unplaced_of_extract: float

    @property
    def missing(self) -> tuple[str, ...]:
        """Months between the first and the last sent that were not sent."""
        if not self.months:
            return ()
        span = month_labels(month_number(self.months[0]), month_number(self.months[-1]))
        return tuple(month for month in span if month not in set(self.months))


def read_coverage(workspace: Workspace) -> tuple[SourceCoverage, ...]:
    """The coverage of every source with an extract, in the order of source."""
    shapes = load_shapes(workspace.content)
    with workspace.reading() as catalogue:
        sources = catalogue.execute("SELECT DISTINCT source FROM extracts ORDER BY source")
        names = [row["source"] for row in sources.fetchall()]
        return tuple(_cover(catalogue, shapes[name]) for name in names if name in shapes)


def _cover(catalogue, shape: Shape) -> SourceCoverage:
    lines = catalogue.execute(
        "SELECT v.extract_id, v.slice, v.month, v.verdict, v.reason, v.n FROM verdicts v "
        "JOIN extracts e ON e.id = v.extract_id WHERE e.source = ?",
        (shape.id,),
    ).fetchall()
    rows_by_month: Counter = Counter()
    for line in lines:
        if line["verdict"] == "accepted" and line["month"] is not None:
            rows_by_month[month_label(line["month"])] += line["n"]
    months = _months_of_slices(catalogue, shape) or {
        month_label(line["month"])
        for line in lines
        if line["month"] is not None and line["verdict"] != "held"
    }
    accepted = _standing(catalogue, shape.id, reason=None)
    unplaced = _standing(catalogue, shape.id, reason="unplaced")
    readable = sum(line["n"] for line in lines if line["verdict"] in ("accepted", "outside"))
    told_unplaced = sum(line["n"] for line in lines if line["reason"] == "unplaced")
    return SourceCoverage(
        source=shape.id,
        agency=shape.agency,
        shape=shape,
        months=tuple(sorted(months)),
        rows_by_month=dict(sorted(rows_by_month.items())),
        accepted=accepted,
        unplaced=unplaced,
        unplaced_of_extract=told_unplaced / readable if readable else 0.0,
    )


def _standing(catalogue, source: str, *, reason: str | None) -> int:
    condition = "AND reason = ?" if reason else ""
    values = (source, reason) if reason else (source,)
    return catalogue.execute(
        "SELECT coalesce(sum(n), 0) FROM ledger JOIN extracts ON extracts.id = extract_id "
        f"WHERE source = ? AND verdict = 'accepted' {condition}",
        values,
    ).fetchone()[0]


def _months_of_slices(catalogue, shape: Shape) -> set[str]:
    """Months that the slices' main teller has sent.

    Another force's few rows inside a force's gap make the month non-zero, not covered: only slices
    of whoever tells most of our accepted rows count.
    """
    if "month" not in shape.covers:
        return set()
    months: dict[str, set[str]] = defaultdict(set)
    weight: Counter = Counter()
    for row in catalogue.execute(
        "SELECT s.slice, s.month, coalesce(sum(v.n), 0) AS n FROM slices s "
        "JOIN extracts e ON e.id = s.extract_id "
        "LEFT JOIN verdicts v ON v.extract_id = s.extract_id "
        "AND v.slice = s.number AND v.verdict = 'accepted' WHERE e.source = ? "
        "GROUP BY s.extract_id, s.number",
        (shape.id,),
    ):
        teller = _teller(shape, row["slice"])
        weight[teller] += row["n"]
        if row["month"] is not None:
            months[teller].add(month_label(row["month"]))
    if not weight:
        return set()
    main = max(sorted(weight), key=lambda teller: weight[teller])
    return months[main]


def _teller(shape: Shape, text: str) -> str:
    parts = text.split("|")
    return "|".join(
        part for name, part in zip(shape.covers, parts, strict=False) if name != "month"
    )
