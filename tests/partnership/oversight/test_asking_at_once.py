"""Several ask for one adoption at once, or take steps by one decision: one is made or taken, and
nobody meets an error of the database.

On a SQLite file; under tools/on_postgresql.py on PostgreSQL.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.partnership.oversight import asking_at_once

PEOPLE = 4
ROOT = Path(__file__).resolve().parents[3]


def test_who_asks_at_once_makes_one_adoption_and_a_decision_takes_one_step(edition):
    command = [sys.executable, "-m", asking_at_once.__name__, str(edition), str(PEOPLE)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr[-2_000:]
    told = json.loads(ran.stdout.splitlines()[-1])
    for asked in ("one subject", "one title"):
        for refused, made in told[asked]:
            assert "is under way" in refused[0] and refused[1] == PEOPLE - 1, asked
            assert made[1] == 1, asked
    assert all(len(answers) == 1 for answers in told["sent twice"]), "the same form: the one made"
    for refused, taken in told["one decision"]:
        assert "has taken a step already" in refused[0] and refused[1] == PEOPLE - 1
        assert taken == ["taken", 1]
    rounds = range(asking_at_once.ROUNDS)
    new = [f"{number}.{each}" for number in rounds for each in range(PEOPLE)]
    titles = [f"{which} {each}" for which in ("New", "Shared") for each in new]
    assert told["titles"] == sorted([*titles, *(f"Water {number}" for number in rounds)])
