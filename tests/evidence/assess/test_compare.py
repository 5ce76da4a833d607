import json

import numpy as np
import pytest
import shapely
from shapely.geometry import shape as to_shape

from safercity.evidence.assess.compare import compare_places
from safercity.evidence.assess.compare_names import is_same_name
from safercity.evidence.assess.edition import open_edition
from safercity.evidence.assess.partner_list import ListedPlace, PartnerList
from safercity.evidence.geography import PlaceName, make_areas, to_metres
from tests.partnership.sample_edition import write_sample_edition


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    return open_edition(write_sample_edition(tmp_path_factory.mktemp("edition")))


@pytest.fixture(scope="module")
def places(edition):
    return edition.table("places")["places"]


def in_metres(geometry):
    return shapely.transform(to_shape(geometry), lambda xy: np.column_stack(to_metres(*xy.T)))


def compare(edition, *entries, **kw):
    return compare_places(edition, PartnerList("list.csv", entries), **kw)


def lines(comparison, verdict):
    return [line for line in comparison.places if line.verdict == verdict]


def centre_of(place):
    return in_metres(place["geometry"]).centroid


def test_our_own_list_agrees_with_itself(edition, places):
    entries = [
        ListedPlace(at, place["name"], geometry=in_metres(place["geometry"]))
        for at, place in enumerate(places[:11], start=1)
    ]
    comparison = compare(edition, *entries)
    assert comparison.counts == {
        "theirs_agreed": 11, "ours_agreed": 11, "theirs_only": 0, "ours_only": 0, "ours": 11
    }  # fmt: skip
    first = comparison.places[0]
    assert (first.row, first.rank, first.overlap, first.metres) == (1, 1, 1.0, 0)
    assert first.why.startswith("Rank 1 (it may be 1 to 3); lasting demand seen by Police, ")


def test_an_empty_list_leaves_all_of_ours(edition, places):
    comparison = compare(edition)
    assert [line.rank for line in lines(comparison, "ours_only")] == list(range(1, 12))
    assert {line.name for line in comparison.places} == {place["name"] for place in places[:11]}


@pytest.mark.parametrize(("metres", "agrees"), [(0, True), (240, True), (260, False)])
def test_a_point_agrees_within_250_metres_of_the_edge(edition, places, metres, agrees):
    place = in_metres(places[10]["geometry"])
    corner = shapely.Point(*min(shapely.get_coordinates(place), key=lambda xy: tuple(xy)))
    point = shapely.Point(corner.x - metres, corner.y)
    assert point.distance(place) == pytest.approx(metres, abs=1)
    found = lines(compare(edition, ListedPlace(1, "x", geometry=point)), "agree")
    assert ([line.ours for line in found] == [places[10]["id"]]) is agrees


@pytest.mark.parametrize(("share", "agrees"), [(0.45, False), (0.55, True)])
def test_areas_agree_when_they_share_half_of_the_smaller(edition, places, share, agrees):
    place = in_metres(places[10]["geometry"])
    middle = place.representative_point()
    # A square inside the place, made longer to the west until only the share wanted lies in it.
    inside = shapely.box(middle.x - 20, middle.y - 20, middle.x + 20, middle.y + 20)
    assert place.contains(inside)
    west = place.bounds[0] - 5000
    away = shapely.box(west - 40 * (1 / share - 1), middle.y - 20, west, middle.y + 20)
    strip = shapely.MultiPolygon([inside, away])
    assert place.intersection(strip).area / strip.area == pytest.approx(share)
    found = lines(compare(edition, ListedPlace(1, "x", geometry=strip)), "agree")
    assert bool(found) is agrees


def test_a_ward_that_holds_a_place_agrees_and_is_told_its_size(edition, places):
    ward = next(
        f for f in edition.table("geometry")["wards"]["features"]
        if f["properties"]["name"] == places[3]["ward"]
    )  # fmt: skip
    found = lines(
        compare(edition, ListedPlace(1, "All of it", geometry=in_metres(ward["geometry"]))), "agree"
    )
    assert places[3]["id"] in {line.ours for line in found}
    assert any("times ours" in line.why for line in found)


def test_small_areas_by_code(edition, places):
    area = in_metres(places[4]["geometry"])
    areas = make_areas("lsoa", {"E01000001": area, "E01000002": area.buffer(-20)})
    entries = (
        ListedPlace(1, "a", codes=("E01000001",)),
        ListedPlace(2, "b", codes=("E01999999",)),
    )
    comparison = compare(edition, *entries, areas=[areas])
    assert [line.ours for line in lines(comparison, "agree")] == [places[4]["id"]]
    (unknown,) = lines(comparison, "theirs_only")
    assert (unknown.reason, "E01999999" in unknown.why) == ("unknown_area", True)


def test_a_name_alone_agrees_when_the_ward_does(edition, places):
    name, ward = places[2]["name"], places[2]["ward"]
    right, wrong = ListedPlace(1, name.upper(), ward), ListedPlace(2, name, "Nowhere ward")
    comparison = compare(edition, right, wrong)
    (agreed,) = lines(comparison, "agree")
    assert agreed.row == 1
    assert "by name alone" in agreed.why
    assert lines(comparison, "theirs_only")[0].reason == "not_located"


