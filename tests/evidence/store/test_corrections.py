"""A corrected value of a held row takes effect when the file is loaded again, and only there."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest

from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.runs import Run
from safercity.evidence.store.corrections import (
    Correction,
    CorrectionRefused,
    correct_row,
    count_corrected,
    read_corrections,
)
from safercity.evidence.store.held import read_held
from safercity.evidence.store.load import LoadRequest, load_extracts
from safercity.evidence.store.retention import Expiry, delete_received
from tests.evidence.tiny import NEW, TODAY, load, make_workspace, write_csv

SOURCE = "housing-asb"


@pytest.fixture
def town(tmp_path):
    return make_workspace(tmp_path, made_up=True)


def case(number: int, *, day: str = "02/03/2025", kind: str = "Noise") -> dict[str, str]:
    return {
        "Case ID": f"H{number}",
        "Reported Date": day,
        "Nature of ASB": kind,
        "LSOA": NEW[number % 16],
    }


def write_cases(path, rows):
    write_csv(path, rows)
    return path


@pytest.fixture
def file(tmp_path):
    days = {1: "31/02/2025", 2: "2nd of March"}
    return write_cases(
        tmp_path / "housing asb.csv", [case(n, day=days.get(n, "02/03/2025")) for n in range(4)]
    )


def held(town):
    return {row.row: row for row in read_held(town, source=SOURCE, run=Run(threads=1))}


def totals(town):
    with town.reading() as catalogue:
        return read_ledger(catalogue).total()


def correct(town, row, **values):
    correct_row(town, Correction(SOURCE, row.digest, row.row, values))


def test_only_the_row_that_was_corrected_is_judged_otherwise(town, file):
    load(town, SOURCE, file)
    assert set(held(town)) == {2, 3} and held(town)[2].reason == "impossible_date"
    correct(town, held(town)[2], opened="28/02/2025")
    assert totals(town)["held"] == 2, "nothing changes before the file is loaded again"
    [again] = load(town, SOURCE, file)
    assert not again.already and again.digest == held(town)[3].digest
    assert set(held(town)) == {3}
    assert totals(town) == {"rows": 4, "accepted": 3, "outside": 0, "held": 1, "known": 0}
    assert count_corrected(town, SOURCE) == 1


def test_loaded_once_more_nothing_is_new(town, file):
    load(town, SOURCE, file)
    correct(town, held(town)[2], opened="28/02/2025")
    load(town, SOURCE, file)
    [again] = load(town, SOURCE, file)
    assert again.already


def test_a_wrong_correction_is_held_with_what_it_says_and_can_be_bettered(town, file):
    load(town, SOURCE, file)
    correct(town, held(town)[3], opened="03.13.2025")
    load(town, SOURCE, file)
    row = held(town)[3]
    assert row.values["opened"] == "03.13.2025"
    before = read_corrections(town, SOURCE, digest=row.digest)[3]
    correct_row(town, Correction(SOURCE, row.digest, 3, {"opened": "13.03.2025"}, before))
    load(town, SOURCE, file)
    assert set(held(town)) == {2}


def test_an_emptied_field_is_read_as_not_told(town, tmp_path):
    rows = [case(0) | {"LSOA": "nonsense"}, case(1)]
    file = write_cases(tmp_path / "housing asb.csv", rows)
    load(town, SOURCE, file)
    assert held(town)[1].reason == "unknown_area"
    correct(town, held(town)[1], lsoa="")
    load(town, SOURCE, file)
    assert totals(town)["held"] == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"row": 1}, "not held"),
        ({"digest": "0" * 64}, "not held"),
        ({"values": {"case_ref": "H9"}}, "shows no field case_ref"),
        ({"values": {"opened": "x" * 501}}, "More than 500 letters"),
        ({"before": {"opened": "1/1/2025"}}, "Someone else corrected"),
    ],
    ids=["row", "content", "personal key", "long", "stale"],
)
def test_what_cannot_be_corrected_says_why(change, said, town, file):
    load(town, SOURCE, file)
    good = Correction(SOURCE, held(town)[2].digest, 2, {"opened": "28/02/2025"})
    with pytest.raises(CorrectionRefused, match=said):
        correct_row(town, replace(good, **change))
    assert count_corrected(town, SOURCE) == 0


def test_a_line_that_falls_into_no_columns_is_mended_in_the_file(town, tmp_path):
    file = write_cases(tmp_path / "housing asb.csv", [case(n) for n in range(3)])
    file.write_text(file.read_text("utf-8") + "H9,1,2,3,4,5,6\n", "utf-8")
    load(town, SOURCE, file)
    assert not held(town)[4].is_correctable
    with pytest.raises(CorrectionRefused, match="does not fall into columns"):
        correct(town, held(town)[4], opened="28/02/2025")


def test_quotes_in_a_value_are_only_text(town, file):
    load(town, SOURCE, file)
    correct(town, held(town)[2], opened="'); DROP TABLE typed_rows; --")
    load(town, SOURCE, file)
    assert held(town)[2].values["opened"] == "'); DROP TABLE typed_rows; --"


def test_in_a_long_file_the_right_row_is_corrected(town, tmp_path):
    """Its number is the file's, however the rows are read."""
    path, wrong = tmp_path / "housing asb.csv", 57_654
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(case(0)))
        writer.writeheader()
        for n in range(60_000):
            writer.writerow(case(n, day="02/03/2025" if n + 1 != wrong else "nonsense"))
    load(town, SOURCE, path)
    assert set(held(town)) == {wrong}
    correct(town, held(town)[wrong], opened="02/03/2025")
    load(town, SOURCE, path)
    assert totals(town)["held"] == 0


def test_what_retention_deletes_takes_its_corrections_along(town, file):
    request = LoadRequest(SOURCE, (file,), received=TODAY, agreement="landlords")
    load_extracts(town, request, run=Run(threads=1))
    correct(town, held(town)[2], opened="28/02/2025")
    assert list((town.root / "corrections").glob("*/*.json"))
    delete_received(town, Expiry("landlords", "2026-01"), run=Run(threads=1))
    assert not list((town.root / "corrections").glob("*/*.json"))
