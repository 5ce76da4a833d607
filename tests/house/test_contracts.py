"""The import contracts hold. They and their reasons are in .importlinter."""

from __future__ import annotations

import subprocess
import sys

from tests.house.tree import ROOT


def test_the_rooms_lean_the_way_the_contracts_say():
    check = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
        + ["--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert check.returncode == 0, check.stdout + check.stderr
