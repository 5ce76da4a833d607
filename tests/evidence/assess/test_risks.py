"""Groups and areas at risk, asked of a tiny town whose first row of small areas is deprived."""

import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.questions.deprived import read_deprivation
from safercity.evidence.assess.questions.risks import risk_table
from safercity.evidence.runs import Run
from tests.evidence.daily import list_cases, write_cases
from tests.evidence.tiny import NEW, load, make_workspace, street_row, write_csv, write_street
from tests.trust.town import copy_workspace

RUN = Run(threads=1)
MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]
DEPRIVED = range(4)
DECILES = [1, 1, 2, 2, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10]


def make_town(folder, *, deprivation=True, deciles=DECILES):
    """Burglary is four times as frequent where it is deprived; robbery is the same everywhere."""
    workspace, files = make_workspace(folder, made_up=True), []
    for month in MONTHS:
        rows = [
            street_row(f"{month}-{n}-{k}", month=month, area=n, kind=kind)
            for n in range(16)
            for k, kind in enumerate(["Robbery"] + ["Burglary"] * (4 if n in DEPRIVED else 1))
        ]
        files.append(write_street(folder / month / f"{month}-s.csv", rows))
    load(workspace, "police-uk", *files)
    if deprivation:
        rows = [
            {"LSOA code (2021)": code, "IMD rank": 3000 * decile + n, "IMD decile": decile}
            for n, (code, decile) in enumerate(zip(NEW, deciles, strict=True))
        ]
        rows.append({"LSOA code (2021)": "E01999999", "IMD rank": 1, "IMD decile": 1})
        write_csv(folder / "imd.csv", rows)
        (one,) = load(workspace, "deprivation", folder / "imd.csv")
        assert one.error is None
    return gather_basis(workspace, run=RUN)


@pytest.fixture(scope="module")
def basis(tmp_path_factory):
    return make_town(tmp_path_factory.mktemp("risks"))


@pytest.fixture(scope="module")
def themes(basis):
    return {row["theme"]: row for row in risk_table(basis, run=RUN)["themes"]}


def test_deprivation_is_that_of_the_common_units(basis):
    found = read_deprivation(basis)
    units = basis.store.geography.units.labels
    assert (
        len(units) == 15 and sorted(found.fifth.tolist()) == [0] * 3 + [2] * 4 + [3] * 4 + [4] * 4
    )
    merged = units.index(basis.store.geography.unit_of_area(NEW[1]))
    assert found.rank[merged] == pytest.approx((3000 + 3001) / 2)  # as many live in each


def test_people_of_the_deprived_fifth_are_told_to_be_concerned_more(themes):
    told = themes["burglary"]["groups"]
    names = [column["name"] for column in told["table"]["columns"]]
    rows = {row[0].split("'s ")[1]: dict(zip(names, row, strict=True))
            for row in told["table"]["rows"]}  # fmt: skip
    most = rows["most deprived fifth"]
    assert most["count"] == 4 * 4 * 12 and most["rate"] == pytest.approx(192 / 6)
    assert most["ratio"] == pytest.approx(4)
    assert "one clearly has a higher rate" in told["text"]
    assert "none clearly has a higher rate" in themes["robbery"]["groups"]["text"]
    assert any(one["id"] == "profile.limit.where_it_happened" for one in told["limits"])


def test_a_theme_meets_deprivation_only_where_it_goes_with_it(themes):
    meeting = themes["burglary"]["meeting"]
    assert "burglary and deprivation go together" in meeting["text"].lower()
    assert "meeting" not in themes["robbery"]
    assert "is the same in all" in themes["robbery"]["untold"][0]


def test_without_a_table_of_deprivation_it_says_how_to_bring_one(tmp_path):
    told = risk_table(make_town(tmp_path, deprivation=False), run=RUN)
    assert "themes" not in told and "areas" not in told and told["pairs"] == []
    assert "safercity load deprivation" in told["untold"][0]


def test_one_group_alone_is_no_comparison(tmp_path):
    told = risk_table(make_town(tmp_path, deciles=[3] * 16), run=RUN)["themes"]
    assert all("groups" not in row for row in told)
    assert "1 groups" in told[0]["untold"][0]


def test_with_several_measures_areas_meet_and_are_set_beside_the_year_before(basis, tmp_path):
    town = copy_workspace(basis.store.workspace, tmp_path / "town")
    cases = [case for case in list_cases() if case["Reported Date"].endswith(("2023", "2024"))]
    load(town, "housing-asb", write_cases(tmp_path / "housing-asb.csv", cases))
    told = risk_table(gather_basis(town, run=RUN), run=RUN)
    names = [column["name"] for column in told["areas"]["table"]["columns"]]
    assert {"fifth_police", "fifth_housing", "fifth_deprivation"} <= set(names)
    (lasting,) = told["lasting"]
    assert "last assessment" in lasting["now"]["text"]
    (pair,) = told["pairs"]
    assert pair["id"] == "housing-police"  # the agency with most records first
    assert "demand on housing" in (pair["now"]["text"] if "now" in pair else "").lower()


def test_wards_are_set_beside_each_other_as_if_deprived_alike(tmp_path):
    # Every ward has two small areas of each half, and the deprived ones four times as many.
    basis = make_town(tmp_path, deciles=[1, 1, 9, 9] * 4)
    (row,) = [one for one in risk_table(basis, run=RUN)["themes"] if one["theme"] == "burglary"]
    names = [column["name"] for column in row["standardised"]["table"]["columns"]]
    wards = {one[0]: dict(zip(names, one, strict=True)) for one in
             row["standardised"]["table"]["rows"]}  # fmt: skip
    assert len(wards) == 4
    for ward in wards.values():  # each has the make-up of all, so nothing moves
        assert ward["rate"] == pytest.approx(ward["crude"])
    assert wards["Ward 0"]["count"] == 4 * 4 * 12
