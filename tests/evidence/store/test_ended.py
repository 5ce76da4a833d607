"""Which months were over when a file was made, so that a part is not taken for the whole."""

from __future__ import annotations

from datetime import date

import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.errors import NothingToAssess
from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.runs import Run
from safercity.evidence.store import read_coverage
from safercity.evidence.store.ended import last_over
from safercity.evidence.store.sent import read_sent
from safercity.evidence.types import month_label, month_labels, month_number
from tests.evidence.tiny import load, make_workspace, street_row, write_csv, write_street


@pytest.mark.parametrize(
    ("vintage", "received", "last", "over"),
    [
        ("2026-11-06", "2026-11-27", "2026-11", "2026-10"),
        ("2026-11-06", "2026-12-02", "2026-11", "2026-10"),
        ("", "2026-12-02", "2026-11", "2026-11"),
        ("2026-11-30", "2026-11-30", "2026-11", "2026-11"),
        ("2025-11-06", "2026-12-02", "2026-11", "2026-11"),
    ],
)
def test_a_month_is_over_on_its_last_day_and_a_slip_of_the_year_does_not_count(
    vintage, received, last, over
):
    told = last_over(vintage, received, last_month=month_number(last))
    assert month_label(told) == over


def test_a_month_is_sent_once_a_file_made_after_it_tells_of_it(tmp_path):
    workspace = make_workspace(tmp_path)

    def send(name, *, vintage):
        rows = [street_row(f"{name}{n}", month=f"2025-0{4 + n % 2}") for n in range(4)]
        load(workspace, "police-uk", write_street(tmp_path / name, rows), vintage=vintage)
        with workspace.reading() as catalogue:
            told = read_sent(catalogue, load_shapes())["police-uk"]
        return told.months, told.begun

    assert send("a-street.csv", vintage=date(2025, 5, 6)) == (("2025-04",), ("2025-05",))
    assert send("b-street.csv", vintage=date(2025, 6, 3)) == (("2025-04", "2025-05"), ())


def test_a_quarter_is_sent_once_it_is_over_and_reaches_to_its_last_month(tmp_path):
    workspace, shapes = make_workspace(tmp_path, made_up=True), load_shapes()
    about = {"Financial Year": "2024/25", "Ward Code": "E05999900", "Measure": "In Treatment"}

    def send(name, *quarters, vintage):
        rows = [about | {"Financial Quarter": each, "Number": 9} for each in quarters]
        write_csv(tmp_path / name, rows)
        load(workspace, "treatment-counts", tmp_path / name, vintage=vintage)
        with workspace.reading() as catalogue:
            told = read_sent(catalogue, shapes)["treatment-counts"]
        [covered] = read_coverage(workspace, run=Run())
        return told.months, told.begun, covered

    with pytest.raises(NothingToAssess, match="The only quarter with records, 2024-Q2, was not"):
        send("treatment-0.csv", "Q1", vintage=date(2024, 6, 3))
        gather_basis(workspace, run=Run())
    sent, begun, covered = send("treatment-a.csv", "Q1", "Q2", "Q3", vintage=date(2024, 11, 6))
    assert (sent, begun) == (("2024-06", "2024-09"), ("2024-12",))
    assert covered.months == month_labels(month_number("2024-04"), month_number("2024-09"))
    assert covered.until("2024-08").months[-1] == "2024-06"
    assert gather_basis(workspace, run=Run()).months[-1] == "2024-09"
    sent, begun, covered = send("treatment-b.csv", "Q3", vintage=date(2025, 1, 20))
    assert (sent[-1], begun, covered.months[-1]) == ("2024-12", (), "2024-12")
