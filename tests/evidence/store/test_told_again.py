"""A held row is known once a later row of its key could be read: the mended file settles it."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.runs import Run
from safercity.evidence.store.held import read_held
from tests.evidence.store.test_corrections import case, write_cases
from tests.evidence.tiny import load, make_workspace

SOURCE = "housing-asb"
FAULTY = [case(0), case(1, day="31/02/2025"), case(2, day="nonsense")]
MENDED = [case(0), case(1), case(3)]
FAULTY_AGAIN = [case(0, day="nonsense")]


def told(folder, *files):
    """(rows held, ledger) after the files, given as (day made, rows), were loaded in this order."""
    town = make_workspace(folder, made_up=True)
    for made, rows in files:
        path = write_cases(folder / f"{made} housing asb.csv", rows)
        load(town, SOURCE, path, vintage=made)
    with town.reading() as catalogue:
        lines = {line.vintage: line.verdicts for line in read_ledger(catalogue).lines}
    held = read_held(town, source=SOURCE, run=Run(threads=1))
    return [(row.file[:10], row.row) for row in held], lines


def test_the_mended_file_settles_what_waited(tmp_path):
    held, lines = told(tmp_path, (date(2025, 4, 1), FAULTY), (date(2025, 5, 1), MENDED))
    assert held == [("2025-04-01", 3)], "the case that was not told again still waits"
    assert lines["2025-04-01"] == {"accepted": 0, "outside": 0, "held": 1, "known": 2}
    assert lines["2025-05-01"] == {"accepted": 3, "outside": 0, "held": 0, "known": 0}


def test_a_held_row_makes_no_earlier_row_known(tmp_path):
    held, lines = told(tmp_path, (date(2025, 4, 1), MENDED), (date(2025, 5, 1), FAULTY_AGAIN))
    assert held == [("2025-05-01", 1)]
    assert lines["2025-04-01"]["accepted"] == 3


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_any_order_of_loading(tmp_path, order):
    days = (date(2025, 4, 1), date(2025, 5, 1), date(2025, 6, 1))
    files = list(zip(days, (FAULTY, MENDED, FAULTY_AGAIN), strict=True))
    held, lines = told(tmp_path, *(files[n] for n in order))
    assert held == [("2025-04-01", 3), ("2025-06-01", 1)]
    assert {day: line["accepted"] for day, line in lines.items()} == {
        "2025-04-01": 0, "2025-05-01": 3, "2025-06-01": 0,
    }  # fmt: skip


def test_within_one_file_a_later_row_settles_an_earlier(tmp_path):
    held, lines = told(tmp_path, (date(2025, 4, 1), [case(1, day="nonsense"), case(1)]))
    assert held == []
    assert lines["2025-04-01"] == {"accepted": 1, "outside": 0, "held": 0, "known": 1}
