"""Rows that wait for a person: which, why, and what to do. Only columns the shape allows."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from safercity.evidence.extracts.reasons import REASONS
from safercity.evidence.runs import Run
from safercity.evidence.store.engine import open_engine, quote
from safercity.evidence.store.resolve import rank_extracts
from safercity.evidence.types import make_inert
from safercity.evidence.workspace import Workspace


@dataclass(frozen=True)
class HeldRow:
    """One held row: its file and number, the reason, its advice, and the allowed columns' texts.

    `digest` names the file's content, whatever the file is called.
    """

    source: str
    file: str
    row: int
    reason: str
    advice: str
    values: dict[str, str | None]
    digest: str = ""

    @property
    def is_correctable(self) -> bool:
        """Whether single values can be corrected: not in a line that falls into no columns."""
        return bool(self.values) and "_line" not in self.values

    @property
    def may_be_aside(self) -> bool:
        """Whether a person may set the line aside: it falls into no columns, or is no record.

        A total whose number was taken for a date has one field filled, of those that are shown.
        """
        filled = sum(1 for text in self.values.values() if text)
        is_bare = len(self.values) > 2 and filled < 2
        return not self.is_correctable or self.reason == "not_a_record" or is_bare


def read_held(workspace: Workspace, *, source: str | None = None, run: Run) -> tuple[HeldRow, ...]:
    """Every row that is held now, in the order of source, file and row."""
    found: list[HeldRow] = []
    with workspace.reading() as catalogue, open_engine(run) as connection:
        sources = catalogue.execute("SELECT DISTINCT source FROM extracts ORDER BY source")
        for (name,) in sources.fetchall():
            if source not in (None, name):
                continue
            files = {
                row["id"]: (row["name"], row["digest"])
                for row in catalogue.execute("SELECT id, name, digest FROM extracts")
            }
            for standing in rank_extracts(catalogue, name):
                held = workspace.root / standing.facts.replace(".parquet", ".held.parquet")
                if held.is_file():
                    gone = ", ".join(str(n) for n in sorted(standing.superseded)) or "-2"
                    known = list_known(catalogue, standing.extract_id)
                    rows = connection.execute(
                        f'SELECT "row", reason, raw FROM read_parquet({quote(held.as_posix())}) '
                        f'WHERE slice NOT IN ({gone}) ORDER BY "row"'
                    ).fetchall()
                    file = files[standing.extract_id]
                    found += [_held(name, file, one=one) for one in rows if one[0] not in known]
    return tuple(sorted(found, key=lambda row: (row.source, row.file, row.row)))


def list_known(catalogue: sqlite3.Connection, extract: int) -> set[int]:
    """Rows that could not be read, and whose key a later row told, or that were set aside."""
    rows = catalogue.execute(
        "SELECT row FROM known_rows WHERE extract_id = ? AND verdict = 'held'", (extract,)
    )
    return {row["row"] for row in rows}


def _held(source: str, file: tuple[str, str], *, one: tuple[int, str, str | None]) -> HeldRow:
    number, reason, raw = one
    name, digest = file
    advice = REASONS[reason].advice if reason in REASONS else ""
    return HeldRow(source, name, number, reason, advice, json.loads(raw) if raw else {}, digest)


def write_held(rows: tuple[HeldRow, ...], path: Path) -> None:
    """Write held rows as CSV, one column per field; UTF-8 with a mark, for spreadsheets."""
    fields = sorted({name for row in rows for name in row.values})
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["source", "file", "row", "reason", "what_to_do", *fields])
        for row in rows:
            texts = [make_inert(row.values.get(name) or "") for name in fields]
            told = (row.source, make_inert(row.file), row.row, row.reason, row.advice)
            writer.writerow([*told, *texts])


def count_held_words(rows: tuple[HeldRow, ...]) -> dict[tuple[str, str], int]:
    """Held rows by (source, reason): the shortest list of what to mend first."""
    return dict(Counter((row.source, row.reason) for row in rows).most_common())
