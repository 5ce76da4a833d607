import pytest

from safercity.evidence.geography.codes import (
    kind_of_code,
    kind_of_column,
    name_column,
    vintage_of,
)


@pytest.mark.parametrize(
    "code, kind",
    [
        ("E01014210", "lsoa"), ("W01000001", "lsoa"), ("E05014555", "ward"),
        ("E06000021", "local_authority"), ("E07000195", "local_authority"),
        ("E08000025", "local_authority"), ("E09000001", "local_authority"),
        ("W06000015", "local_authority"), ("E22000270", "csp"), ("W14000015", "csp"),
        ("E14000001", None), ("E23000015", "police_force"), ("W15000003", "police_force"),
        ("E15000001", None), ("E0101421", None), ("ST1 1AA", None), (None, None),
    ],
)  # fmt: skip
def test_a_code_says_what_it_is_of(code, kind):
    assert kind_of_code(code) == kind


@pytest.mark.parametrize(
    "heading, year",
    [("LSOA21CD", "2021"), ("lsoa11_code", "2011"), ("LSOA code (2021)", "2021"),
     ("WD24CD", "2024"),
     ("ltla24_code", "2024"), ("Local Authority District code (2019)", "2019"), ("code", None),
     ("LAD 2023 Code", "2023")],
)  # fmt: skip
def test_a_heading_names_its_year(heading, year):
    assert vintage_of(heading) == year


def test_a_column_is_known_by_nine_in_ten_values_or_by_its_heading():
    assert kind_of_column("x", ["E01000001"] * 9 + ["Total"]) == "lsoa"
    assert kind_of_column("x", ["E01000001"] * 8 + ["Total"] * 2) is None
    assert kind_of_column("WARD_CODE", ["N1", "N2"]) == "ward"
    assert kind_of_column("WARD_CODE", ["a long name with spaces"]) is None
    assert kind_of_column("LSOA21CD", ["", None]) is None


@pytest.mark.parametrize(
    "code, headings, name",
    [("LSOA21CD", ["LSOA21CD", "LSOA21NM", "LSOA21NMW"], "LSOA21NM"),
     ("ward24_code", ["ward24_code", "ward24_name"], "ward24_name"),
     ("LSOA code (2021)", ["LSOA code (2021)", "LSOA name (2021)"], "LSOA name (2021)"),
     ("id", ["id", "Name"], "Name"), ("id", ["id", "colour"], None)],
)  # fmt: skip
def test_names_stand_beside_their_codes(code, headings, name):
    assert name_column(code, headings) == name
