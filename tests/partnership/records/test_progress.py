"""How far a job is, in words: every step that the evidence tells has its own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from safercity.partnership.records.presenters import say_progress

pytestmark = pytest.mark.one_database
ROOM = Path(__file__).resolve().parents[3] / "src" / "safercity" / "evidence"


def list_steps() -> set[str]:
    """What is told by `run.step`, an f-string up to its first value."""
    found = set()
    for path in ROOM.rglob("*.py"):
        if "simulate" in path.parts:
            continue  # the made-up city is made by the command
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "step":
                told = node.args[0]
                words = told.values[0] if isinstance(told, ast.JoinedStr) else told
                found.add(words.value)
    return found


def test_every_step_has_words_of_a_page():
    steps = list_steps()
    assert {"Judging", "weightings", "Counting by "} <= steps
    untold = {step for step in steps if not say_progress(step).endswith(".")}
    assert not untold


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            "Seasons and forecasts (3 of 19)",
            "Seasons and forecasts are being worked out. (3 of 19)",
        ),
        ("effect: compare levels", "What could be seen of an intervention is being worked out."),
        ("Reading rows of a (1).csv", "Rows are being read."),
        ("no step of ours (2 of 4)", "(2 of 4)"),
        ("", ""),
    ],
)
def test_a_step_is_told_in_words_with_its_numbers(told, said):
    assert say_progress(told) == said
