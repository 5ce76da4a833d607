"""The ledger told anew after a line was set aside or taken back, its file being here no more."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import duckdb

from safercity.evidence.runs import Run
from safercity.evidence.store.aside import SET_ASIDE, find_aside, read_held_of
from safercity.evidence.store.engine import open_engine
from safercity.evidence.store.held import list_known
from safercity.evidence.store.resolve import HELD, rank_extracts, resolve_source
from safercity.evidence.workspace import Workspace, change_workspace, open_catalogue


def settle_aside(workspace: Workspace, source: str, *, run: Run) -> None:
    """Resolve a source anew where the ledger does not yet say which of its lines are set aside.

    Errors: WorkspaceBusy.
    """
    with workspace.reading() as catalogue, open_engine(run) as connection:
        if not _is_behind(catalogue, connection, source=source, root=workspace.root):
            return
    with (
        change_workspace(workspace),
        workspace.scratch("aside") as scratch,
        open_engine(run, spill=scratch) as connection,
        open_catalogue(workspace.catalogue_path, writing=True) as catalogue,
    ):
        resolve_source(catalogue, connection, source=source, root=workspace.root, scratch=scratch)


def _is_behind(
    catalogue: sqlite3.Connection, connection: duckdb.DuckDBPyConnection, *, source: str, root: Path
) -> bool:
    """Whether another number of lines was set aside, or others: one may have been taken back.

    Of those that are held: one that could be read since, or stands in a later extract, is not.
    """
    told = dict(
        catalogue.execute(
            "SELECT extract_id, n FROM ledger WHERE verdict = 'known' AND reason = ?", (SET_ASIDE,)
        ).fetchall()
    )
    for standing in rank_extracts(catalogue, source):
        key = standing.extract_id
        rows = find_aside(catalogue, key, root=root)
        held = root / standing.facts.replace(".parquet", HELD)
        gone = ", ".join(map(str, sorted(standing.superseded))) or "-2"
        found = read_held_of(connection, held, rows=rows, gone=gone)
        aside = {row for row, _slice, _reason in found}
        if len(aside) != told.get(key, 0) or aside - list_known(catalogue, key):
            return True
    return False
