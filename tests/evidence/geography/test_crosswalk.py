import pytest

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography import Crosswalk

from .conftest import write_csv

LINKS = (
    ("A1", "A1", "U"),
    ("S1", "S2", "S"), ("S1", "S3", "S"),
    ("M1", "M3", "M"), ("M2", "M3", "M"),
    ("X1", "X3", "X"), ("X1", "X4", "X"), ("X2", "X4", "X"),
)  # fmt: skip


def test_common_units_are_the_connected_groups_named_by_their_first_new_code():
    crosswalk = Crosswalk(LINKS)
    assert dict(crosswalk.unit_of) == {
        "A1": "A1", "S1": "S2", "S2": "S2", "S3": "S2", "M1": "M3", "M2": "M3", "M3": "M3",
        "X1": "X3", "X2": "X3", "X3": "X3", "X4": "X3",
    }  # fmt: skip


def test_the_newest_code_is_given_only_where_there_is_one():
    crosswalk = Crosswalk(LINKS)
    asked = ("A1", "M1", "S1", "S2", "X1", "X2", "Z9")
    assert [crosswalk.newest(code) for code in asked] == ["A1", "M3", None, "S2", None, "X4", None]
    assert crosswalk.split_codes() == ("S1", "X1")


def test_what_does_not_match_is_counted_once_each():
    assert Crosswalk(LINKS).unmatched(["A1", "Z9", "Z9", "B7"]) == ("B7", "Z9")


def test_a_part_keeps_whole_units():
    assert {new for _, new, _ in Crosswalk(LINKS).only(["X2", "A1"]).links} == {"A1", "X3", "X4"}


@pytest.mark.parametrize(
    "header",
    [
        "LSOA11CD,LSOA21CD,CHGIND",
        "lsoa21_name,lsoa21_code,lsoa11_code",
        "a,LSOA code (2021),LSOA code (2011)",
    ],
)
def test_columns_are_found_whatever_the_year_calls_them(tmp_path, header):
    values = {"LSOA11CD": "E01000001", "lsoa11_code": "E01000001", "LSOA code (2011)": "E01000001"}
    row = [
        values.get(name, "E01000002" if "21" in name and "name" not in name else "U")
        for name in header.split(",")
    ]
    links = Crosswalk.read(write_csv(tmp_path / "x.csv", header, [row])).links
    assert [link[:2] for link in links] == [("E01000001", "E01000002")]


def test_a_table_of_one_year_is_no_crosswalk(tmp_path):
    path = write_csv(tmp_path / "x.csv", "LSOA21CD,WD24CD", [("E01000001", "E05000001")])
    with pytest.raises(GeographyError, match="LSOA21CD, WD24CD"):
        Crosswalk.read(path)
