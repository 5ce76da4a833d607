"""Twenty people save at once: none lost, none locked, none overwritten unseen, no circle.

On a SQLite file; under tools/on_postgresql.py on PostgreSQL.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.partnership.commitments import saving_at_once

PEOPLE = 20
ROOT = Path(__file__).resolve().parents[3]


def test_twenty_people_save_at_once(edition):
    command = [sys.executable, saving_at_once.__file__, str(edition), str(PEOPLE)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr[-2_000:]
    told = json.loads(ran.stdout.splitlines()[-1])
    saves = PEOPLE * saving_at_once.SAVES
    assert told["errors"] == []
    assert told["count"] == told["version"] - 1 == saves, "every save counted, none twice"
    assert told["updates"] == saves
    assert told["acts"] == 2 * saves + 1, "every act has its line, and nothing else has one"
    assert told["dependencies"] == len(told["circles"]) == PEOPLE // 2, "one half of each circle"
    assert told["refused"] > 0, "they did meet"
