"""Repeats: bands, the most affected, chance, time course; and nobody to be seen in them."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.profile import (
    CountsUnusable,
    RepeatEvents,
    RepeatSettings,
    TimesUnusable,
    find_repeats,
)

BASIS = Basis(location="property", time="day")
PEOPLE = RepeatSettings(of="people", noun="people")


def as_events(counts, days=None, *, last=364, word="place") -> RepeatEvents:
    owners = [f"{word}-{i}" for i, n in enumerate(counts) for _ in range(int(n))]
    days = np.arange(len(owners)) % (last + 1) if days is None else np.asarray(days)
    return RepeatEvents(owners, days, 0, last)


def test_incidence_prevalence_and_concentration():
    # Direct counts: 10 incidents at 5 of 20 addresses, one of which had 5.
    told = find_repeats(np.array([5, 2, 1, 1, 1, 0]), basis=BASIS, targets=20)
    assert (told.incidents, told.owners, told.repeats, told.repeat_owners) == (10, 5, 5, 2)
    assert (told.incidence, told.prevalence, told.concentration) == (0.5, 0.25, 2.0)
    assert (told.repeat_share, told.owner_share) == (0.5, 0.4)
    assert [(b.low, b.owners, b.incidents) for b in told.bands] == [(1, 3, 3), (2, 1, 2), (5, 1, 5)]
    assert told.incidence == pytest.approx(told.prevalence * told.concentration)
    # A tenth of twenty is two: seven of ten incidents.
    assert told.top[-1].share == pytest.approx(0.7)
    assert isinstance(told, Finding)


counts_lists = st.lists(st.integers(0, 14), min_size=1, max_size=60)


@settings(deadline=None)
@given(counts_lists, st.sampled_from([1, 3, 5]))
def test_bands_hold_everybody_once_and_none_is_small(counts, smallest):
    chosen = RepeatSettings(of="people", noun="people", smallest=smallest)
    told = find_repeats(np.array(counts), basis=BASIS, settings=chosen)
    if told.verdict != "told":
        return
    held = [one for one in counts if one]
    assert sum(band.owners for band in told.bands) == len(held)
    assert sum(band.incidents for band in told.bands) == sum(held)
    assert all(band.owners >= smallest for band in told.bands)
    for band in told.bands:
        slow = [n for n in held if n >= band.low and (band.high is None or n <= band.high)]
        assert (len(slow), sum(slow)) == (band.owners, band.incidents)


@settings(deadline=None)
@given(counts_lists)
def test_the_most_affected_as_counted_by_hand(counts):
    told = find_repeats(np.array(counts), basis=BASIS, settings=RepeatSettings(top=(0.1, 0.5)))
    held = sorted((one for one in counts if one), reverse=True)
    for top in told.top:
        whole = int(top.part * len(held) + 1e-9)
        rest = top.part * len(held) - whole
        slow = sum(held[:whole]) + (rest * held[whole] if rest > 1e-9 else 0)
        if top.part * len(held) < 1:
            assert np.isnan(top.share)
        else:
            assert top.share == pytest.approx(slow / sum(held))


def test_chance_gives_what_dealing_incidents_at_random_gives():
    random = np.random.default_rng(8)
    told = find_repeats(np.ones(60), basis=BASIS, targets=80)
    dealt = [60 - len(set(random.integers(0, 80, 60).tolist())) for _ in range(4000)]
    assert told.chance.expected == pytest.approx(np.mean(dealt), abs=4 * np.std(dealt) / 4000**0.5)
    assert told.chance.high - told.chance.expected == pytest.approx(1.96 * np.std(dealt), rel=0.06)


def test_expected_bands_are_those_of_dealing_at_random():
    random = np.random.default_rng(9)
    counts = np.bincount(random.integers(0, 50, 70))
    told = find_repeats(counts, basis=BASIS, targets=50)
    dealt = Counter()
    for _ in range(3000):
        dealt.update(np.bincount(random.integers(0, 50, 70)).tolist())
    for band in told.bands[:3]:
        assert band.expected == pytest.approx(dealt[band.low] / 3000, rel=0.05)


def test_chance_alone_is_seldom_called_more_than_chance():
    # Two-sided 95%: "more" in about 2.5% of 400 cities; inside the exact 99.9% band.
    random = np.random.default_rng(10)
    called = 0
    for _ in range(400):
        told = find_repeats(np.bincount(random.integers(0, 900, 700)), basis=BASIS, targets=900)
        called += told.repeats > told.chance.high
    assert called <= 22  # binom.ppf(0.9995, 400, 0.025)


def test_planted_repeats_are_called():
    random = np.random.default_rng(11)
    risk = random.gamma(0.5, 2, 900)
    told = find_repeats(random.poisson(risk), basis=BASIS, targets=900)
    assert "are more." in told.explain()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 364)), min_size=1, max_size=40))
def test_the_course_is_that_of_all_gaps_counted_by_hand(rows):
    owners = [f"o{owner}" for owner, _ in rows]
    days = np.array([day for _, day in rows])
    counts = np.array(list(Counter(owners).values()))
    told = find_repeats(counts, basis=BASIS, events=RepeatEvents(owners, days, 0, 364))
    gaps = []
    for owner in set(owners):
        mine = sorted(day for one, day in zip(owners, days, strict=True) if one == owner)
        gaps += [b - a for a, b in pairwise(mine)]
    assert [step.days for step in told.course] == ([7, 30, 90] if gaps else [])
    for step in told.course:
        assert step.repeats == sum(gap <= step.days for gap in gaps)
    assert told.same_day == sum(gap == 0 for gap in gaps)


def test_the_expected_course_is_that_of_days_drawn_at_random():
    random = np.random.default_rng(12)
    sizes = np.array([2] * 30 + [3] * 10 + [6] * 4)
    told = find_repeats(sizes, basis=BASIS, events=as_events(sizes))
    drawn = np.zeros(3)
    for _ in range(600):
        gaps = np.concatenate([np.diff(np.sort(random.integers(0, 365, n))) for n in sizes])
        drawn += [(gaps <= step).mean() for step in (7, 30, 90)]
    assert [s.expected for s in told.course] == pytest.approx(drawn / 600, rel=0.03)


def test_planted_quick_repeats_are_quick():
    random = np.random.default_rng(13)
    first = random.integers(0, 350, 200)
    days = np.stack([first, first + random.integers(0, 7, 200)], axis=1).ravel()
    counts = np.full(200, 2)
    told = find_repeats(counts, basis=BASIS, events=as_events(counts, days))
    assert told.course[0].share == 1
    assert told.course[0].low > 10 * told.course[0].expected
    assert "100% of the repeats came within 7 days" in told.explain()


def test_no_person_and_no_small_group_comes_out():
    counts = np.array([1] * 30 + [2] * 12 + [3, 4, 9])
    told = find_repeats(
        counts, basis=BASIS, events=as_events(counts, word="pseudonym"), settings=PEOPLE
    )
    text = json.dumps(as_values(told)) + repr(told)
    assert "pseudonym-" not in text
    assert [(b.low, b.high, b.owners) for b in told.bands] == [(1, 1, 30), (2, None, 15)]
    # 1% of 45 people is nobody, 10% of them four and a half.
    assert all(np.isnan(top.share) for top in told.top)
    assert told.same_day is None or told.same_day == 0 or told.same_day >= 5


def test_too_few_people_say_so_and_no_more():
    for counts in ([3, 1], [1] * 20 + [7], [2] * 20 + [1]):
        told = find_repeats(
            np.array(counts), basis=BASIS, events=as_events(counts), settings=PEOPLE
        )
        assert told.verdict == "too_few"
        assert (told.course, told.same_day) == ((), None)
        assert told.owners is None
        assert "could point at somebody" in told.explain()
        assert not told.bands
        assert told.repeats is None


def test_a_course_is_hidden_where_few_people_are_in_it():
    counts = np.array([2] * 20 + [1] * 10)
    days = np.array([0, 1, 0, 200, *[0, 100] * 18, *[5] * 10])
    told = find_repeats(counts, basis=BASIS, events=as_events(counts, days), settings=PEOPLE)
    # One within a week, one after half a year: neither is shown, nor what would reveal them.
    assert [step.repeats for step in told.course] == [None, None, None]


def test_two_steps_do_not_tell_a_few_between_them():
    counts = np.array([2] * 40 + [1] * 10)
    gaps = [3] * 20 + [20] * 2 + [60] * 10 + [200] * 8
    days = [day for gap in gaps for day in (0, gap)] + [5] * 10
    told = find_repeats(counts, basis=BASIS, events=as_events(counts, days), settings=PEOPLE)
    assert [step.repeats for step in told.course] == [20, None, 32]


def test_none_at_all_and_none_again():
    assert "No incident" in find_repeats(np.zeros(5), basis=BASIS).explain()
    once = find_repeats(np.ones(9), basis=BASIS, events=as_events(np.ones(9)))
    assert (once.repeats, once.course) == (0, ())
    assert "profile.limit.targets" in [one.id for one in once.limits]


@pytest.mark.parametrize(
    ("counts", "more", "error"),
    [
        ([1.5], {}, CountsUnusable),
        ([-1], {}, CountsUnusable),
        ([np.inf], {}, CountsUnusable),
        ([np.nan, 1], {}, CountsUnusable),
        ([[1, 2]], {}, CountsUnusable),
        ([1, 1, 1], {"targets": 2}, CountsUnusable),
        ([2], {"events": RepeatEvents(["a"], np.array([1]), 0, 9)}, CountsUnusable),
        ([2], {"events": RepeatEvents(["a"], np.array([1, 2]), 0, 9)}, CountsUnusable),
        ([2], {"events": RepeatEvents(["a", "a"], np.array([1, 10]), 0, 9)}, TimesUnusable),
        ([2], {"events": RepeatEvents(["a", "a"], np.array([1, 1.5]), 0, 9)}, TimesUnusable),
        ([2], {"basis": Basis(location="snap", time="month")}, TooCoarse),
        (
            [2],
            {"basis": Basis(location="property"), "events": as_events([2])},
            TooCoarse,
        ),
        ([2], {"basis": Basis(location="property", layer="activity")}, ActivityAsked),
    ],
)
def test_bad_input_is_refused(counts, more, error):
    with pytest.raises(error):
        find_repeats(np.array(counts), **({"basis": BASIS} | more))


def test_the_interval_is_normal_about_the_mean():
    told = find_repeats(np.ones(60), basis=BASIS, targets=80)
    empty = (79 / 80) ** 60
    spread = (80 * empty * (1 - (1 + 60 / 80) * empty)) ** 0.5
    assert told.chance.high - told.chance.expected == pytest.approx(norm.ppf(0.975) * spread)
