"""Delete what was kept as long as its agreement allows: whole files, at once, with a count."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from safercity.evidence.extracts.ledger import read_names
from safercity.evidence.extracts.mappings import forget_files
from safercity.evidence.runs import Run
from safercity.evidence.store.engine import open_engine
from safercity.evidence.store.resolve import resolve_source
from safercity.evidence.workspace import Workspace, change_workspace, open_catalogue
from safercity.evidence.workspace.folder import list_stray_corrections, sweep_orphans

ASIDE = ("", ".held", ".outside", ".repeated")


@dataclass(frozen=True)
class Expiry:
    """What has to go: the extracts under an agreement received before a month ("2025-03")."""

    agreement: str
    before: str


@dataclass(frozen=True)
class Deleted:
    """What goes of one source and month of receipt; `names_digest` is of the files' names.

    Among the files are those of values that a person corrected in its held rows.
    """

    source: str
    received: str
    extracts: int
    rows: int
    files: int
    names_digest: str


def describe_expired(workspace: Workspace, expiry: Expiry) -> tuple[Deleted, ...]:
    """What has to go, without touching it: the same that `delete_received` would tell now."""
    with workspace.reading() as catalogue:
        return _tell(workspace, _find(catalogue, expiry))


def sweep_deleted(workspace: Workspace) -> None:
    """Remove the files of deletions that were broken off. Errors: WorkspaceBusy."""
    with change_workspace(workspace):
        pass


def is_gone(workspace: Workspace, part: tuple[str, str], *, agreement: str) -> bool:
    """Whether nothing of a (source, month received) is left: no line in the ledger, no file, no
    correction of rows that are gone."""
    source, month = part
    with workspace.reading() as catalogue:
        line = catalogue.execute(
            "SELECT 1 FROM extracts WHERE agreement = ? AND source = ? "
            "AND substr(received, 1, 7) = ?",
            (agreement, source, month),
        ).fetchone()
        stray = list_stray_corrections(workspace, catalogue, source=source)
    folder = workspace.root / "facts" / source / agreement / month
    return line is None and not stray and not any(folder.glob("*"))


def delete_received(workspace: Workspace, expiry: Expiry, *, run: Run) -> tuple[Deleted, ...]:
    """Delete the extracts, their ledger and their files, and their names where words were mapped.
    What is left is resolved anew.

    Readers of older catalogue versions are not waited for: the time is up. Errors: WorkspaceBusy.
    """
    with change_workspace(workspace), workspace.scratch("retention") as scratch:
        with (
            open_engine(run, spill=scratch) as engine,
            open_catalogue(workspace.catalogue_path, writing=True) as catalogue,
        ):
            found = _find(catalogue, expiry)
            told = _tell(workspace, found)
            for source in sorted({source for source, _month in found}):
                gone = [row for part, rows in found.items() if part[0] == source for row in rows]
                _drop(catalogue, source, gone=gone)
                named = read_names(catalogue).items()
                left = {name for (of, _digest), name in named if of == source}
                forget_files(workspace, source, left=left, scratch=scratch)
                resolve_source(
                    catalogue, engine, source=source, root=workspace.root, scratch=scratch
                )
                catalogue.execute(
                    "DELETE FROM obsolete WHERE path LIKE ? OR path LIKE ?",
                    (f"current/{source}/%", f"facts/{source}/{expiry.agreement}/%"),
                )
        sweep_orphans(workspace, spare=scratch)
    return told


def _find(
    catalogue: sqlite3.Connection, expiry: Expiry
) -> dict[tuple[str, str], list[sqlite3.Row]]:
    found: dict[tuple[str, str], list[sqlite3.Row]] = {}
    for row in catalogue.execute(
        "SELECT id, source, digest, substr(received, 1, 7) AS month, rows, facts FROM extracts "
        "WHERE agreement = ? AND substr(received, 1, 7) < ? ORDER BY id",
        (expiry.agreement, expiry.before),
    ):
        found.setdefault((row["source"], row["month"]), []).append(row)
    return found


def _tell(
    workspace: Workspace, found: dict[tuple[str, str], list[sqlite3.Row]]
) -> tuple[Deleted, ...]:
    return tuple(_describe(workspace.root, part, rows=rows) for part, rows in sorted(found.items()))


def _describe(root: Path, part: tuple[str, str], *, rows: list[sqlite3.Row]) -> Deleted:
    families = [row["facts"].removesuffix(".parquet") for row in rows]
    names = [f"{family}{end}.parquet" for family in families for end in ASIDE]
    names += [f"corrections/{row['source']}/{row['digest']}.json" for row in rows]
    names = sorted(name for name in names if (root / name).is_file())
    digest = hashlib.sha256("\n".join(names).encode()).hexdigest()
    return Deleted(*part, len(rows), sum(row["rows"] for row in rows), len(names), digest)


def _drop(catalogue: sqlite3.Connection, source: str, *, gone: list[sqlite3.Row]) -> None:
    """The rows of other tables follow by their foreign keys."""
    keys = [(row["id"],) for row in gone]
    catalogue.executemany("DELETE FROM current_files WHERE extract_id = ?", keys)
    catalogue.executemany("DELETE FROM extracts WHERE id = ?", keys)
    catalogue.execute("DELETE FROM obsolete WHERE path LIKE ?", (f"current/{source}/%",))
