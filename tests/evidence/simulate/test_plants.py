"""What is planted: how many, how large, how far apart, for whom and how long."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from safercity.evidence.simulate import City, lay_out_city
from safercity.evidence.simulate.plan import MONTHS, POINT_AGENCIES, RECORDING_CHANGE, STREAMS
from safercity.evidence.simulate.plants import Plant, plant_places, planted_ratio
from safercity.evidence.simulate.truth import describe_truth

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module", params=SEEDS)
def any_city(request: pytest.FixtureRequest, city: City) -> City:
    return city if request.param == 1 else lay_out_city(request.param)


def _hops(city: City, start: tuple[int, ...]) -> np.ndarray:
    """Cells from the nearest cell of `start`, walking from neighbour to neighbour."""
    indptr, indices = city.grid.neighbours
    away = np.full(len(city.grid.cells), -1)
    edge = list(start)
    away[edge] = 0
    while edge:
        beyond = [n for c in edge for n in indices[indptr[c] : indptr[c + 1]] if away[n] < 0]
        for cell in beyond:
            away[cell] = 1 + min(
                away[n] for n in indices[indptr[cell] : indptr[cell + 1]] if away[n] >= 0
            )
        edge = list(dict.fromkeys(beyond))
    return away


def test_the_kinds_that_are_promised(any_city: City) -> None:
    kinds = Counter(plant.kind for plant in plant_places(any_city))
    assert kinds == {
        "persistent": 13, "single_agency": 6, "emerging": 3, "fading": 3, "seasonal": 2,
    }  # fmt: skip


def test_places_hang_together_and_stand_apart(any_city: City) -> None:
    plants = plant_places(any_city)
    for plant in plants:
        assert len(plant.cells) >= 7
        away = _hops(any_city, plant.cells[:1])
        assert away[list(plant.cells)].max() <= 4
        hops = _hops(any_city, plant.cells)
        for other in plants:
            if other is not plant:
                assert hops[list(other.cells)].min() >= 3


def test_persistent_places_last_eight_quarters_for_three_to_five_agencies(any_city: City) -> None:
    persistent = [plant for plant in plant_places(any_city) if plant.kind == "persistent"]
    for plant in persistent:
        assert 3 <= len(plant.agencies) <= 5
        assert (plant.factors()[-24:] >= 3.0 - 1e-9).all()
        assert any_city.cell_residents[list(plant.cells)].mean() > 100
    seen = Counter(agency for plant in persistent for agency in plant.agencies)
    assert set(seen) == set(POINT_AGENCIES)
    assert min(seen.values()) >= 5


def test_the_other_kinds_do_not_last_eight_quarters(any_city: City) -> None:
    for plant in plant_places(any_city):
        quarters = (plant.factors().reshape(-1, 3) > 1).all(axis=1)[-8:]
        if plant.kind == "emerging":
            assert 3 <= quarters.sum() <= 4 and quarters[-1]
        elif plant.kind == "fading":
            assert not quarters[-3:].any() and plant.factors()[0] > 1
        elif plant.kind == "seasonal":
            assert quarters.sum() == 2
        elif plant.kind == "single_agency":
            assert len(plant.agencies) == 1 and quarters.all()


def test_an_intervention_takes_a_quarter_away(city: City) -> None:
    plants = [plant for plant in plant_places(city) if plant.effects]
    assert len(plants) == 2
    for plant in plants:
        start, effect = plant.effects[0]
        factors = plant.factors()
        assert factors[start] / factors[start - 1] == pytest.approx(1 + effect)
        assert factors[-1] == pytest.approx(3.0)


def test_ratios_stand_only_where_and_for_whom_they_are_planted() -> None:
    plant = Plant("one", "persistent", (3, 4), ("fire",), first=10, last=20, ratio=3.0)
    fire = planted_ratio((plant,), "fire", cells=6)
    assert fire[3, 10] == fire[4, 20] == 3.0
    assert fire[3, 9] == fire[3, 21] == fire[2, 15] == 1.0
    assert (planted_ratio((plant,), "police", cells=6) == 1).all()


def test_truth_tells_all_of_it(any_city: City) -> None:
    truth = describe_truth(any_city, plant_places(any_city))
    assert truth["made_up"] is True and len(truth["months"]) == MONTHS
    assert truth["months"][0] == "2022-10" and truth["months"][-1] == "2026-09"
    known = set(any_city.grid.ids)
    for place in truth["places"]:
        assert set(place["cells"]) <= known
        assert place["from"] in truth["months"] and place["to"] in truth["months"]
        assert place["geometry"]["type"] in ("Polygon", "MultiPolygon")
        assert place["small_areas"] and len(place["cells"]) >= 7
    assert len(truth["interventions"]) == 2
    assert truth["recording_change"]["start"] == RECORDING_CHANGE.start
    assert truth["missing_months"] == {"fire": ["2025-02", "2025-03"]}
    for factors in truth["seasonality"].values():
        assert sum(factors.values()) / 12 == pytest.approx(1, abs=0.005)
    assert set(truth["kinds"]) == {stream.source for stream in STREAMS}
