"""What was mapped holds when files are loaded again, and what was told before stays as it was."""

from __future__ import annotations

from datetime import date

import pytest

from safercity.evidence.errors import UnknownName, WrongShape
from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.extracts.mappings import (
    MappingChange,
    MeaningChanged,
    change_meanings,
    list_mapping_changes,
)
from safercity.evidence.extracts.shapes import load_shape
from safercity.evidence.runs import Run
from safercity.evidence.store.corrections import Correction, correct_row
from safercity.evidence.store.held import read_held
from safercity.evidence.store.turning import Example, weigh_form
from safercity.evidence.types import month_label
from tests.evidence.tiny import NEW, TODAY, load, make_workspace, write_csv

SOURCE = "housing-asb"
HEADING = MappingChange("What", "kind", "", kind="heading", key="k1")
FORM = MappingChange("year_first", "opened", "", kind="date", key="k2")


@pytest.fixture
def town(tmp_path):
    return make_workspace(tmp_path, made_up=True)


def write(path, *, kind: str = "Nature of ASB", day: str = "2025/03/02"):
    write_csv(path, [
        {"Case ID": f"H{n}", "Reported Date": day, kind: "Noise", "LSOA": NEW[n]} for n in range(3)
    ])  # fmt: skip
    return path


def totals(town):
    with town.reading() as catalogue:
        return read_ledger(catalogue).total()


def test_a_refused_file_is_loaded_once_its_heading_is_known(town, tmp_path):
    file = write(tmp_path / "housing asb.csv", kind="What", day="02/03/2025")
    [refused] = load(town, SOURCE, file)
    assert isinstance(refused.error, WrongShape)
    change_meanings(town, SOURCE, changes=[HEADING])
    [loaded] = load(town, SOURCE, file)
    assert loaded.rows == 3 and totals(town)["accepted"] == 3
    [again] = load(town, SOURCE, file)
    assert again.already, "the same inputs change nothing"
    written = (town.content / "mappings" / f"{SOURCE}.headings.yaml").read_text()
    assert written == "What: kind\n"


def test_rows_held_for_their_dates_are_judged_anew_and_held_again_when_taken_back(town, tmp_path):
    file = write(tmp_path / "housing asb.csv")
    load(town, SOURCE, file)
    assert totals(town)["held"] == 3
    before = {path.name: path.read_bytes() for path in town.root.glob("facts/**/*.parquet")}
    change_meanings(town, SOURCE, changes=[FORM])
    load(town, SOURCE, file)
    assert totals(town)["accepted"] == 3 and totals(town)["held"] == 0
    now = {path.name: path.read_bytes() for path in town.root.glob("facts/**/*.parquet")}
    assert before.items() <= now.items(), "an edition made before reads what it read"
    change_meanings(town, SOURCE, changes=[MappingChange("year_first", "", kind="date")])
    load(town, SOURCE, file)
    assert totals(town)["held"] == 3
    assert [(one.kind, one.before, one.after) for one in list_mapping_changes(town, SOURCE)] == [
        ("date", "", "opened"),
        ("date", "opened", ""),
    ]


def test_a_form_that_is_said_later_reads_nothing_otherwise(town, tmp_path):
    """month_first of one file's 03-25-2024; then day_first of another's 25/03/2024 10:15."""
    for form in ("month_first", "day_first"):
        change_meanings(town, SOURCE, changes=[MappingChange(form, "opened", "", kind="date")])
    formats = load_shape(SOURCE, town.content).when.formats
    assert "%m-%d-%Y" in formats and "%d-%m-%Y" not in formats
    assert "%d/%m/%Y %H:%M:%S" in formats


