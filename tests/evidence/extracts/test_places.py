"""Where: each way of saying it, and each mistake by its own name."""

from __future__ import annotations

import pytest

from tests.evidence.extracts.reading import column, make_shape, read_text

COLUMNS = {
    "x": column("X"),
    "y": column("Y"),
    "e": column("E"),
    "n": column("N"),
    "grid": column("Grid"),
    "postcode": column("Postcode"),
    "lsoa": column("LSOA"),
    "ward": column("Ward"),
    "words": column("Where"),
}
WAYS = [
    {"degrees": ["x", "y"]},
    {"metres": ["e", "n"]},
    {"grid_reference": "grid"},
    {"postcode": "postcode"},
    {"area": "lsoa", "of": "lsoa"},
    {"text": "words"},
]


def places(heads, lines, tmp_path, ways=WAYS, known_areas=None, **rest):
    shape = make_shape(columns=COLUMNS, where=ways, **{"location_precision": "exact", **rest})
    text = f"Ref,Date,Type,{heads}\n" + "".join(f"1,01/02/2024,Noise,{x}\n" for x in lines)
    return read_text(text, shape, tmp_path, known_areas=known_areas or {})


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("-2.18,53.02", None),
        (" -2.18 , 53.02 ", None),
        (",", None),
        ("53.02,-2.18", "degrees_swapped"),
        ("388300,347500", "metres_for_degrees"),
        ("0,0", "not_in_great_britain"),
        ("4.9,52.4", "not_in_great_britain"),
        ("-2.18,", "unreadable_coordinate"),
        ("west,north", "unreadable_coordinate"),
        ("nan,53", "not_in_great_britain"),
        ("inf,inf", "not_in_great_britain"),
    ],
)
def test_degrees(tmp_path, line, reason):
    found = places("X,Y", [line], tmp_path)
    assert found.column("problem") == [reason]
    if reason is None and line != ",":
        assert (found.column("longitude"), found.column("latitude")) == ([-2.18], [53.02])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("388300,347500", None),
        ("388300.25,347500.5", None),
        ("-2.18,53.02", "degrees_for_metres"),
        ("53.02,-2.18", "degrees_for_metres"),
        ("0,0", "not_in_great_britain"),
        ("9388300,347500", "not_in_great_britain"),
        ("388300,x", "unreadable_coordinate"),
    ],
)
def test_metres(tmp_path, line, reason):
    found = places("E,N", [line], tmp_path)
    assert found.column("problem") == [reason]


@pytest.mark.parametrize(
    ("text", "easting", "northing"),
    [
        ("SJ 883 475", 388350, 347550),
        ("sj883475", 388350, 347550),
        ("SJ 8834 4756", 388345, 347565),
        ("SJ 88341 47562", 388341.5, 347562.5),
        ("TQ 300 800", 530050, 180050),
        ("HU 396 753", 439650, 1175350),
        ("SV 900 100", 90050, 10050),
    ],
)
def test_grid_references_give_the_middle_of_their_square(tmp_path, text, easting, northing):
    found = places("Grid", [text], tmp_path)
    assert (found.column("easting"), found.column("northing")) == ([easting], [northing])
    assert found.column("problem") == [None]


@pytest.mark.parametrize("text", ["SJ 88 47", "SI 883 475", "SJ 883 47", "nowhere", "883475"])
def test_other_texts_are_no_grid_reference(tmp_path, text):
    found = places("Grid", [text], tmp_path)
    assert found.column("problem") == ["unreadable_grid_reference"]
    assert found.column("easting") == [None]


def test_a_square_off_the_grid(tmp_path):
    assert places("Grid", ["AA 123 456"], tmp_path).column("problem") == ["not_in_great_britain"]


def test_postcodes(tmp_path):
    texts = ["st4 2de", "ST42DE", " W1A  1aa", "ST4", "STOKE", ""]
    found = places("Postcode", texts, tmp_path)
    assert found.column("postcode")[:3] == ["ST4 2DE", "ST4 2DE", "W1A 1AA"]
    assert found.column("problem") == [None] * 3 + ["unreadable_postcode"] * 2 + [None]


def test_outward_postcodes(tmp_path):
    texts = ["st4 2de", "ST4", "W1A 1AA", "STOKE"]
    found = places("Postcode", texts, tmp_path, location_precision="outward")
    assert found.column("postcode")[:3] == ["ST4", "ST4", "W1A"]
    assert found.column("problem") == [None] * 3 + ["unreadable_postcode"]


KNOWN = {"lsoa": frozenset({"E01014400", "E01033988"}), "ward": frozenset({"E05015000"})}


def test_area_codes_of_either_vintage(tmp_path):
    codes = ["E01014400", " e0103 3988", "E01999999", "Stoke 001A", ""]
    found = places("LSOA", codes, tmp_path, known_areas=KNOWN)
    assert found.column("area_code")[:2] == ["E01014400", "E01033988"]
    assert found.column("problem") == [None, None, "unknown_area", "unknown_area", None]
    assert places("LSOA", ["E01999999"], tmp_path).column("problem") == [None]


def test_the_own_area_code_stands_beside_a_point(tmp_path):
    found = places(
        "X,Y,LSOA",
        ["-2.18,53.02,E01014400", ",,E01014400", "-2.18,53.02,"],
        tmp_path,
        area="lsoa",
        known_areas=KNOWN,
    )
    assert found.column("area_code") == ["E01014400", "E01014400", None]
    assert found.column("longitude") == [-2.18, None, -2.18]


def test_an_own_area_of_another_kind_comes_first(tmp_path):
    found = places(
        "Ward,LSOA",
        ["E05015000,E01014400", ",E01014400", "E01014400,"],
        tmp_path,
        area="ward",
        area_of="ward",
        known_areas=KNOWN,
    )
    assert found.column("area_code") == ["E05015000", "E01014400", "E01014400"]
    assert found.column("area_kind")[:2] == ["ward", "lsoa"]
    assert found.column("problem") == [None, None, "unknown_area"]


def test_the_first_way_that_is_filled_is_used(tmp_path):
    lines = [
        "-2.18,53.02,388300,347500,ST4 2DE,by the pub", ",,388300,347500,ST4 2DE,by the pub",
        ",,,,ST4 2DE,by the pub", ",,,,,by the pub", ",,,,,",
    ]  # fmt: skip
    found = places("X,Y,E,N,Postcode,Where", lines, tmp_path)
    assert found.column("longitude") == [-2.18, None, None, None, None]
    assert found.column("easting") == [None, 388300, None, None, None]
    assert found.column("postcode") == [None, None, "ST4 2DE", None, None]
    assert found.column("place_text") == [None, None, None, "by the pub", None]
    # Nothing at all is no fault: the row is unplaced.
    assert found.column("problem") == [None] * 5


def test_a_way_whose_columns_the_file_lacks_is_passed_over(tmp_path):
    found = places("E,N", ["388300,347500"], tmp_path)
    assert (found.column("easting"), found.column("longitude")) == ([388300], [None])


def test_place_names(tmp_path):
    found = places("Where", ["On or near High Street"], tmp_path, ways=[], place_name="words")
    assert found.column("place_name") == ["On or near High Street"]
