"""Formatting, lint and types: the same with `make check`, by hand and in the checks of a change."""

from __future__ import annotations

import subprocess
import sys

from tests.house.tree import ROOT

FOLDERS = [name for name in ("src", "tests", "benchmarks", "tools") if (ROOT / name).is_dir()]


def must_pass(*command: str) -> None:
    check = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if check.returncode != 0:
        raise AssertionError(f"{' '.join(command)}\n{check.stdout}{check.stderr}")


def test_lint():
    must_pass("ruff", "check", "--output-format", "concise", *FOLDERS)


def test_formatting():
    must_pass("ruff", "format", "--check", *FOLDERS)


def test_types():
    must_pass("mypy")