def test_a_name_of_the_gazetteer_is_located(edition, places):
    spot = centre_of(places[5])
    names = [PlaceName("Tinker Wynd", spot.x, spot.y, "street")]
    comparison = compare(edition, ListedPlace(1, "Tinker Wynd"), names=names)
    assert [line.ours for line in lines(comparison, "agree")] == [places[5]["id"]]


@pytest.mark.parametrize(
    ("change", "reason", "words"),
    [
        ({"class": "single_agency", "agencies": ["police"]}, "single_agency", "Police services"),
        ({"class": "former", "until": "2024-06"}, "former", "until 2024-06"),
        ({"class": "few_agencies", "agencies": ["police", "fire"]}, "few_agencies", "the 3 needed"),
        (
            {"class": "undetermined", "agency_states": {"fire": "missing"}},
            "undetermined",
            "missing from Fire",
        ),
    ],
)
def test_a_place_we_know_but_do_not_list(edition, places, change, reason, words):
    changed = [*places[:10], {**places[10], **change}, *places[11:]]
    comparison = compare(
        Changed(edition, places={"places": changed}),
        ListedPlace(1, "x", geometry=in_metres(places[10]["geometry"])),
        titles={"police": "Police services"},
    )
    (line,) = [line for line in comparison.places if line.row == 1]
    assert (line.verdict, line.reason, line.ours) == ("theirs_only", reason, places[10]["id"])
    assert words in line.why


class Changed:
    def __init__(self, edition, **tables):
        self.digest, self.manifest = edition.digest, edition.manifest
        self._edition, self._tables = edition, tables

    def table(self, name):
        return self._tables.get(name) or self._edition.table(name)


def quiet_point(edition, places):
    shapes = [in_metres(place["geometry"]) for place in places]
    for feature in edition.table("geometry")["cells"]["features"]:
        cell = in_metres(feature["geometry"])
        if min(cell.distance(shape) for shape in shapes) > 400:
            return cell.centroid, feature["properties"]["id"]
    raise AssertionError("the sample has no quiet cell")


@pytest.mark.parametrize(
    ("unit", "reason", "words"),
    [
        ({"score": 0.0, "agencies": 0, "step": 0}, "not_enough_records", "not enough records"),
        ({"score": 0.4, "agencies": 0, "step": 3}, "no_lasting_demand", "in the highest 10%"),
        ({"score": 0.4, "agencies": 2, "step": 4}, "below_rule", "2 agencies see lasting demand"),
        ({"score": 0.4, "agencies": 0, "class": "undetermined", "step": 3}, "undetermined", "sent"),
    ],
)
def test_why_an_entry_is_below_our_rule(edition, places, unit, reason, words):
    point, label = quiet_point(edition, places)
    cells = edition.table("cells")
    units = [{**each, **unit} if each["id"] == label else each for each in cells["cells"]]
    changed = Changed(edition, cells={**cells, "cells": units})
    (line,) = lines(compare(changed, ListedPlace(1, "x", geometry=point)), "theirs_only")
    assert line.reason == reason
    assert words in line.why


def test_outside_the_area_says_how_far(edition):
    far = shapely.Point(300_000, 300_000)
    (line,) = lines(compare(edition, ListedPlace(1, "x", geometry=far)), "theirs_only")
    assert line.reason == "outside"
    assert "m from the boundary" in line.why


def test_a_fault_of_the_row_is_repeated(edition):
    (line,) = lines(
        compare(edition, ListedPlace(1, "x", fault="its degrees look swapped")), "theirs_only"
    )
    assert (line.reason, line.why) == (
        "not_located",
        "It could not be placed: its degrees look swapped.",
    )


def test_ours_only_names_the_nearest_of_theirs(edition, places):
    entry = ListedPlace(1, "Their square", geometry=centre_of(places[0]))
    ours = lines(compare(edition, entry), "ours_only")
    assert all("Their square, is " in line.why and line.metres > 0 for line in ours)


def test_the_result_is_plain_values_and_a_table(edition, places):
    comparison = compare(edition, ListedPlace(1, "x", geometry=centre_of(places[0])))
    values = json.loads(json.dumps(comparison.as_json()))
    assert {"edition", "file", "listed", "counts", "places", "rule"} == set(values)
    headings, *rows = comparison.table()
    assert all(len(row) == len(headings) for row in rows)
    assert [row[0] for row in rows] == [
        line.verdict.replace("_", " ") for line in comparison.places
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("High St / Church Ln", "Church Lane and High Street", True),
        ("The Bus Stn.", "Bus Station", True),
        ("St Mary's Road", "St Marys Rd", True),
        ("Café Square", "CAFE SQ", True),
        ("High Street", "High Street North", False),
        ("Market Place", "Market Street", False),
        ("", "", False),
        ("Area", "The area", False),
    ],
)
def test_names_as_people_write_them(one, other, same):
    assert is_same_name(one, other) is same
    assert is_same_name(other, one) is same
