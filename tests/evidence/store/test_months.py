"""Months that are thin beside those before them: what a truncated extract leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from safercity.evidence.store.months import MonthSize, find_thin, read_months
from safercity.evidence.types import month_number
from tests.evidence.tiny import NEW, load, make_workspace, write_csv

JANUARY = month_number("2024-01")
USUAL = (1000, 950, 1100, 900, 1050, 1000, 980, 1020, 990, 1010, 1000, 1000)


def sizes(counts, *, days=None):
    last = days or [28] * len(counts)
    return [
        MonthSize(JANUARY + at, rows, day)
        for at, (rows, day) in enumerate(zip(counts, last, strict=True))
    ]


def thin(counts, *, days=None, tells_days: bool = True):
    told = find_thin(sizes(counts, days=days), tells_days=tells_days)
    return [(one.label, one.rows, one.last_day) for one in told]


def test_a_month_of_fewer_than_half_the_usual_rows_is_thin():
    assert thin([*USUAL, 412]) == [("2025-01", 412, None)]
    assert not thin([*USUAL, 501]), "half of the median is not below it"
    (told,) = find_thin(sizes([*USUAL, 412]), tells_days=True)
    assert (told.low, told.high) == (987, 1012), "half of the months have as many"


def test_six_months_are_compared_at_least_and_twelve_at_most():
    assert thin([1000] * 6 + [400]) and not thin([1000] * 5 + [400])
    grown = [100] * 8 + [1000] * 12 + [400]
    assert thin(grown) == [("2025-09", 400, None)], "the twelve before alone are compared"


def test_small_counts_are_left_to_chance():
    assert not thin([19] * 12 + [2]) and thin([20] * 12 + [2])


def test_what_was_as_low_a_year_before_is_the_season():
    school = [500, 480, 510, 490, 500, 470, 500, 60, 490, 500, 505, 495]
    year = school[:7] + [55] + school[8:]
    assert thin(school + year) == [("2024-08", 60, None)], "once, before a year is known"


@pytest.mark.parametrize(("day", "told"), [(14, 14), (24, 24), (25, None)])
def test_a_month_that_ends_a_week_before_the_others_do_is_thin(day, told):
    found = thin([1000] * 12 + [900], days=[28] * 12 + [day])
    assert found == ([("2025-01", 900, told)] if told else [])


def test_what_ended_as_early_a_year_before_is_the_season():
    holidays = [28] * 6 + [22] + [28] * 4 + [20]
    assert [day for *_month, day in thin([500] * 24, days=holidays * 2)] == [22, 20], "once"


def test_a_source_that_dates_its_rows_on_the_first_never_ends_early():
    assert not thin([1000] * 13, days=[1] * 13)
    assert not thin([1000] * 13, days=[28] * 12 + [1], tells_days=False)


def write_month(path, *, month: date, rows: int, last: int = 28):
    days = [month + timedelta(days=n % last) for n in range(rows)]
    write_csv(path, [
        {"Case ID": f"{month:%y%m}-{n}", "Reported Date": f"{day:%d/%m/%Y}",
         "Nature of ASB": "Noise", "LSOA": NEW[n % 16]}
        for n, day in enumerate(days)
    ])  # fmt: skip
    return path


def test_the_catalogue_counts_rows_that_stand_once(tmp_path):
    town = make_workspace(tmp_path, made_up=True)
    first = write_month(tmp_path / "a.csv", month=date(2025, 1, 1), rows=40)
    load(town, "housing-asb", first)
    later = write_month(tmp_path / "b.csv", month=date(2025, 2, 1), rows=30, last=14)
    again = tmp_path / "c.csv"
    again.write_text(later.read_text() + "".join(first.read_text().splitlines(True)[1:]))
    load(town, "housing-asb", again, vintage=date(2025, 3, 1))
    with town.reading() as catalogue:
        told = read_months(catalogue)["housing-asb"]
    assert [(one.rows, one.last_day, len(one.digests)) for one in told] == [
        (40, 28, 1),
        (30, 14, 1),
    ]


def test_a_workspace_of_an_earlier_release_has_none_and_gets_them_with_its_next_load(tmp_path):
    town = make_workspace(tmp_path, made_up=True)
    load(town, "housing-asb", write_month(tmp_path / "a.csv", month=date(2025, 1, 1), rows=40))
    from safercity.evidence.workspace import open_catalogue

    with open_catalogue(town.catalogue_path, writing=True) as catalogue:
        catalogue.execute("DROP TABLE month_rows")
    with town.reading() as catalogue:
        assert read_months(catalogue) == {}
    load(town, "housing-asb", write_month(tmp_path / "b.csv", month=date(2025, 2, 1), rows=30))
    with town.reading() as catalogue:
        assert [one.rows for one in read_months(catalogue)["housing-asb"]] == [40, 30]
