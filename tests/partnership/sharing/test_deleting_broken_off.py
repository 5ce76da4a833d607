"""A process that dies while it deletes on time leaves a plan; the next run proves, once."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.evidence.tiny import make_workspace
from tests.trust.driver import KILLED

pytestmark = pytest.mark.one_database  # it reads the rows out of a file

ROOT = Path(__file__).resolve().parents[3]
RETENTION = "safercity.partnership.sharing.actions.retention"
STORE = "safercity.evidence.store.retention"
ROWS = 6
POINTS = {
    "planned, nothing gone": ("before", f"{RETENTION}:delete_expired", 1),
    "gone from the ledger, files left": ("before", f"{STORE}:sweep_orphans", 1),
    "all gone, not proven": ("after", f"{RETENTION}:delete_expired", 1),
    "proof not committed": ("before", f"{RETENTION}:record_act", 1),
}  # fmt: skip


def run(*arguments) -> subprocess.CompletedProcess:
    around = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "tests.partnership.sharing.deleting", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=around
    )


def tell(folder: Path) -> dict:
    """What the site's database and the workspace's folder say."""
    with closing(sqlite3.connect(folder / "site" / "site.sqlite3")) as database:
        proofs = database.execute("SELECT rows, at FROM sharing_deletion").fetchall()
        acts = database.execute(
            "SELECT count(*) FROM audit_act WHERE verb = 'records deleted on time'"
        ).fetchone()
    return {
        "planned": [rows for rows, at in proofs if at is None],
        "proven": [rows for rows, at in proofs if at],
        "acts": acts[0],
        "files": len(list(folder.glob("facts/housing-asb/**/*.parquet"))),
    }


@pytest.fixture(scope="module")
def due(tmp_path_factory):
    """A workspace with its site, in which six rows have to go."""
    made = make_workspace(tmp_path_factory.mktemp("due"))
    settings = made.root / "safercity.toml"
    settings.write_text(settings.read_text() + "\n[storage]\nencrypted = true\n")
    ran = run("make", made.root)
    assert ran.returncode == 0, ran.stderr[-2_000:]
    return made.root


@pytest.mark.parametrize("point", POINTS)
def test_what_was_broken_off_is_finished_and_proven_once(due, tmp_path, point):
    folder = shutil.copytree(due, tmp_path / "town")
    assert run("delete", folder, *POINTS[point]).returncode == KILLED
    assert tell(folder) | {"files": 0} == {"planned": [ROWS], "proven": [], "acts": 0, "files": 0}
    ran = run("delete", folder)
    assert ran.returncode == 0, ran.stderr[-2_000:]
    assert tell(folder) == {"planned": [], "proven": [ROWS], "acts": 1, "files": 0}
