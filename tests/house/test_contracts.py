"""The import contracts hold, and can be broken. They and their reasons are in .importlinter."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT

LINT = "from importlinter.cli import lint_imports_command as run; run()"

WRONG = {
    "evidence/errors.py": "from safercity.evidence import store",
    "evidence/types.py": "import django",
    "evidence/places/words.py": "from safercity.evidence import geography",
    "evidence/matrix.py": "import pathlib",
    "documents/names.py": "from safercity.evidence import simulate",
    "partnership/places/urls.py": "from safercity.partnership import config",
}
BROKEN = [
    "Rooms lean downwards only",
    "Evidence: from the conductor down to the values",
    "Evidence and documents run without Django",
    "Analyses work on values",
    "Who touches files",
    "The made-up city is for the demonstration and the tests",
    "The site: apps lean on those below them",
]


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--config", str(ROOT / ".importlinter")],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_rooms_lean_the_way_the_contracts_say():
    check = lint(ROOT / "src")
    assert check.returncode == 0, check.stdout + check.stderr


def test_a_wrong_import_breaks_its_contract(tmp_path):
    ignore = shutil.ignore_patterns("__pycache__", "static", "templates", "*.yaml", "fonts")
    shutil.copytree(ROOT / "src" / "safercity", tmp_path / "safercity", ignore=ignore)
    (tmp_path / "safercity" / "content" / "wrong.py").write_text("import safercity.evidence\n")
    for name, line in WRONG.items():
        path = tmp_path / "safercity" / name
        path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    told = lint(tmp_path).stdout
    assert [name for name in BROKEN if f"{name} BROKEN" not in told] == [], told
