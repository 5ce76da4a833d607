"""Near repeats: the published table, a slow count of pairs, planted repeats, open windows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.runs import Run
from safercity.evidence.watch import (
    Bands,
    Events,
    KnoxSettings,
    NearRepeatQuestion,
    Spots,
    count_close_pairs,
    find_near_repeats,
    find_windows,
    watch_near_repeats,
)
from safercity.evidence.watch.errors import (
    BadCounts,
    DateOutsideData,
    TooFewToWatch,
    WatchSettingWrong,
)
from safercity.evidence.watch.periods import day_label, day_number
from tests.evidence.watch.cities import BASIS, START, make_city
from tests.evidence.watch.golden import needs_golden, read_arson
from tests.evidence.watch.obvious import knox_by_hand

ENDLESS = float("inf")
ARSON = KnoxSettings(metres=(0, 0.01, 201, 401, 601, ENDLESS), days=(0, 1, 2, 3, ENDLESS))


@needs_golden
@pytest.mark.data
def test_arson_in_chicago_is_the_published_table():
    """Ratcliffe's calculator on Steenbeek's data, as in METHODS.md."""
    assert count_close_pairs(read_arson(), ARSON).tolist() == [
        [0, 2, 0, 8],
        [9, 1, 1, 46],
        [4, 0, 0, 141],
        [6, 0, 0, 234],
        [393, 710, 770, 133656],
    ]


@needs_golden
@pytest.mark.data
def test_arson_in_chicago_is_raised_where_the_calculator_says():
    """Its summary of 2019-09-23: p 0.01 of 99 shuffles on the same day under 601 metres and at the
    same place a day later; ratios 74.25, 11.65, 7.71 and 28.29 are of few expected pairs."""
    table = find_near_repeats(read_arson(), settings=ARSON, run=Run())
    raised = [(0, 1), (1, 0), (2, 0), (3, 0)]
    assert [tuple(map(int, each)) for each in np.argwhere(table.is_raised)] == raised
    assert all(table.chance[band] <= 0.01 for band in raised)
    theirs = {(1, 0): 74.25, (2, 0): 11.65, (3, 0): 7.71, (0, 1): 28.29}
    for band, ratio in theirs.items():
        assert table.ratio[band] == pytest.approx(ratio, rel=0.5)
    assert table.ratio[1, 3] == pytest.approx(0.81, abs=0.02)
    assert table.ratio[3, 3] == pytest.approx(0.99, abs=0.01)


@given(st.integers(0, 10_000), st.integers(2, 40), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_pairs_are_those_counted_by_hand(seed, number, manhattan, ends):
    draws = np.random.default_rng(seed)
    x, y = draws.integers(0, 12, (2, number)) * 50.0  # many on one spot and on the edges
    days = draws.integers(0, 9, number)
    metres = draws.choice([(0.0, 50.0, 150.0), (50.0, 100.0, 250.0), (0.0, 0.1, 70.0)])
    time = draws.choice([(0.0, 1.0, 3.0), (1.0, 2.0, 4.0), (0.0, 2.5, 5.0)])
    metres, time = tuple(metres.tolist()), tuple(time.tolist())
    if not ends:
        metres, time = (*metres, ENDLESS), (*time, ENDLESS)
    asked = KnoxSettings(metres, time, "manhattan" if manhattan else "euclidean")
    found = count_close_pairs(Events(x, y, days), asked)
    by_hand = knox_by_hand(
        x.tolist(), y.tolist(), days.tolist(), metres=metres, time=time, manhattan=manhattan
    )
    assert found.tolist() == by_hand


def test_shuffles_keep_all_pairs_and_their_mean_is_the_product_of_the_margins():
    city = make_city(2, places=40, days=200)
    events = city.records(START + 199, days=200).events
    table = find_near_repeats(events, settings=KnoxSettings(), run=Run())
    assert table.observed.sum() == len(events) * (len(events) - 1) // 2
    margins = table.observed.sum(axis=1)[:, None] * table.observed.sum(axis=0)[None, :]
    even = margins / table.observed.sum()
    assert table.expected == pytest.approx(even, rel=0.05, abs=0.5)


def test_planted_near_repeats_are_found_and_shuffled_ones_are_not():
    draws, found, false = np.random.default_rng(8), 0, 0
    for _ in range(12):
        x, y = draws.uniform(0, 8000, (2, 400))
        days = draws.integers(0, 365, 400)
        after = draws.choice(400, 60, replace=False)
        near = Events(
            np.r_[x, x[after] + draws.uniform(-90, 90, 60)],
            np.r_[y, y[after] + draws.uniform(-90, 90, 60)],
            np.r_[days, days[after] + draws.integers(1, 6, 60)],
        )
        found += bool(find_near_repeats(near, settings=KnoxSettings(), run=Run()).is_raised[1, 1])
        mixed = Events(near.x, near.y, draws.permutation(near.days))
        false += bool(find_near_repeats(mixed, settings=KnoxSettings(), run=Run()).is_raised.any())
    assert found == 12
    assert false <= binom.ppf(0.9995, 12, 0.05)


def test_windows_stand_open_from_the_low_edge_up_to_the_high_one():
    asked = KnoxSettings((0, 0.1, 200, ENDLESS), (0, 1, 7, ENDLESS))
    table = find_near_repeats(make_city(3, places=9, days=99).records(START + 98, days=99).events,
                              settings=asked, run=Run())  # fmt: skip
    raised = np.zeros(table.is_raised.shape, dtype=bool)
    raised[1, 1] = True
    table = type(table)(table.observed, table.expected, np.full(raised.shape, 2.0),
                        table.chance, raised)  # fmt: skip
    first = day_number("2024-03-10")
    events = Events(np.array([0.0, 5000.0]), np.array([0.0, 0.0]), np.array([first, first + 90]))
    spots = Spots(("at", "near", "edge", "far"),
                  np.array([[0, 0], [120, 0], [100, 100], [900, 0]]))  # fmt: skip

    def open_on(day):
        found = find_windows(events, table, settings=asked, spots=spots, as_of=day)
        return [(one.place, one.until) for one in found]

    assert open_on("2024-03-10") == []
    assert open_on("2024-03-11") == [("near", "2024-03-16")]  # [0.1, 200): 100 + 100 is the edge
    assert open_on("2024-03-16") == [("near", "2024-03-16")]
    assert open_on("2024-03-17") == []
    with pytest.raises(DateOutsideData, match="the first event is of 2024-03-10"):
        open_on("2024-01-01")


def test_bands_are_printed_as_intervals_and_read_aloud():
    time, space = Bands((0, 1, 2, 7, ENDLESS), "days"), Bands((0, 0.1, 200, ENDLESS), "metres")
    assert [time.write(band) for band in range(4)] == [
        "[0, 1) days", "[1, 2) days", "[2, 7) days", "[7, ∞) days",
    ]  # fmt: skip
    assert [time.speak(band) for band in range(4)] == [
        "the same day", "1 day later", "2 to 6 days later", "7 days later or more",
    ]  # fmt: skip
    assert space.speak(0) == "the same place"
    assert space.write(2) == "[200, ∞) metres"
    assert Bands((0, 3), "days").speak(0) == "within 2 days"


def test_the_finding_speaks_and_keeps_its_shape():
    city = make_city(4, places=30, days=200)
    events = city.records(START + 199, days=200).events
    spots = Spots(city.area.labels, city.area.centroids)
    question = NearRepeatQuestion("burglary", BASIS, KnoxSettings(permutations=99), spots)
    told = watch_near_repeats(events, question, run=Run())
    assert isinstance(told, Finding) and as_values(told)["text"] == told.explain()
    assert len(told.table().rows) == 25
    assert told.look == day_label(int(events.days.max()))


def test_snap_points_and_months_allow_no_near_repeat():
    events = Events(np.arange(20.0), np.arange(20.0), np.arange(20))
    for basis in (
        Basis(sources=("police-uk",), location="snap", time="month"),
        Basis(location="exact", time="month"),
        Basis(location="street", time="day"),
    ):
        with pytest.raises(TooCoarse, match="The near-repeat test needs"):
            watch_near_repeats(events, NearRepeatQuestion(basis=basis), run=Run())


def test_bad_events_and_bands_are_refused():
    with pytest.raises(BadCounts, match="one each"):
        Events(np.zeros(3), np.zeros(2), np.zeros(3))
    with pytest.raises(BadCounts, match="1 events have no place"):
        Events(np.array([0, np.nan]), np.zeros(2), np.zeros(2))
    with pytest.raises(BadCounts, match="whole numbers"):
        Events(np.zeros(2), np.zeros(2), np.array([0.5, 1]))
    few = Events(np.zeros(3), np.zeros(3), np.zeros(3))
    with pytest.raises(TooFewToWatch, match="3 events"):
        find_near_repeats(few, settings=KnoxSettings(), run=Run())
    for edges in ((5.0,), (0.0, 0.0), (3.0, 1.0), (-1.0, 2.0), (0.0, ENDLESS, ENDLESS)):
        with pytest.raises(WatchSettingWrong):
            Bands(edges, "days")
    with pytest.raises(WatchSettingWrong, match="5 shuffles"):
        KnoxSettings(permutations=5)
