import pytest

from safercity.evidence.geography import PlaceName, match_places
from safercity.evidence.geography.matching import split_words

NAMES = (
    PlaceName("Yates's Bar", 388_000, 347_000, "pub"),
    PlaceName("Piccadilly", 388_300, 347_300),
    PlaceName("High Street", 385_000, 350_000, "street"),
    PlaceName("Hanley Park", 388_100, 346_500),
    PlaceName("High Street", 387_000, 342_000, "street"),
    PlaceName("Festival Park", 387_500, 348_000),
    PlaceName("Hanley", 388_300, 347_500, "town"),
    PlaceName("Royal Stoke Hospital", 385_800, 345_300),
)


@pytest.mark.parametrize(
    "text, name, least",
    [
        ("outside YATES’S bar, Hanly", "Yates's Bar", 1.0),
        ("hanley pk nr the bandstand", "Hanley Park", 1.0),
        ("Picadilly", "Piccadilly", 0.9),
        ("royal stoke hosp.", "Royal Stoke Hospital", 1.0),
        ("festival park, hanley", "Festival Park", 1.0),
    ],
)
def test_what_people_write_finds_the_place(text, name, least):
    match = match_places([text], NAMES)[0]
    assert match.place.name == name and match.confidence >= least


@pytest.mark.parametrize("text", ["", "at home", "unknown", "12", "!!"])
def test_what_names_no_place_finds_none(text):
    match = match_places([text], NAMES)[0]
    assert match.place is None and match.confidence == 0


def test_two_places_of_one_name_halve_the_confidence():
    assert match_places(["High St"], NAMES)[0].confidence == 0.5
    near = [PlaceName("High Street", 385_000, 350_000), PlaceName("High Street", 385_050, 350_000)]
    assert match_places(["High St"], near)[0].confidence == 1


def test_part_of_a_name_is_part_of_the_confidence():
    match = match_places(["royal"], NAMES)[0]
    assert match.place.name == "Royal Stoke Hospital" and 0.2 < match.confidence < 0.5


def test_order_does_not_matter_and_equal_texts_get_equal_answers():
    texts = ["hanley pk", "High St", "picadily", "hanley pk"]
    first = match_places(texts, NAMES)
    assert match_places(texts, NAMES[::-1]) == first and first[0] == first[3]
    assert match_places(texts[::-1], NAMES) == first[::-1]
    assert match_places([], NAMES) == [] and match_places(["x"], [])[0].place is None


def test_words_are_written_out_and_small_ones_left_out():
    assert split_words("Nr. the St. John’s Rd") == ("street", "johns", "road")
