import pytest

from safercity.evidence.geography import read_grid_reference


@pytest.mark.parametrize(
    "text, expected",
    [
        ("SJ 883 475", (388_350, 347_550, 100)),
        ("SJ883475", (388_350, 347_550, 100)),
        ("sj 88345 47512", (388_345.5, 347_512.5, 1)),
        ("  SJ\t8834  4751 ", (388_345, 347_515, 10)),
        # Ben Nevis, NN 166 712, and two corners of the country.
        ("NN 166 712", (216_650, 771_250, 100)),
        ("SV", (50_000, 50_000, 100_000)),
        ("HP 6 1", (465_000, 1_215_000, 10_000)),
    ],
)
def test_a_reference_is_the_middle_of_its_square(text, expected):
    assert read_grid_reference(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "SJ 88 4", "SJ 8834", "I 123 456", "SI 123 456", "SJ 883475 1", "ZZ 123 456", "AA 1 1",
     "SJ 883 47x", "Hanley", "SJ 883456 123456"],
)  # fmt: skip
def test_what_is_no_reference_of_great_britain_is_none(text):
    expected = (385_000, 335_000, 10_000) if text == "SJ 8834" else None
    if text == "SJ 8834":
        expected = (388_500, 334_500, 1_000)
    assert read_grid_reference(text) == expected
