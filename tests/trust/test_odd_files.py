"""Files that are odd in form or in part, among plain ones, all the way to an assessment: what could
be read counts as in a plain file, the rest is held or refused, and the sentences say what is
missing."""

import csv
import io
import re

import pytest

from safercity.documents import build_assessment, render_html
from safercity.evidence.assess import open_current
from safercity.evidence.types import month_labels, month_number
from tests.evidence.tiny import STREET, load, street_row, write_street
from tests.trust.town import copy_workspace, ledger_of

EMPTY = 5  # exit code of a file without rows
MONTHS = month_labels(month_number("2022-01"), month_number("2024-06"))
BYTES, NEW_WORD, NO_ROWS, OTHER_NAME, REVERSED = (
    "2024-07", "2024-08", "2024-09", "2024-11", "2024-12",
)  # fmt: skip
NOT_SENT = "2024-10"
WITHOUT_WORD = 5
ACCEPTED = 42 * (len(MONTHS) + 4) - WITHOUT_WORD


def rows_of(month):
    """Two in each small area and ten more in one; in one month three are told by code alone."""
    areas = [*range(16), *range(16), *[5] * 10]
    rows = [street_row(f"{month}-{n}", month=month, area=area) for n, area in enumerate(areas)]
    if month == OTHER_NAME:
        rows[::16] = [row | {"Longitude": "", "Latitude": ""} for row in rows[::16]]
    return rows


def write_odd(path, rows, *, columns=STREET, headings=None, ends="\n", mark="", tail=""):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=ends)
    writer.writerow(headings or columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    path.write_bytes((mark + text.getvalue() + tail).encode("utf-8"))
    return path


def write_new_word(path):
    rows = rows_of(NEW_WORD)
    for row in rows[:WITHOUT_WORD]:
        row["Crime type"] = "Cyber-enabled fraud"
    return write_odd(path, rows)


def write_other_name(path):
    """The code under a newer heading, and a column that nobody reads."""
    rows = [row | {"Ward": "x"} for row in rows_of(OTHER_NAME)]
    new = [name.replace("LSOA", "LSOA21") for name in STREET]
    return write_odd(path, rows, columns=(*STREET, "Ward"), headings=(*new, "Ward"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory, empty):
    """The plain months, and beside them the plain form of the odd ones."""
    folder = tmp_path_factory.mktemp("plain")
    town = copy_workspace(empty, folder / "town")
    rows = [row for month in MONTHS for row in rows_of(month)]
    load(town, "police-uk", write_street(folder / "2022-01-tiny-street.csv", rows))
    return town


@pytest.fixture(scope="module")
def odd(plain, tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    town = copy_workspace(plain, folder / "town")
    paths = {month: folder / f"{month}-tiny-street.csv" for month in (BYTES, NEW_WORD, OTHER_NAME)}
    backwards = STREET[::-1]
    files = [
        write_odd(paths[BYTES], rows_of(BYTES), mark="\ufeff", ends="\r\n"),
        write_new_word(paths[NEW_WORD]),
        write_other_name(paths[OTHER_NAME]),
        write_odd(
            folder / f"{REVERSED}-tiny-street.csv", rows_of(REVERSED), tail="\n\n",
            columns=backwards, headings=[name.lower() for name in backwards],
        ),
    ]  # fmt: skip
    for file in load(town, "police-uk", *files):
        assert file.error is None, (file.name, file.error)
    return town


def test_odd_in_form_reads_as_plain_and_a_new_word_is_held(plain, odd, tmp_path):
    town = copy_workspace(plain, tmp_path / "town")
    for month in (BYTES, NEW_WORD, OTHER_NAME, REVERSED):
        load(town, "police-uk", write_street(tmp_path / f"{month}-t-street.csv", rows_of(month)))
    wanted, told = ledger_of(town)["total"], ledger_of(odd)["total"]
    assert wanted["held"] == 0
    assert told["rows"] == wanted["rows"]
    assert told["held"] == WITHOUT_WORD
    assert told["accepted"] == wanted["accepted"] - WITHOUT_WORD


def test_a_month_without_rows_is_refused_and_nothing_of_it_stays(command, odd, tmp_path):
    before = ledger_of(odd)
    path = write_odd(tmp_path / f"{NO_ROWS}-tiny-street.csv", [])
    ended = command("load", "police-uk", path, "-w", odd.root)
    assert ended.code == EMPTY
    assert "no rows below it" in ended.err + ended.out
    assert ledger_of(odd) == before


def test_they_are_assessed_to_the_end_and_what_is_missing_is_said(command, odd, tmp_path):
    town = copy_workspace(odd, tmp_path / "town")
    ended = command("assess", "-w", town.root)
    assert ended.code == 0, ended.err
    edition = open_current(town)
    assert edition.manifest["data_to"]["police"] == {
        "from": MONTHS[0], "to": REVERSED, "missing": [NO_ROWS, NOT_SENT], "rows": ACCEPTED,
        "sources": ["police-uk"], "unplaced_share": 0.0,
    }  # fmt: skip
    written = render_html(build_assessment(edition))
    assert "Two months in between were not sent; they are left out" in written
    assert "2024-Q3 and 2024-Q4 were not sent in full: missing there, not low" in written
    assert "Of two candidates none has both harm and likelihood known" in written
    # Nothing rises and nothing falls by construction: a missing month is no fall.
    assert "Nothing new stands out in the records up to 31 December 2024" in written
    assert not re.search(r"candidates no |, and 0 for|\bnan\b|>None<", written)
