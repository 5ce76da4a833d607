"""What one agency sees: quarters, presence, context, typical rates and local levels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from safercity.evidence.errors import NothingToAssess
from safercity.evidence.matrix import Matrix
from safercity.evidence.overlay import (
    HIGH,
    MISSING,
    AgencyDemand,
    DemandDoesNotFit,
    PlaceSettings,
    Units,
    lay_over,
    sum_with_neighbours,
    weigh_quarters,
)
from safercity.evidence.runs import Run
from tests.evidence.places.arrays import Recipe, make_city

RUN, SETTINGS = Run(), PlaceSettings()
MONTHS = tuple(f"2024-{m:02d}" for m in range(1, 13))


def line_of(number: int) -> Units:
    """Units in a row, each adjoining the next."""
    near = [[o for o in (at - 1, at + 1) if 0 <= o < number] for at in range(number)]
    indptr = np.cumsum([0] + [len(one) for one in near])
    indices = np.array([o for one in near for o in one])
    points = np.array([(250.0 * at, 0.0) for at in range(number)])
    labels = tuple(f"u{at:02d}" for at in range(number))
    return Units("cell", labels, np.full(number, 100.0), "residents", indptr, indices, points)


def demand_of(
    units: Units, monthly: np.ndarray, *, months: tuple[str, ...] = MONTHS
) -> AgencyDemand:
    values = np.repeat(monthly[:, None], len(months), axis=1).astype(np.int64)
    return AgencyDemand(
        "police", Matrix(values, units.labels, months), (True,) * len(months), "cell"
    )


def test_sums_with_neighbours_are_those_of_a_loop() -> None:
    units = make_city(1, Recipe()).units
    values = np.random.default_rng(1).integers(0, 9, len(units.labels))
    slow = [values[at] + values[units.neighbours(at)].sum() for at in range(len(values))]
    assert sum_with_neighbours(values, units).tolist() == slow


def test_a_month_not_sent_scales_what_is_expected_and_two_missing_unsend_the_quarter() -> None:
    units = line_of(12)
    one = demand_of(units, np.full(12, 6))
    present = tuple(m not in ("2024-05", "2024-08", "2024-09") for m in MONTHS)
    view = lay_over([replace(one, present=present)], units, settings=SETTINGS, run=RUN).views[0]
    assert view.present.tolist() == [True, True, False, True]
    assert view.counts[0].tolist() == [18, 12, 0, 18]
    assert np.allclose(view.expected[5], [18, 12, 0, 18])
    assert (view.states[:, 2] == MISSING).all() and (view.states[:, 1] != HIGH).all()


def test_months_after_as_of_are_not_read() -> None:
    units = line_of(5)
    overlay = lay_over(
        [demand_of(units, np.full(5, 6))], units, settings=SETTINGS, run=RUN.at("2024-06")
    )
    assert overlay.quarters == ("2024-Q1", "2024-Q2")


def sent_until(last: dict[str, str], **fields) -> tuple[str, ...]:
    """The quarters of agencies that sent every month up to `last`."""
    units = line_of(3)
    demand = [
        replace(
            demand_of(units, np.ones(3), **fields),
            agency=name,
            present=tuple(m <= end for m in months),
        )
        for months in [fields.get("months", MONTHS)]
        for name, end in last.items()
    ]
    return lay_over(demand, units, settings=SETTINGS, run=RUN).quarters


def test_the_newest_quarter_is_judged_by_the_months_that_count_and_not_by_one() -> None:
    assert sent_until({"police": "2024-10"}, months=MONTHS[:10])[-1] == "2024-Q3"
    assert sent_until({"police": "2024-11"}, months=MONTHS[:11])[-1] == "2024-Q4"


def test_a_quarter_that_only_a_minority_sent_does_not_end_the_grid_for_the_others() -> None:
    late = {"council": "2024-09", "police": "2024-09"}
    assert sent_until(late | {"fire": "2024-12"})[-1] == "2024-Q3"
    assert sent_until({"council": "2024-09", "fire": "2024-12"})[-1] == "2024-Q4"


def test_an_agency_silent_for_over_a_year_does_not_hold_up_the_others() -> None:
    months = tuple(f"{year}-{m:02d}" for year in (2023, 2024) for m in range(1, 13))
    silent = {"council": "2023-03", "police": "2023-06"}
    assert sent_until(silent | {"fire": "2024-12"}, months=months)[-1] == "2024-Q4"


def test_area_agencies_are_context_on_cells_and_counted_on_small_areas() -> None:
    units = line_of(6)
    points = demand_of(units, np.full(6, 5))
    areas = replace(points, agency="housing", supports="small_area")
    on_cells = lay_over([points, areas], units, settings=SETTINGS, run=RUN)
    assert [v.agency for v in on_cells.views] == ["police"] and on_cells.context == ("housing",)
    on_areas = lay_over(
        [points, areas], replace(units, kind="small_area"), settings=SETTINGS, run=RUN
    )
    assert [v.agency for v in on_areas.views] == ["housing", "police"] and on_areas.context == ()


def test_hot_spots_hardly_raise_the_typical_rate() -> None:
    units, monthly = line_of(60), np.full(60, 4)
    monthly[10:14] = 80
    view = lay_over([demand_of(units, monthly)], units, settings=SETTINGS, run=RUN).views[0]
    assert np.allclose(view.typical * 100 / 3, 4, rtol=0.03)
    assert (view.states[10:14] == HIGH).all() and (view.states[30:] != HIGH).all()


def test_uneven_recording_is_taken_for_level_and_not_for_demand() -> None:
    city = make_city(2, Recipe(persistent=0, single=0, emerging=0, former=0, seasonal=0))
    overlay = lay_over(city.demand, city.units, settings=SETTINGS, run=RUN)
    for view in overlay.views:
        assert view.level.std() > 0.1 and view.level.min() >= 1 / 1.5 and view.level.max() <= 1.5
        ratio = view.counts.sum(axis=1) / view.expected.sum(axis=1)
        even = view.counts.sum(axis=1) / (view.expected.sum(axis=1) / view.level)
        assert ratio.std() < even.std()


def test_a_null_agency_sees_about_nothing() -> None:
    city = make_city(3, Recipe(persistent=0, single=0, emerging=0, former=0, seasonal=0))
    overlay = lay_over(city.demand, city.units, settings=SETTINGS, run=RUN)
    for view in overlay.views:
        seen = weigh_quarters(view, overlay.last(8), settings=SETTINGS).is_seen
        assert seen.mean() < 0.02


def test_order_of_agencies_does_not_matter() -> None:
    city = make_city(4)
    one = lay_over(city.demand, city.units, settings=SETTINGS, run=RUN)
    other = lay_over(city.demand[::-1], city.units, settings=SETTINGS, run=RUN)
    for here, there in zip(one.views, other.views, strict=True):
        assert here.agency == there.agency and (here.states == there.states).all()


def test_refuses_other_units_and_says_which() -> None:
    units = line_of(5)
    with pytest.raises(DemandDoesNotFit, match="police have 4 units, the overlay 5"):
        lay_over([demand_of(line_of(4), np.ones(4))], units, settings=SETTINGS, run=RUN)


def test_nothing_to_lay_over_is_explained() -> None:
    units = line_of(5)
    none = replace(demand_of(units, np.ones(5)), present=(False,) * 12)
    with pytest.raises(NothingToAssess, match="2 months of any quarter"):
        lay_over([none], units, settings=SETTINGS, run=RUN)
