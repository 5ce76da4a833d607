"""What themes are made of, from real records: sums that hold, and no address pointed at."""

import json

import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.questions.details import details_table
from safercity.evidence.assess.questions.profiles import profile_themes
from safercity.evidence.runs import Run
from tests.evidence.tiny import load, make_workspace, street_row, write_street

RUN = Run(threads=1)


@pytest.fixture(scope="module")
def basis(daily):
    return gather_basis(daily, run=RUN)


@pytest.fixture(scope="module")
def asb(basis):
    rows = details_table(basis, profile_themes(basis, run=RUN), run=RUN)["themes"]
    return next(one for one in rows if one["theme"] == "asb")


def test_types_add_up_to_the_level(basis, asb):
    (level,) = [one.level for one in profile_themes(basis, run=RUN) if one.theme == "asb"]
    names = [column["name"] for column in asb["make_up"]["table"]["columns"]]
    counted = [row[names.index("count")] for row in asb["make_up"]["table"]["rows"]]
    assert sum(counted) == level.count


def test_repeats_are_told_in_sum_and_no_address_comes_out(asb):
    assert "addresses" in asb["repeats"]["text"]
    told = json.dumps(asb["repeats"])
    assert "point " not in told and "390" not in told.replace("1,390", "")
    assert "week" not in asb  # a landlord's reports carry no time of day


def test_wards_are_not_compared_where_there_are_too_few(asb):
    assert "wards" not in asb


def test_records_by_the_month_are_made_up_of_types_and_no_more(tmp_path):
    workspace, files = make_workspace(tmp_path), []
    for year in (2023, 2024):
        for month in range(1, 13):
            label = f"{year}-{month:02d}"
            rows = [street_row(f"{label}-{n}", month=label, area=n) for n in range(16)]
            files.append(write_street(tmp_path / label / f"{label}-s.csv", rows))
    load(workspace, "police-uk", *files)
    basis = gather_basis(workspace, run=RUN)
    for one in details_table(basis, profile_themes(basis, run=RUN), run=RUN)["themes"]:
        assert {"week", "repeats"}.isdisjoint(one)
        assert one["theme"] != "burglary" or "make_up" not in one
