"""On a phone's map the numbers leave the names of towns readable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from safercity.documents.edition_view import read_layer
from safercity.evidence.assess.edition import open_edition
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.places.presenters.drawing import draw_places
from safercity.partnership.sharing.queries import visible

CSS = Path("src/safercity/partnership/common/static/css/site.css")
LETTER = 0.72  # widths of a capital letter, with its spacing, to its size


def read_size(rule: str) -> float:
    """The size that the stylesheet gives phones, in units of the drawing: the last of its rules."""
    root = Path(__file__).resolve().parents[2]
    return float(re.findall(rf"\{rule} {{ (?:font-size|r): (\d+)px", (root / CSS).read_text())[-1])


@pytest.mark.django_db
def test_no_number_covers_the_name_of_a_town(assessed):
    edition = visible(open_edition(assessed), SYSTEM, purpose="places")
    towns = [town["geometry"]["coordinates"] for town in read_layer(edition, "towns")["features"]]
    places = [  # as many as there are, each in the middle of a town
        place | {"centre": towns[at % len(towns)]}
        for at, place in enumerate(edition.table("places")["places"])
    ]
    drawing = draw_places(edition, places)
    radius, size = read_size(".number circle"), read_size(".town")
    assert drawing.towns and len(drawing.spots) == len(places) and size >= 32
    for name, x, y in drawing.towns:
        half = LETTER * size * len(name) / 2
        covering = [
            spot.mark
            for spot in drawing.spots
            if x - half - radius < spot.number[0] < x + half + radius
            and y - 0.75 * size - radius < spot.number[1] < y + radius
        ]
        assert not covering, f"{name} lies under {covering}"


@pytest.mark.django_db
def test_names_are_drawn_above_the_numbers(open_site, assessed):
    page = open_site(assessed).get("/places/").content.decode()
    assert page.rindex("<circle ", 0, page.index('<g class="scale">')) < page.index('class="town"')
