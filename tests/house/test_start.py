"""`safercity --help` answers at once: what is heavy is imported where it is used."""

from __future__ import annotations

import subprocess
import sys

from tests.house.tree import SOURCE

HEAVY = "django duckdb numpy scipy shapely pydantic yaml typst pyogrio convertbng".split()


def test_the_command_line_starts_light():
    assert (SOURCE / "cli" / "main.py").exists()
    script = (
        f"import sys; import safercity.cli.main; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    start = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert start.returncode == 0, start.stderr
    assert start.stdout.split() == []
