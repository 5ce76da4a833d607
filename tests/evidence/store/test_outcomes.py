"""Outcomes find their crimes whatever came first; those without one wait."""

import csv

import pytest

from safercity.evidence.runs import Run
from safercity.evidence.store.outcomes import OutcomesJoined, join_outcomes
from tests.evidence.tiny import STREET, load, make_workspace, street_row, write_street

HEADINGS = (*STREET[:9], "Outcome type")


@pytest.fixture
def workspace(tmp_path):
    return make_workspace(tmp_path)


def write_outcomes(path, told):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADINGS, extrasaction="ignore")
        writer.writeheader()
        for crime_id, area, outcome in told:
            row = street_row(crime_id, month="2025-02", area=area)
            writer.writerow({**row, "Outcome type": outcome})
    return path


def test_outcomes_join_their_crimes_at_read(workspace, tmp_path):
    told = [
        ("a", 0, "Local resolution"),
        ("a", 0, "Offender given a caution"),
        ("a", 0, "Local resolution"),  # the same outcome told twice is known, and still joined
        ("far", -1, "Local resolution"),
        ("nowhere", None, "Local resolution"),
        ("lost", 3, "Local resolution"),
        ("lost far", -1, "Local resolution"),
    ]
    outcomes = write_outcomes(tmp_path / "2025-02-tiny-outcomes.csv", told)
    assert join_outcomes(workspace, run=Run(threads=2)) == OutcomesJoined(0, 0)
    load(workspace, "police-uk-outcomes", outcomes)
    assert join_outcomes(workspace, run=Run(threads=2)) == OutcomesJoined(0, 7)
    rows = [street_row("a"), street_row("far", area=-1), street_row("nowhere", area=None)]
    load(workspace, "police-uk", write_street(tmp_path / "2025-01-tiny-street.csv", rows))
    joined = join_outcomes(workspace, run=Run(threads=2))
    assert joined == OutcomesJoined(joined=5, waiting=2)
    assert joined.rows == 7
