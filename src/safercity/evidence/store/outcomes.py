"""Outcomes joined to their crimes by Crime ID, at read: an outcome may come before its crime."""

from __future__ import annotations

from dataclasses import dataclass

from safercity.evidence.extracts.asking import fetch_one
from safercity.evidence.runs import Run
from safercity.evidence.store.engine import open_engine, quote
from safercity.evidence.workspace import Workspace

CRIMES, OUTCOMES = "police-uk", "police-uk-outcomes"


@dataclass(frozen=True)
class OutcomesJoined:
    """Rows of outcomes by whether their crime is among the loaded ones: `rows` is their sum.

    Every row that was read counts, ours or elsewhere, standing or known; held rows do not.
    """

    joined: int
    waiting: int

    @property
    def rows(self) -> int:
        """Rows of outcomes in all."""
        return self.joined + self.waiting


def join_outcomes(
    workspace: Workspace, *, run: Run, crimes: str = CRIMES, outcomes: str = OUTCOMES
) -> OutcomesJoined:
    """Count the outcomes that have their crime, and those that wait for it.

    `crimes` and `outcomes` name the two sources. Neither the order of loading nor a later download
    of either matters: nothing of the join is stored.
    """
    told = [f"SELECT x_crime_id AS crime_id FROM {part}" for part in _parts(workspace, outcomes)]
    if not told:
        return OutcomesJoined(0, 0)
    known = [f"SELECT key FROM {part}" for part in _parts(workspace, crimes)]
    keys = " UNION ALL ".join(known) or "SELECT NULL::UUID AS key"
    # The store keeps a crime's key as the MD5 of its Crime ID.
    with open_engine(run) as connection:
        rows, joined = fetch_one(
            connection,
            f"WITH crimes AS (SELECT DISTINCT key FROM ({keys}) WHERE key IS NOT NULL), "
            f"outcomes AS ({' UNION ALL '.join(told)}) "
            "SELECT count(*), count(crimes.key) FROM outcomes "
            "LEFT JOIN crimes ON crimes.key = md5_number(crime_id)::UUID",
        )
    return OutcomesJoined(joined, rows - joined)


def _parts(workspace: Workspace, source: str) -> list[str]:
    """The source's rows of ours and elsewhere, each a FROM expression."""
    with workspace.reading() as catalogue:
        facts = [
            row["facts"]
            for row in catalogue.execute(
                "SELECT facts FROM extracts WHERE source = ? ORDER BY id", (source,)
            )
        ]
    paths = [
        workspace.root / path.replace(".parquet", ending)
        for path in facts
        for ending in (".parquet", ".outside.parquet", ".repeated.parquet")
    ]
    return [f"read_parquet({quote(path.as_posix())})" for path in paths if path.is_file()]
