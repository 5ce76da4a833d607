"""What `pip install .` gives: every shipped file, and nothing that is used but not declared."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.house.tree import ROOT, SOURCE, project_files


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_holds_content_templates_and_static_files(tmp_path):
    built = run("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    ours = [path for path in project_files() if path.is_relative_to(SOURCE)]
    missing = [path for path in ours if in_wheel(path) not in inside]
    assert not missing
    assert "safercity/content/agencies.yaml" in inside


def in_wheel(path: Path) -> str:
    return path.relative_to(SOURCE.parent).as_posix()


def test_what_is_imported_is_declared_and_the_reverse():
    """A package that only the development tools bring would be missing on a partner's machine."""
    check = run("-m", "deptry", "src")
    assert check.returncode == 0, check.stdout + check.stderr
