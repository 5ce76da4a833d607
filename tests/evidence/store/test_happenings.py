"""Dated records: the same ones that are counted by month, in one order, none of a coarse source."""

import numpy as np
import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.runs import Run
from safercity.evidence.store import Question, count_by, read_happenings
from safercity.evidence.types import day_label
from tests.evidence.daily import FIRST, LAST, list_cases, write_cases
from tests.evidence.tiny import load, make_workspace, street_row, write_street


@pytest.fixture(scope="module")
def store(daily):
    return gather_basis(daily, run=Run()).store


def test_they_add_up_to_the_counts_by_month(store):
    question = Question(sources=("housing-asb",), unit="small_area")
    counts, found = count_by(store, question), read_happenings(store, question)
    added = np.zeros(counts.values.shape)
    months = [counts.columns.index(day_label(int(day))[:7]) for day in found.day]
    np.add.at(added, (found.unit, months), found.times)
    assert (added == counts.values).all() and added.sum() == len(list_cases())


def test_theirs_are_the_days_and_metres_of_the_file(store):
    found = read_happenings(store, Question(sources=("housing-asb",)))
    told = sorted(
        (one["Property Easting"], one["Reported Date"].split("/")[::-1]) for one in list_cases()
    )
    assert told == sorted(
        (east // 100, day_label(int(day)).split("-"))
        for east, day in zip(found.east.tolist(), found.day.tolist(), strict=True)
    )
    assert day_label(int(found.day.min())) >= FIRST.isoformat()
    assert day_label(int(found.day.max())) == LAST.isoformat()


def test_a_question_takes_months_themes_and_categories(store):
    asked = Question(sources=("housing-asb",), first="2024-01", last="2024-02")
    part = read_happenings(store, asked)
    assert {day_label(int(day))[:7] for day in part.day} == {"2024-01", "2024-02"}
    assert part.tells(store, "asb", sources={"housing-asb"}).all()
    assert not part.tells(store, "asb", sources={"police-uk"}).any()
    assert not part.tells(store, "burglary", sources={"housing-asb"}).any()
    none = Question(sources=("housing-asb",), categories=("asb_drugs",))
    assert len(read_happenings(store, none)) == 0
    some = Question(sources=("housing-asb",), categories=("asb_noise",), unit="city")
    assert len(read_happenings(store, some)) == count_by(store, some).values.sum()


def test_a_source_told_by_the_month_has_none(tmp_path):
    workspace = make_workspace(tmp_path)
    rows = [street_row(str(n), area=n % 16) for n in range(40)]
    load(workspace, "police-uk", write_street(tmp_path / "2025-01" / "street.csv", rows))
    basis = gather_basis(workspace, run=Run())
    assert len(read_happenings(basis.store, Question())) == 0


def test_the_order_of_loading_changes_nothing(tmp_path):
    cases, found = list_cases(a_day=0.2), []
    halves = {"housing-asb-1.csv": cases[:60], "housing-asb-2.csv": cases[60:]}
    for name, order in (("one", list(halves)), ("two", list(halves)[::-1])):
        workspace = make_workspace(tmp_path / name, made_up=True)
        for file in order:
            load(workspace, "housing-asb", write_cases(tmp_path / file, halves[file]))
        found.append(read_happenings(gather_basis(workspace, run=Run()).store, Question()))
    for column in ("unit", "day", "east", "north", "times", "minute", "until"):
        assert (getattr(found[0], column) == getattr(found[1], column)).all()
