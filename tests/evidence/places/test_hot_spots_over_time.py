"""Classes over time, on sequences that can be drawn on paper, and on planted ones.

A sequence is a text, a letter a period: H hot, C cold, . neither, ? missing.
"""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.findings import Basis, Finding, as_values, say_all
from safercity.evidence.matrix import Matrix
from safercity.evidence.places import (
    CountsUnusable,
    OverTimeSettings,
    class_hot_spots,
    neighbourhoods_within,
)
from safercity.evidence.places.hot_spots import (
    COLD,
    HOT,
    NEITHER,
    UNTESTED,
    EsriClasses,
    OurClasses,
    SfhotspotClasses,
)
from safercity.evidence.places.hot_spots.over_time.esri import class_esri
from safercity.evidence.places.hot_spots.over_time.ours import class_ours, part_of_year
from safercity.evidence.places.hot_spots.over_time.sfhotspot import class_both
from safercity.evidence.places.hot_spots.words import MESSAGES
from safercity.evidence.runs import Run
from safercity.evidence.types import month_labels, month_number

LETTERS = {"H": HOT, "C": COLD, ".": NEITHER, "?": UNTESTED}
START = month_number("2022-01")
TWO_YEARS = part_of_year(month_labels(START, START + 23))


def states(text: str) -> np.ndarray:
    return np.array([LETTERS[one] for one in text])


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("HHHHH", "undetermined"),  # five periods
        ("HHHHHHH?????", "persistent"),  # recent are the last three known
        ("HHH???????HH", "undetermined"),
        ("............", "none"),
        ("HHHHHHHHHHHH", "persistent"),
        ("HHH.HHH.HHH.", "persistent"),  # 9 of 12, and hot in one of the last three
        ("HHHHHHHHH...", "former"),  # 9 of 12, but none of the last three
        (".........HHH", "emerging"),
        ("H........HHH", "emerging"),  # one period before is let pass
        ("HH.......HHH", "intermittent"),  # two are not
        ("..........HH", "occasional"),  # too short for a run
        (".....HHHHHHH", "intermittent"),  # seven periods ago is not lately
        ("......HHHHHH", "emerging"),
        (".....?HHHHHH", "intermittent"),  # five periods known before are too few to call it new
        ("HHHHH.H.....", "former"),  # a run bears one that is not
        ("HHHH..HH....", "intermittent"),  # two break it: 4 and 2
        ("H..H..H.....", "intermittent"),
        ("H..H........", "occasional"),
        ("....CCCCCCCC", "none"),  # cold is nothing to hot
    ],
)
def test_our_classes_and_their_precedence(text, class_) -> None:
    assert class_ours(states(text), HOT, seasons=None, numbers=OurClasses()) == class_


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("....HHH.........HHH.....", "seasonal"),  # May to July in both years
        ("H.........HHH.........HH", "seasonal"),  # over the turn of the year
        ("....HHH.................", "occasional"),  # one year alone
        ("....H.........H.........", "occasional"),  # different months
        ("HHHHHHHHHHHH....HHH.....", "former"),  # not only in season
        ("HHHHHHHHHHHHHHHHHHHHHHHH", "persistent"),  # stands before
        ("....HHH?????????HH?.....", "seasonal"),  # missing is neither
    ],
)
def test_seasonal_is_the_same_part_of_two_years(text, class_) -> None:
    assert class_ours(states(text), HOT, seasons=TWO_YEARS, numbers=OurClasses()) == class_


def test_parts_of_the_year_need_two_years_and_labels_that_tell_them() -> None:
    assert part_of_year(month_labels(START, START + 22)) is None
    assert part_of_year([f"{y}-Q{q}" for y in (2023, 2024) for q in (1, 2, 3, 4)]).tolist() == [
        1, 2, 3, 4, 1, 2, 3, 4,
    ]  # fmt: skip
    assert part_of_year(["week 1"] * 200) is None


RISING, FALLING, FLAT = range(20), range(20, 0, -1), [3, 4] * 10


@pytest.mark.parametrize(
    ("text", "z", "class_"),
    [
        ("...................H", FLAT, "new"),
        ("..................HH", FLAT, "consecutive"),
        ("HHHHHHHHHHHHHHHHHHHH", RISING, "intensifying"),
        ("HHHHHHHHHHHHHHHHHHHH", FALLING, "diminishing"),
        ("HHHHHHHHHHHHHHHHHHHH", FLAT, "persistent"),
        ("..HHHHHHHHHHHHHHHHHH", FLAT, "persistent"),  # 18 of 20 is 90%
        ("...HHHHHHHHHHHHHHHHH", FLAT, "consecutive"),  # 17 of 20 is not
        ("HHHHHHHHHHHHHHHHHHH.", RISING, "historical"),
        ("C.................HC", FLAT, "none"),  # not hot at the end
        ("C...............H..H", FLAT, "oscillating"),
        ("C..................H", FLAT, "new"),  # never hot before: new stands first
        ("HH...............HHH", FLAT, "sporadic"),
        ("HH................H.", FLAT, "none"),  # a sporadic one is hot in the last step
        ("....................", FLAT, "none"),
        ("???................H", FLAT, "new"),
    ],
)
def test_esri_classes_and_their_precedence(text, z, class_) -> None:
    z = np.array(list(z), dtype=float)
    assert class_esri(states(text), z, wanted=HOT, numbers=EsriClasses()) == class_
    mirrored = states(text.translate(str.maketrans("HC", "CH")))
    assert class_esri(mirrored, -z, wanted=COLD, numbers=EsriClasses()) == class_


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("HHHHHHHH..", "persistent"),  # 80% of ten
        ("HHHHHHH...", "former"),
        ("........H.", "emerging"),  # one of two recent, none of eight older
        (".......H..", "former"),  # the recent window holds two periods, not three
        ("H.......H.", "intermittent"),
        ("..........", "none"),
        ("..CCCCCCCC", "persistent cold"),
        ("H.......CC", "mixed"),
    ],
)
def test_sfhotspot_classes_as_documented(text, class_) -> None:
    assert class_both(states(text), numbers=SfhotspotClasses()) == class_


