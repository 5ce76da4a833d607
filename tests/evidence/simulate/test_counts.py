"""Counts without files, and the records drawn from what is expected."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from safercity.evidence.simulate import City, simulate_counts
from safercity.evidence.simulate.expected import draw_reporting, expect_records, kind_factors
from safercity.evidence.simulate.plan import (
    POINT_AGENCIES,
    RECORDING_CHANGE,
    STREAMS,
    month_labels,
)
from safercity.evidence.simulate.plants import plant_places
from safercity.evidence.simulate.records import NEAR_REPEATS, Records, draw_records, first_days
from safercity.evidence.simulate.spots import Spots, list_spots, write_grid_references
from safercity.evidence.simulate.streets import Streets, lay_streets

SURE = 0.999


@pytest.fixture(scope="module")
def ground(city: City) -> tuple[Streets, Spots]:
    streets = lay_streets(city)
    return streets, list_spots(city, streets)


def _draw(city: City, ground: tuple[Streets, Spots], source: str) -> Records:
    stream = next(stream for stream in STREAMS if stream.source == source)
    expected = expect_records(city, plant_places(city), seed=1)
    return draw_records(expected, ground[0], spots=ground[1], stream=stream, seed=1)


def test_planted_places_have_three_times_the_records(city: City) -> None:
    """The exact band of a binomial: cells inside against the same cells in a null city's rates."""
    with_plants = simulate_counts(city, seed=5)
    plain = expect_records(city, (), seed=5).by_source
    last = slice(-24, None)
    for one in with_plants.demand:
        mine = [s for s in STREAMS if s.agency == one.agency]
        base = sum(plain[s.source] * (1 - s.unplaced) for s in mine) * np.array(one.present)
        cells = sorted(
            cell for plant in with_plants.plants
            if plant.kind == "persistent" and one.agency in plant.agencies for cell in plant.cells
        )  # fmt: skip
        got = one.counts.values[cells, last].sum()
        wanted = 3.0 * base[cells, last].sum()
        spread = np.sqrt(wanted + (base[cells, last] ** 2).sum() * 9 / 12)
        assert abs(got - wanted) < stats.norm.ppf((1 + SURE) / 2) * spread


def test_a_null_city_has_the_same_people_and_reporting_and_no_plant(city: City) -> None:
    null = simulate_counts(city, seed=7, null=True)
    assert null.plants == ()
    np.testing.assert_array_equal(null.units.exposure, simulate_counts(city, seed=8).units.exposure)
    reporting = draw_reporting(city)
    assert reporting.std() > 0.1 and 0.7 <= reporting.min() <= reporting.max() <= 1.4
    planted = [cell for plant in plant_places(city) for cell in plant.cells]
    for one in null.demand:
        total = one.counts.values.sum(axis=1)
        share = total[planted].sum() / total.sum()
        people = city.cell_residents[planted].sum() / city.cell_residents.sum()
        assert share / people == pytest.approx(1, abs=0.15)


def test_counts_come_from_the_seed_alone(city: City) -> None:
    one, same, other = (simulate_counts(city, seed=seed) for seed in (3, 3, 4))
    for a, b, c in zip(one.demand, same.demand, other.demand, strict=True):
        np.testing.assert_array_equal(a.counts.values, b.counts.values)
        assert (a.counts.values != c.counts.values).any()


def test_ratio_turns_every_persistent_place(city: City) -> None:
    flat = simulate_counts(city, seed=3, ratio=1.0)
    steep = simulate_counts(city, seed=3, ratio=5.0)
    persistent = [plant for plant in steep.plants if plant.kind == "persistent"]
    assert all(plant.factors()[-1] == 5.0 for plant in persistent)
    first = persistent[0]
    cells = list(first.cells)
    agency = POINT_AGENCIES.index(first.agencies[0])
    low = flat.demand[agency].counts.values[cells, -24:].sum()
    high = steep.demand[agency].counts.values[cells, -24:].sum()
    assert 3.5 < high / low < 7


def test_missing_months_are_missing_and_not_low(city: City) -> None:
    fire = next(one for one in simulate_counts(city, seed=1).demand if one.agency == "fire")
    missing = [
        label for label, there in zip(month_labels(), fire.present, strict=True) if not there
    ]
    assert missing == ["2025-02", "2025-03"]
    assert fire.counts.values[:, ~np.array(fire.present)].sum() == 0


def test_the_recording_change_lifts_one_kind_from_one_month() -> None:
    stream = next(s for s in STREAMS if s.source == RECORDING_CHANGE.source)
    kind = [k.name for k in stream.kinds].index(RECORDING_CHANGE.kind)
    start = month_labels().index(RECORDING_CHANGE.start)
    factors = kind_factors(stream)
    assert factors[kind, start] / factors[kind, start - 12] == pytest.approx(
        RECORDING_CHANGE.factor
    )
    others = np.delete(factors, kind, axis=0)
    np.testing.assert_allclose(others[:, start], others[:, start - 12])


def test_records_lie_in_their_month_and_order(city: City, ground: tuple[Streets, Spots]) -> None:
    records = _draw(city, ground, "fire-incidents")
    starts = first_days()
    assert (records.day >= starts[records.month]).all()
    assert (records.day < starts[records.month + 1]).all()
    assert (np.diff(records.day) >= 0).all()
    assert 0 <= records.minute.min() and records.minute.max() < 1_440
    labels = np.array(month_labels())[records.month]
    assert not np.isin(labels, ("2025-02", "2025-03")).any()


def test_records_without_a_place_are_as_many_as_said(
    city: City, ground: tuple[Streets, Spots]
) -> None:
    records = _draw(city, ground, "council-asb")
    inside = records.true_spot < ground[1].inside
    low, high = stats.binom.interval(SURE, int(inside.sum()), records.stream.unplaced)
    assert low <= (records.spot < 0).sum() <= high
    assert (records.spot[~inside] >= 0).all()


def test_burglaries_follow_each_other(city: City, ground: tuple[Streets, Spots]) -> None:
    """Pairs within 200 m and 7 days against the same burglaries on days drawn anew."""
    records = _draw(city, ground, NEAR_REPEATS.source)
    kind = [k.name for k in records.stream.kinds].index(NEAR_REPEATS.kind)
    mine = (records.kind == kind) & (records.true_spot < ground[1].inside)
    spot, day = records.true_spot[mine], records.day[mine]
    at = np.column_stack([ground[0].easting[spot], ground[0].northing[spot]]).astype(float)
    random = np.random.default_rng(11)
    shuffled = [_close(at, random.permutation(day)) for _ in range(19)]
    assert _close(at, day) > 1.5 * max(shuffled)


def _close(at: np.ndarray, day: np.ndarray) -> int:
    order = np.argsort(day, kind="stable")
    at, day = at[order], day[order]
    pairs = 0
    for step in range(1, 60):
        near = np.hypot(*(at[step:] - at[:-step]).T) <= NEAR_REPEATS.within_metres
        pairs += int((near & (day[step:] - day[:-step] <= NEAR_REPEATS.within_days)).sum())
    return pairs


@pytest.mark.parametrize(
    ("easting", "northing", "text"),
    [
        (651_409, 313_177, "TG 51409 13177"),  # Ordnance Survey's own worked example, Caister
        (216_650, 771_250, "NN 16650 71250"),  # Ben Nevis
        (388_300, 347_500, "SJ 88300 47500"),
    ],
)
def test_grid_references(easting: int, northing: int, text: str) -> None:
    assert write_grid_references(np.array([easting]), np.array([northing])).tolist() == [text]
