"""One thing is told once, with every way it was seen."""

from __future__ import annotations

from dataclasses import replace

from safercity.evidence.watch import Sighting, merge_sightings
from safercity.evidence.watch.merging import shares_places

CLUSTER = Sighting("cluster", "burglary", "a", ("a", "b", "c"), "2024-03-01", "2024-03-05",
                   12.0, 3.0, 0.001, 3.0)  # fmt: skip
RISE = Sighting("rise", "burglary", "ward 1", ("a", "b", "c", "d", "e"), "2024-02-26",
                "2024-03-03", 20.0, 11.0, 0.01, 1.0)  # fmt: skip
REPEAT = Sighting("repeat", "burglary", "house 7", ("c",), "2024-01-10", "2024-03-05",
                  3.0, 0.2, 0.02, 0.5)  # fmt: skip
WINDOW = Sighting("window", "burglary", "b", ("b",), "2024-03-04", "2024-03-11", 1.0, 0.5)


def test_the_same_thing_found_three_ways_is_one_finding():
    news = merge_sightings([RISE, REPEAT, CLUSTER, WINDOW], look="2024-03-05")
    assert len(news) == 1
    assert news[0].methods == ("cluster", "repeat", "rise", "window")
    assert set(news[0].seen_by) == {CLUSTER, RISE, REPEAT, WINDOW}
    assert news[0].rarest == CLUSTER and news[0].years_between == 3.0
    assert news[0].places == ("a", "b", "c", "d", "e")
    assert (news[0].first, news[0].last) == ("2024-01-10", "2024-03-11")


def test_the_order_of_sightings_changes_nothing():
    some = [RISE, REPEAT, CLUSTER, WINDOW]
    told = {merge_sightings(some[k:] + some[:k], look="2024-03-05") for k in range(4)}
    assert len(told) == 1


def test_other_places_times_and_themes_stay_apart():
    others = [
        CLUSTER,
        replace(CLUSTER, places=("x", "y", "z")),
        replace(CLUSTER, first="2023-01-01", last="2023-01-05"),
        replace(CLUSTER, theme="robbery"),
    ]
    assert len(merge_sightings(others, look="2024-03-05")) == 4


def test_a_window_alone_is_no_news():
    assert merge_sightings([WINDOW], look="2024-03-05") == ()


def test_a_rise_of_the_whole_city_does_not_swallow_its_streets():
    city = replace(RISE, at="city", places=tuple("abcdefghijklmnopqrstuvwxyz") * 3)
    assert not shares_places(REPEAT.places, city.places)
    assert len(merge_sightings([city, REPEAT], look="2024-03-05")) == 2


def test_what_was_told_before_is_not_new():
    first = merge_sightings([CLUSTER], look="2024-03-05")
    later = replace(CLUSTER, places=("a", "b"), last="2024-03-06")
    again = merge_sightings([later], look="2024-03-06", known=first)
    assert first[0].is_new and not again[0].is_new
    assert again[0].since == "2024-03-05"