def test_sfhotspot_emerging_is_held_against_the_hot_spot_share_not_the_recent_one() -> None:
    numbers = SfhotspotClasses(hotspot=0.1, recent=0.5)
    assert class_both(states("..........HH........"), numbers=numbers) == "emerging"  # 2 of 10


SIDE = 24
SPOTS = np.array([(250.0 * x, 250.0 * y) for y in range(SIDE) for x in range(SIDE)])
NEAR = neighbourhoods_within(SPOTS, 250 * 2**0.5)
MONTHS = month_labels(START, START + 35)
PLANTED = {
    "persistent": ((1000, 1000), range(36)),
    "emerging": ((5000, 1000), range(31, 36)),
    "former": ((1000, 5000), range(14)),
    "seasonal": ((5000, 5000), [9, 10, 21, 22, 33, 34]),
}


def planted() -> Matrix:
    rate = np.full((len(SPOTS), 36), 0.5)
    for centre, months in PLANTED.values():
        inside = np.hypot(*(SPOTS - np.array(centre)).T) < 500
        rate[np.ix_(inside, list(months))] = 5
    values = np.random.default_rng(1).poisson(rate).astype(float)
    values[:, 5] = np.nan
    return Matrix(values, tuple(range(len(SPOTS))), MONTHS)


@pytest.mark.parametrize("definitions", ["ours", "esri", "sfhotspot"])
def test_planted_sequences_are_classed_and_told(definitions) -> None:
    settings = OverTimeSettings(definitions)
    basis = Basis(("police-uk",), location="street")
    found = class_hot_spots(planted(), NEAR, basis=basis, run=Run(), settings=settings)
    assert isinstance(found, Finding) and as_values(found)["text"]
    assert "June 2022: missing there, not low" in say_all(found.limits, MESSAGES)
    if definitions == "ours":
        for class_, (centre, _) in PLANTED.items():
            middle = int(np.argmin(np.hypot(*(SPOTS - np.array(centre)).T)))
            assert found.classes[middle].name == class_
        quiet = np.hypot(*(SPOTS - 3000).T) < 1000
        names = {found.classes[at].name for at in np.flatnonzero(quiet)}
        assert names <= {"none", "occasional"}
        assert "5 emerging" in found.explain() or "emerging" in found.explain()


def test_too_few_periods_are_said_and_one_is_refused() -> None:
    basis = Basis(location="street")
    few = Matrix(planted().values[:, :3], tuple(range(len(SPOTS))), MONTHS[:3])
    assert "too few" in class_hot_spots(few, NEAR, basis=basis, run=Run()).explain()
    one = Matrix(planted().values[:, :1], tuple(range(len(SPOTS))), MONTHS[:1])
    with pytest.raises(CountsUnusable, match="two periods or more, not 1"):
        class_hot_spots(one, NEAR, basis=basis, run=Run())


def test_periods_without_records_are_known_and_nowhere_hot() -> None:
    zeros = Matrix(np.zeros((len(SPOTS), 8)), tuple(range(len(SPOTS))), MONTHS[:8])
    found = class_hot_spots(zeros, NEAR, basis=Basis(location="street"), run=Run())
    assert {one.name for one in found.classes} == {"none"}
    assert {one.known for one in found.classes} == {8}


def test_an_unknown_set_of_definitions_is_refused() -> None:
    with pytest.raises(ValueError, match="sfhotspot"):
        OverTimeSettings("mine")


def test_quarters_are_told_as_they_are_labelled_and_gaps_as_a_stretch() -> None:
    quarters = tuple(f"{year}-Q{part}" for year in (2022, 2023, 2024) for part in (1, 2, 3, 4))
    matrix = Matrix(planted().values[:, 6:18], tuple(range(len(SPOTS))), quarters)
    found = class_hot_spots(matrix, NEAR, basis=Basis(location="street"), run=Run())
    assert "since 2022-Q1" in found.explain()
    basis = Basis(location="street", missing=("2021-10", "2021-12"))
    matrix = Matrix(matrix.values, matrix.rows, MONTHS[6:18])
    found = class_hot_spots(matrix, NEAR, basis=basis, run=Run())
    told = say_all(found.limits, MESSAGES)
    assert "two months between October 2021 and December 2021" in told
