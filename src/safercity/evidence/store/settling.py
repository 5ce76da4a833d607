"""The ledger told anew after a line was set aside or taken back, its file being here no more."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from safercity.evidence.runs import Run
from safercity.evidence.store.aside import SET_ASIDE, find_aside
from safercity.evidence.store.engine import open_engine
from safercity.evidence.store.held import list_known
from safercity.evidence.store.resolve import resolve_source
from safercity.evidence.workspace import Workspace, change_workspace, open_catalogue


def settle_aside(workspace: Workspace, source: str, *, run: Run) -> None:
    """Resolve a source anew where the ledger does not yet say which of its lines are set aside.

    Errors: WorkspaceBusy.
    """
    with workspace.reading() as catalogue:
        if not _is_behind(catalogue, source, root=workspace.root):
            return
    with (
        change_workspace(workspace),
        workspace.scratch("aside") as scratch,
        open_engine(run, spill=scratch) as connection,
        open_catalogue(workspace.catalogue_path, writing=True) as catalogue,
    ):
        resolve_source(catalogue, connection, source=source, root=workspace.root, scratch=scratch)


def _is_behind(catalogue: sqlite3.Connection, source: str, *, root: Path) -> bool:
    """Whether another number of lines was set aside, or others: one may have been taken back."""
    told = catalogue.execute(
        "SELECT id, coalesce(n, 0) AS n FROM extracts LEFT JOIN ledger ON extract_id = id "
        "AND verdict = 'known' AND reason = ? WHERE source = ?",
        (SET_ASIDE, source),
    ).fetchall()
    for row in told:
        aside = find_aside(catalogue, row["id"], root=root)
        if len(aside) != row["n"] or aside - list_known(catalogue, row["id"]):
            return True
    return False