def test_what_a_form_would_make_of_a_file_is_weighed_as_the_load_then_reads_it(town, tmp_path):
    days = ("03/25/2025", "03/04/2025", "25/03/2025", "2025-03-04", "", "never")
    file = tmp_path / "housing asb.csv"
    write_csv(file, [
        {"Case ID": f"H{n}", "Reported Date": day, "Nature of ASB": "Noise", "LSOA": NEW[0]}
        for n, day in enumerate(days)
    ])  # fmt: skip
    load(town, SOURCE, file)
    form = "month_first_instead"
    told = weigh_form(town, file, source=SOURCE, form=form, last_day=TODAY)
    assert (told.newly, told.otherwise, told.no_more) == (1, 1, 1)
    assert told.examples == [
        Example("03/25/2025", None, date(2025, 3, 25), "unreadable_date"),
        Example("25/03/2025", date(2025, 3, 25), None, "", "unreadable_date"),
        Example("03/04/2025", date(2025, 4, 3), date(2025, 3, 4)),
    ]
    assert totals(town)["accepted"] == 3
    change_meanings(town, SOURCE, changes=[MappingChange(form, "opened", "", kind="date")])
    load(town, SOURCE, file)
    assert totals(town)["accepted"] == 3 and totals(town)["held"] == 3
    month = "SELECT first_month, last_month FROM extracts"
    with town.reading() as catalogue:
        assert {month_label(n) for n in catalogue.execute(month).fetchone()} == {"2025-03"}


def test_a_line_that_was_cut_does_not_move_what_was_corrected_in_those_below(town, tmp_path):
    file = tmp_path / "housing asb.csv"
    lines = f"H1,03/04/2025,Noise,{NEW[0]}\nH2,02/0\nH3,never,Noise,{NEW[0]}\n"
    file.write_text(f"Case ID,Reported Date,Nature of ASB,LSOA\n{lines}")
    load(town, SOURCE, file)
    [held] = [one for one in read_held(town, run=Run()) if one.row == 3]
    correct_row(town, Correction(SOURCE, held.digest, 3, {"opened": "03/25/2025"}))
    told = weigh_form(town, file, source=SOURCE, form="month_first_instead", last_day=TODAY)
    assert (told.newly, told.otherwise, told.no_more) == (1, 1, 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (MappingChange("Reported Date", "kind", kind="heading"), "belongs to opened"),
        (MappingChange("What", "nothing", kind="heading"), "no column called"),
        (MappingChange(" - ", "kind", kind="heading"), "no letter"),
        (MappingChange("%d/%m", "opened", kind="date"), "no form of dates"),
        (MappingChange("year_first", "kind", kind="date"), "not the column of the date"),
        (MappingChange("spreadsheet_number", "opened", kind="date"), "adds nothing"),
        (MappingChange("Loud", "nothing"), "no category"),
        (MappingChange("kind", "kind", kind="absent"), "every file needs it"),
        (MappingChange("gone", "gone", kind="absent"), "no column called"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(town, change, said):
    with pytest.raises(UnknownName, match=said):
        change_meanings(town, SOURCE, changes=[HEADING, change])
    assert not list((town.content / "mappings").glob("*")), "all of them or none"


def test_one_heading_is_one_column_and_two_people_overwrite_nothing(town):
    change_meanings(town, SOURCE, changes=[HEADING])
    with pytest.raises(UnknownName, match="belongs to kind"):
        change_meanings(town, SOURCE, changes=[MappingChange("WHAT", "lsoa", kind="heading")])
    with pytest.raises(MeaningChanged):
        change_meanings(town, SOURCE, changes=[HEADING])


def test_what_was_kept_before_there_were_kinds_is_a_word(town):
    folder = town.content / "mappings"
    folder.mkdir(parents=True)
    (folder / f"{SOURCE}.yaml").write_text("Loud: asb_noise\n")
    (folder / f"{SOURCE}.history.json").write_text(
        '[{"word": "Loud", "after": "asb_noise", "before": "", "key": "k", "files": [], "why": ""}]'
    )
    [one] = list_mapping_changes(town, SOURCE)
    assert one.kind == "word" and one.key == "k"
