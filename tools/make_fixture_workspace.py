"""Makes the tiny workspace that is kept for a release, so that later versions can be tried on it.

    python tools/make_fixture_workspace.py

It replaces `tests/fixtures/workspaces/VERSION` of the version that the code is. Once a version is
released its workspace stays as it is: a later one must open it, by a migration if need be.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from safercity import __version__  # noqa: E402
from safercity.evidence.assess import refresh  # noqa: E402
from safercity.evidence.extracts.ledger import read_ledger  # noqa: E402
from safercity.evidence.runs import Run  # noqa: E402
from safercity.evidence.types import month_labels, month_number  # noqa: E402
from safercity.evidence.workspace import Workspace, open_workspace  # noqa: E402
from tests.evidence.tiny import load, make_workspace, street_row, write_street  # noqa: E402

KEPT = ROOT / "tests" / "fixtures" / "workspaces"
MONTHS = month_labels(month_number("2023-01"), month_number("2024-12"))
# Wide cells: the whole must stay small.
CELL_METRES = 1000


def main() -> None:
    """Make the workspace of this version and put it in its place."""
    target = KEPT / __version__
    with tempfile.TemporaryDirectory() as folder:
        made = _fill(make_workspace(Path(folder)), Path(folder) / "extracts")
        _tidy(made)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made.root, target)
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    print(f"{target.relative_to(ROOT)}: {size:,} bytes")


def _fill(workspace: Workspace, folder: Path) -> Workspace:
    """Two years of one area's demand, a file a quarter; one month sent again; every verdict."""
    settings = workspace.root / "safercity.toml"
    settings.write_text(f"{settings.read_text()}\n[grid]\ncell_metres = {CELL_METRES}\n")
    workspace = open_workspace(workspace.root)
    for first in range(0, len(MONTHS), 3):
        rows = [row for month in MONTHS[first : first + 3] for row in _rows(month)]
        path = write_street(folder / f"{MONTHS[first]}-tiny-street.csv", rows)
        load(workspace, "police-uk", path)
    again = write_street(folder / "again" / f"{MONTHS[-1]}-tiny-street.csv", _rows(MONTHS[-1], 3))
    load(workspace, "police-uk", again, vintage=date(2025, 3, 1))
    refresh(workspace, run=Run(threads=1), made_at="2025-06-30T12:00:00")
    with workspace.reading() as catalogue:
        told = read_ledger(catalogue).as_json()
    (workspace.root / "ledger.json").write_text(json.dumps(told, indent=1) + "\n")
    return workspace


def _rows(month: str, more: int = 0) -> list[dict]:
    hot = [street_row(f"{month}-{n}", month=month, area=5) for n in range(12 + more)]
    quiet = [street_row(f"{month}-q{n}", month=month, area=n) for n in range(16)]
    odd = [
        street_row(f"{month}-o", month=month, area=-1),
        street_row(f"{month}-u", month=month, area=None),
        street_row(f"{month}-w", month=month, kind="Witchcraft"),
    ]
    return [*hot, *quiet, *odd]


def _tidy(workspace: Workspace) -> None:
    """Leave out what is made again or is nobody's: caches, the lock, a key that guards nothing."""
    shutil.rmtree(workspace.root / "geography" / "cache", ignore_errors=True)
    (workspace.root / "lock").unlink(missing_ok=True)
    (workspace.root / "pseudonym.key").write_bytes(bytes(32))
    connection = sqlite3.connect(workspace.root / "catalogue.sqlite")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA page_size = 1024")
    connection.execute("VACUUM")
    connection.close()


if __name__ == "__main__":
    main()
