"""What an early version wrote opens in this one, and the audit's chain still holds.

On a SQLite file; under tools/on_postgresql.py on PostgreSQL.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.partnership import old_workspace

ROOT = Path(__file__).resolve().parents[2]


def test_an_old_workspace_opens(tmp_path):
    command = [sys.executable, "-m", old_workspace.__name__, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr[-2_000:]
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told == {
        "closed": [],
        "answers": [["Gladly", True]],
        "waits": [True, ""],
        "asked": ["asked"],
        "faults": 0,
        "bound": 1,
    }
