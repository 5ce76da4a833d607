"""The whole way on one made-up city: laid over, found, explained, and the same every time."""

from __future__ import annotations

import numpy as np

from safercity.evidence.overlay import PlaceSettings, lay_over
from safercity.evidence.places import PlacesFound, explain_place, find_places, render
from safercity.evidence.runs import Run
from tests.evidence.places.arrays import City, make_city


def find(city: City, **settings: object) -> PlacesFound:
    run = Run()
    overlay = lay_over(city.demand, city.units, settings=PlaceSettings(**settings), run=run)
    return find_places(overlay, run=run)


def test_the_same_city_gives_the_same_places() -> None:
    assert find(make_city(3)).places == find(make_city(3)).places


def test_ranks_run_through_the_list_without_gaps() -> None:
    found = find(make_city(3))
    assert [place.rank for place in found.places] == list(range(1, len(found.places) + 1))
    assert all(place.rank_low <= place.rank <= place.rank_high for place in found.places)


def test_every_place_explains_itself_in_words() -> None:
    found = find(make_city(3))
    texts = [render(said) for place in found.places for said in explain_place(place, found)]
    texts += [render(said) for said in found.statement + found.limits]
    assert texts and not any("{" in text or "None" in text for text in texts)


def test_score_of_units_is_balanced_about_a_half() -> None:
    found = find(make_city(3))
    assert abs(float(np.mean(found.units.score)) - 0.5) < 1e-9
