"""Standardised rates: Dobson's interval on Byar's limits, and what cannot be standardised."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from safercity.evidence.findings import Basis, Finding
from safercity.evidence.profile import CountsUnusable, GroupedCounts, standardise_rates
from safercity.evidence.statistics import byar_interval
from tests.evidence.profile.planting import grouped

BASIS = Basis()


def test_one_group_is_its_rate_with_byars_interval():
    # Byar 65: 50.1632, 82.8491 (PHEindicatormethods); one group needs no standard.
    told = standardise_rates(grouped([[65]], [[1000]]), basis=BASIS).areas[0]
    assert (told.crude, told.rate) == (65, 65)
    assert told.low == pytest.approx(50.1632, abs=5e-5)
    assert told.high == pytest.approx(82.8491, abs=5e-5)


rows = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 900), st.integers(1, 50)), min_size=1, max_size=5
)


@settings(deadline=None)
@given(rows)
def test_standardised_rates_by_hand(table):
    counts, people, standard = (np.array(one, dtype=float) for one in zip(*table, strict=True))
    told = standardise_rates(
        grouped([counts], [people], standard=standard), basis=BASIS
    ).areas[0]  # fmt: skip
    if counts.sum() < 10:
        assert np.isnan(told.rate)
        return
    whole = sum(s for *_, s in table)
    rate = sum(1000 * s / whole * n / p for n, p, s in table)
    variance = sum((1000 * s / whole) ** 2 * n / p**2 for n, p, s in table)
    low, high = byar_interval(counts.sum())
    scale = (variance / counts.sum()) ** 0.5
    assert told.rate == pytest.approx(rate)
    assert told.low == pytest.approx(
        max(0, rate + scale * (low - counts.sum())), rel=1e-8, abs=1e-6
    )
    assert told.high == pytest.approx(rate + scale * (high - counts.sum()))


def test_areas_that_differ_in_people_only_are_alike_once_standardised():
    people = np.array([[1000, 9000], [9000, 1000]])
    told = standardise_rates(grouped(people * [0.05, 0.01], people), basis=BASIS)
    assert told.areas[0].crude == pytest.approx(14)
    assert told.areas[1].crude == pytest.approx(46)
    assert told.areas[0].rate == pytest.approx(told.areas[1].rate) == pytest.approx(30)
    assert told.all_rate == pytest.approx(30)


def test_intervals_cover_what_was_planted():
    random = np.random.default_rng(54)
    people = np.array([[3000, 500, 80]])
    rate, standard = np.array([0.01, 0.03, 0.05]), np.array([5.0, 3, 2])
    true = (rate * standard).sum() / 10 * 1000
    held = 0
    for _ in range(400):
        asked = grouped(random.poisson(people * rate), people, standard=standard)
        told = standardise_rates(asked, basis=BASIS).areas[0]
        held += told.low <= true <= told.high
    assert binom.ppf(0.0005, 400, 0.94) <= held


def test_what_cannot_be_standardised_is_said():
    told = standardise_rates(
        grouped([[3, 2], [20, 30], [np.nan, 40], [20, 0]], [[9, 9], [9, 9], [9, 9], [9, 0]]),
        basis=BASIS,
    )
    assert np.isnan([told.areas[i].rate for i in (0, 2, 3)]).all()
    assert told.areas[1].rate > 0
    assert "profile.limit.not_standardised" in [one.id for one in told.limits]
    assert isinstance(told, Finding)
    assert len(told.chart()["data"]["values"]) == 1
    none = standardise_rates(grouped([[1, 2]], [[9, 9]]), basis=BASIS)
    assert "none is standardised" in none.explain()


@pytest.mark.parametrize(
    "asked",
    [
        grouped([[1, 2]], [[0, 5]]),
        grouped([[1, -2]], [[5, 5]]),
        grouped([[1, 2]], [[5, np.nan]]),
        grouped([[1, 2]], [[5, 5]], standard=np.array([1.0])),
        grouped([[1, 2]], [[5, 5]], standard=np.zeros(2)),
        GroupedCounts(("a",), ("young", "young"), np.ones((1, 2)), np.ones((1, 2))),
    ],
)
def test_groups_that_cannot_be_standardised(asked):
    with pytest.raises(CountsUnusable):
        standardise_rates(asked, basis=BASIS)
