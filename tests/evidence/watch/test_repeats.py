"""New repeat places: the exact chance of a look against drawing, and what is told."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.statistics import GammaPrior
from safercity.evidence.watch import RepeatQuestion, RepeatSettings, Visits, watch_repeat_places
from safercity.evidence.watch.errors import (
    BadCounts,
    DateOutsideData,
    TooFewToWatch,
    WatchSettingWrong,
)
from safercity.evidence.watch.repeats import Foresight, find_new_repeats
from tests.evidence.watch.cities import BASIS
from tests.evidence.watch.obvious import look_chance_by_drawing

LAST = 1000


def make_visits(*extra: tuple[int, int], number: int = 500) -> Visits:
    """A burglary at every fourth place some time before the window; then those planted."""
    places = list(range(0, number, 4))
    days = [300 + place for place in places]
    return Visits(
        np.array(places + [place for place, _ in extra]),
        np.array(days + [day for _, day in extra]),
        number, 0, LAST,
    )  # fmt: skip


def ask(visits: Visits, basis: Basis = BASIS):
    labels = [f"house {number}" for number in range(visits.number)]
    return watch_repeat_places(visits, RepeatQuestion(labels, "burglary", basis))


def test_the_chance_at_a_place_is_the_negative_binomials():
    foresight = Foresight(GammaPrior(0.8, 400.0), 700.0, RepeatSettings())
    for count, earlier in ((2.0, 0.0), (3.0, 1.0), (6.0, 4.0)):
        shape, rate = 0.8 + earlier, (400.0 + 700.0) / 90
        truth = nbinom.sf(count - 1, shape, rate / (rate + 1))
        assert foresight.chance(np.array([count]), earlier)[0] == pytest.approx(truth, rel=1e-8)


def test_the_chance_of_a_look_is_that_of_drawn_looks():
    foresight = Foresight(GammaPrior(0.8, 400.0), 700.0, RepeatSettings(newest_days=3))
    draws = np.random.default_rng(12)
    for count in (2.0, 3.0):
        chance = foresight.chance(np.array([count]), 0.0)
        exact = foresight.look_chance(chance, np.array([0.0]), places_with=np.array([300]))[0]
        drawn = look_chance_by_drawing(draws, foresight, chance=chance[0], places=300, times=2)
        error = np.sqrt(exact * (1 - exact) / 4000)
        assert abs(drawn - exact) < 3.5 * error + 0.1 * exact


def test_a_place_is_new_when_it_becomes_a_repeat_place_now():
    new = find_new_repeats(
        make_visits((7, 950), (7, 1000), (9, 930), (9, 940), (9, 1000), (11, 800), (11, 1000)),
        settings=RepeatSettings(),
    )
    told = {int(place): (int(a), int(b)) for place, a, b in zip(
        new.places, new.within, new.before, strict=True)}  # fmt: skip
    assert told == {7: (2, 1), 9: (3, 2)}  # 11: the first of its two lies outside the window


def test_four_in_a_house_is_an_alarm_and_is_said():
    found = ask(make_visits((7, 990), (7, 1000), (7, 1000), (7, 1000)))
    one = found.places[0]
    assert (one.place, one.within, one.is_alarm) == ("house 7", 4, True)
    assert "House 7 has had four within 90 days" in found.explain()
    assert isinstance(found, Finding) and as_values(found)["table"]["rows"][0][0] == "house 7"


def test_what_was_strange_before_is_no_new_alarm():
    early = ask(make_visits(*[(7, day) for day in (980, 985, 990, 993, 996, 1000)]))
    assert early.places[0].within == 6 and not early.places[0].is_alarm


def test_a_busy_place_is_held_against_its_own_past():
    past = [(7, day) for day in range(20, 910, 20)]
    busy = ask(make_visits(*past, (7, 930), (7, 960), (7, 1000)))
    assert not busy.alarms
    assert busy.places[0].expected > 1.5


def test_a_late_record_is_news_when_it_arrives():
    visits = make_visits((7, 950), (7, 960), (7, 970), (7, 980))
    arrived = visits.days.copy()
    arrived[-1] = LAST
    late = Visits(visits.places, visits.days, visits.number, 0, LAST, arrived)
    assert not ask(visits).places
    assert ask(late).places[0].within == 4


def test_nothing_new_is_said():
    assert ask(make_visits()).explain() == (
        "No place became a repeat place in the newest one day beyond what chance would do."
    )
    none = Visits(np.array([], dtype=int), np.array([], dtype=int), 5, 0, LAST)
    assert ask(none).places == ()


def test_bad_visits_are_refused():
    with pytest.raises(TooCoarse, match="police-uk"):
        ask(make_visits(), Basis(sources=("police-uk",), location="snap", time="month"))
    with pytest.raises(BadCounts, match="positions from 0 to 499"):
        ask(make_visits((500, 990)))
    with pytest.raises(DateOutsideData):
        ask(make_visits((1, -5)))
    with pytest.raises(BadCounts, match="known before it happened"):
        ask(Visits(np.array([1]), np.array([50]), 5, 0, LAST, np.array([20])))
    with pytest.raises(BadCounts, match="one each"):
        ask(Visits(np.array([1]), np.array([50, 60]), 5, 0, LAST))
    with pytest.raises(TooFewToWatch, match="101 days of records"):
        ask(Visits(np.array([1]), np.array([50]), 5, 0, 100))
    with pytest.raises(WatchSettingWrong):
        RepeatSettings(times=1)
