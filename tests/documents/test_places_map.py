import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from safercity.documents.edition_view import list_shared_places
from safercity.documents.figures.labels import RADIUS, place_numbers
from safercity.documents.figures.map_key import draw_map_key
from safercity.documents.figures.places_map import MapPlace, draw_places_map
from safercity.documents.figures.projection import choose_scale_bar, fit_projection
from safercity.documents.figures.rank_interval import draw_rank_interval
from safercity.documents.figures.strip import Square, describe_strip, draw_strip
from safercity.documents.figures.tally import draw_tally
from safercity.documents.high_demand_places.map import gather_map

SVG = "{http://www.w3.org/2000/svg}"
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-2, 53], [-1.9, 53], [-1.9, 53.1], [-2, 53.1], [-2, 53]]],
}


@pytest.fixture(scope="module")
def shown(edition):
    return gather_map(edition, list_shared_places(edition))


def classes(svg, name):
    return [each for each in ET.fromstring(svg).iter() if each.get("class") == name]


def test_the_map_has_boundary_wards_six_steps_places_and_numbers(shown):
    svg = draw_places_map(shown)
    assert len(classes(svg, "boundary")) == 2
    assert len(classes(svg, "wards")) == 1
    assert all(classes(svg, f"step-{step}") for step in range(6))
    assert [each.get("data-place") for each in classes(svg, "number")] == [
        p.id for p in shown.places
    ]
    assert len(classes(svg, "place")) == 11


def test_certainty_is_told_by_the_line_not_the_colour(shown):
    svg = draw_places_map(shown)
    lines = {each.get("data-place"): each[1] for each in classes(svg, "place")}
    by_sure = {place.sure: lines[place.id] for place in shown.places}
    assert len({each.get("stroke") for each in by_sure.values()}) == 1
    assert by_sure["tentative"].get("stroke-dasharray")
    assert float(by_sure["firm"].get("stroke-width")) > float(
        by_sure["fairly firm"].get("stroke-width")
    )


def test_the_same_values_give_the_same_text(shown):
    assert draw_places_map(shown) == draw_places_map(replace(shown))


def test_a_close_up_leaves_out_what_is_out_of_sight(shown):
    one = replace(shown, focus=frozenset({shown.places[0].id}), most_height=300.0)
    assert len(draw_places_map(one)) < 0.7 * len(draw_places_map(shown))


def test_a_hidden_cell_is_hatched(shown):
    first = replace(shown.cells[0], is_hatched=True)
    svg = draw_places_map(replace(shown, cells=(first, *shown.cells[1:])))
    assert classes(svg, "hatched")[0].get("d").startswith("M")
    assert not classes(draw_places_map(shown), "hatched")[0].get("d")


def test_a_map_of_nothing_is_still_a_drawing():
    from safercity.documents.figures.places_map import PlacesMap

    ET.fromstring(draw_places_map(PlacesMap({"type": "FeatureCollection", "features": []})))


def test_hostile_ids_and_numbers_stay_text(shown):
    place = MapPlace('"><script>', "<b>", "x", SQUARE)
    svg = draw_places_map(replace(shown, places=(place,)))
    assert ET.fromstring(svg) is not None
    assert "<script>" not in svg
    assert "<b>" not in svg


def test_a_degree_of_latitude_has_the_same_length_both_ways():
    fitted = fit_projection([SQUARE], width=640, most_height=5000, margin=0)
    west, north = fitted.place(-2, 53.1)
    east, south = fitted.place(-1.9, 53)
    assert east - west == pytest.approx(640)
    # 0.1 degrees of latitude are 11.13 km, of longitude at 53.05 north 6.69 km.
    assert (south - north) / (east - west) == pytest.approx(11.13 / 6.69, rel=0.005)


@pytest.mark.parametrize(
    ("per_metre", "metres"), [(0.1, 1000), (0.04, 2000), (1.0, 100), (0.3, 500)]
)
def test_the_scale_bar_is_a_round_number(per_metre, metres):
    assert choose_scale_bar(per_metre, longest=160) == metres


def test_numbers_of_a_crowd_do_not_cover_each_other():
    crowd = [(200 + 12 * (at % 4), 200 + 12 * (at // 4)) for at in range(12)]
    points = place_numbers(crowd, width=640, height=500)
    gaps = [
        ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
        for at, a in enumerate(points)
        for b in points[:at]
    ]
    assert min(gaps) >= 2 * RADIUS


def test_the_strip_tells_five_states_apart_without_colour():
    squares = [
        Square("Ab", state, state) for state in ("sees", "not", "missing", "hidden", "context")
    ]
    svg = draw_strip(squares)
    boxes = [each for each in ET.fromstring(svg).iter(f"{SVG}rect") if each.get("height") == "20"]
    assert len(boxes) == 5
    assert boxes[0].get("fill") != boxes[1].get("fill")
    assert boxes[3].get("stroke-dasharray")
    assert len(list(ET.fromstring(svg).iter(f"{SVG}path"))) == 1
    assert describe_strip(squares) == (
        "Seen by sees; not by not; extract missing: missing; you may not see: hidden; small areas "
        "only: context"
    )


def test_small_drawings_are_valid():
    for svg in (
        draw_rank_interval(1, (1, 1), last=1, sure="firm"),
        draw_rank_interval(5, (2, 90), last=27, sure="tentative"),
        draw_tally(3, of=12),
        draw_map_key(),
        draw_map_key(is_narrow=True),
    ):
        ET.fromstring(svg)
