"""The year of a theme from real records: wards add up, days are asked, few months are said."""

import numpy as np
import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.questions.seasons import (
    find_year,
    seasons_table,
    tell_years,
)
from safercity.evidence.assess.questions.watched import gather_watched
from safercity.evidence.findings.statements import MONTHS
from safercity.evidence.runs import Run
from tests.evidence.daily import list_cases, write_cases
from tests.evidence.tiny import load, make_workspace

RUN = Run(threads=1)


@pytest.fixture(scope="module")
def basis(daily):
    return gather_basis(daily, run=RUN)


@pytest.fixture(scope="module")
def years(basis):
    return tell_years(basis, daily=gather_watched(basis).records, run=RUN)


@pytest.fixture(scope="module")
def expected(daily):
    return find_year(daily, "asb", run=RUN).expected


def test_wards_add_up_to_the_whole_that_is_told(years, expected):
    (told,) = [one.entry for one in years if one.entry["theme"] == "asb"]
    found = expected
    whole = found.place("city")
    wards = [at for at in range(len(found.rows)) if at != whole]
    assert np.allclose(found.expected[wards].sum(axis=0), found.expected[whole], rtol=1e-9)
    assert len(told["wards"]) == len(wards) and told["forecast"]["text"]
    assert told["effects"]["text"] and told["season"]["text"]


def test_all_rises_are_one_finding_the_whole_area_first(years):
    told = seasons_table(years)["year"]
    names = [column["name"] for column in told["table"]["columns"]]
    places = [bool(row[names.index("place")]) for row in told["table"]["rows"]]
    assert places == sorted(places)
    assert len(places) == len(seasons_table(years)["rises"])
    assert "tested by itself" in told["limits"][-1]["text"] or len(told["limits"]) > 1
    assert {row["month"] for row in told["chart"]["data"]["values"]} <= set(MONTHS)
    assert seasons_table([]) == {"themes": [], "rises": []}


def test_the_year_is_in_order_of_time_and_differences_are_of_twelve_months(years, expected):
    rises = seasons_table(years)["rises"]
    assert [row["weeks"] for row in rises] == sorted(row["weeks"] for row in rises)
    (asb,) = [one for one in years if one.entry["theme"] == "asb"]
    value, low, high = asb.difference
    newest = expected.counts[expected.place("city"), -12:].sum()
    total = expected.total[expected.place("city")]
    assert low < value < high and value == pytest.approx(total / newest - 1)


def test_less_than_two_years_has_no_year(tmp_path):
    workspace = make_workspace(tmp_path, made_up=True)
    late = [one for one in list_cases() if one["Reported Date"][-4:] == "2025"]
    load(workspace, "housing-asb", write_cases(tmp_path / "housing-asb-short.csv", late))
    assert tell_years(gather_basis(workspace, run=RUN), run=RUN) == ()
