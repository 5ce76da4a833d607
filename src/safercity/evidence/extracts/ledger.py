"""The ledger: what became of every row of every extract."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field

from safercity.evidence.errors import LedgerUnbalanced
from safercity.evidence.types import Verdict


@dataclass(frozen=True)
class LedgerLine:
    """One extract: its rows by verdict, and the reasons behind each verdict (reason -> rows)."""

    source: str
    file: str
    digest: str
    vintage: str
    rows: int
    verdicts: dict[str, int]
    details: dict[str, dict[str, int]] = field(default_factory=dict)
    received: str = ""

    @property
    def reasons(self) -> dict[str, int]:
        """Why rows are held: they wait for a person."""
        return self.details.get(Verdict.HELD, {})


@dataclass(frozen=True)
class Disagreements:
    """Rows for which the agency's area code and its point were compared, and where they differ."""

    compared: int
    inside_by_code_only: int
    inside_by_point_only: int


@dataclass(frozen=True)
class Ledger:
    """Every extract's line, in the order of source, file and digest."""

    lines: tuple[LedgerLine, ...]
    disagreements: Disagreements

    def total(self) -> dict[str, int]:
        """Rows and verdicts over all extracts."""
        total = {"rows": sum(line.rows for line in self.lines)}
        for verdict in Verdict:
            total[verdict.value] = sum(line.verdicts[verdict] for line in self.lines)
        return total

    def as_json(self) -> dict:
        """The machine-readable ledger (a contract: docs/reference/commands.md)."""
        return {
            "extracts": [
                {
                    "source": line.source,
                    "file": line.file,
                    "rows": line.rows,
                    **{verdict.value: line.verdicts[verdict] for verdict in Verdict},
                    "reasons": line.reasons,
                    "details": line.details,
                    "vintage": line.vintage or None,
                    "digest": line.digest,
                }
                for line in self.lines
            ],
            "total": self.total(),
            "disagreements": {
                "compared": self.disagreements.compared,
                "inside_by_code_only": self.disagreements.inside_by_code_only,
                "inside_by_point_only": self.disagreements.inside_by_point_only,
            },
        }


def read_ledger(catalogue: sqlite3.Connection) -> Ledger:
    """The ledger as the catalogue has it. Errors: `LedgerUnbalanced` if a line does not add up."""
    details: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in catalogue.execute("SELECT * FROM ledger ORDER BY extract_id, verdict, reason"):
        details[row["extract_id"]][row["verdict"]][row["reason"]] = row["n"]
    lines = []
    for row in catalogue.execute("SELECT * FROM extracts ORDER BY source, name, digest"):
        of_row = {verdict: dict(reasons) for verdict, reasons in details[row["id"]].items()}
        lines.append(_line(row, of_row))
    told = catalogue.execute(
        "SELECT coalesce(sum(compared), 0), coalesce(sum(code_only), 0), "
        "coalesce(sum(point_only), 0) FROM disagreements"
    ).fetchone()
    return Ledger(tuple(lines), Disagreements(*told))


def _line(row: sqlite3.Row, details: dict[str, dict[str, int]]) -> LedgerLine:
    verdicts = {verdict.value: sum(details.get(verdict.value, {}).values()) for verdict in Verdict}
    if sum(verdicts.values()) != row["rows"]:
        raise LedgerUnbalanced(
            f"{row['name']} has {row['rows']:,} rows, its ledger {sum(verdicts.values()):,}."
        )
    return LedgerLine(
        source=row["source"],
        file=row["name"],
        digest=row["digest"],
        vintage=row["vintage"],
        rows=row["rows"],
        verdicts=verdicts,
        details=details,
        received=row["received"],
    )


def read_names(catalogue: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """What each extract's file was called: (source, digest) -> name."""
    rows = catalogue.execute("SELECT source, digest, name FROM extracts")
    return {(row["source"], row["digest"]): row["name"] for row in rows}
