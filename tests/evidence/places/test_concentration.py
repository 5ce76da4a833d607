"""Lorenz, Gini and the generalised Gini, by hand and against slow second ways."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, as_values, say_all
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.matrix import Matrix
from safercity.evidence.places import CountsUnusable, measure_concentration
from safercity.evidence.places.concentration import calculate_gini, draw_lorenz, generalise_gini
from safercity.evidence.places.concentration.words import MESSAGES
from safercity.evidence.runs import Run

BERNASCO = [5, 2, 1, 0, 0, 0, 0, 0, 0, 0]  # Bernasco & Steenbeek (2017): 0.8 and 0.75


def measure(values, basis=None):
    values = np.asarray(values, dtype=float)
    values = values.reshape(-1, 1) if values.ndim == 1 else values
    months = tuple(f"2024-{at + 1:02d}" for at in range(values.shape[1]))
    matrix = Matrix(values, tuple(range(len(values))), months)
    return measure_concentration(matrix, basis=basis or Basis(), run=Run())


def test_bernasco_and_steenbeek_2017() -> None:
    found = measure(BERNASCO)
    assert found.gini.value == pytest.approx(0.8, abs=1e-8)
    assert found.generalised.value == pytest.approx(0.75, abs=1e-8)
    assert found.needed == ((0.25, 0.1), (0.5, 0.1), (0.8, 0.2))


def test_each_record_in_a_place_of_its_own_is_not_concentrated() -> None:
    assert measure([1] * 4 + [0] * 96).generalised.value == pytest.approx(0, abs=1e-9)
    assert measure([1] * 4 + [0] * 96).gini.value == pytest.approx(0.96)


def test_both_indices_agree_where_there_are_as_many_records_as_places() -> None:
    found = measure([9, 3, 0, 2])
    assert found.gini == found.generalised


@given(st.lists(st.integers(0, 50), min_size=2, max_size=30).filter(any))
def test_gini_is_half_the_mean_difference_over_the_mean(values) -> None:
    pairs = [abs(a - b) for a in values for b in values]
    mean = sum(values) / len(values)
    true = sum(pairs) / len(values) ** 2 / (2 * mean)
    assert calculate_gini(np.array(values)) == pytest.approx(true, abs=1e-9)
    curve = draw_lorenz(np.array(values, dtype=float))
    area = np.trapezoid(curve.records, curve.places)
    assert 2 * area - 1 == pytest.approx(true, abs=1e-8)
    told = generalise_gini(true, places=len(values), records=sum(values))
    assert -1e-9 <= told <= true + 1e-9


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """400 samples of 300 places; the 99.9% band of a true 95% begins at 362. Small samples of
    skewed counts do a little worse than their word, which the band leaves room for."""
    rng = np.random.default_rng(1)
    true = calculate_gini(rng.poisson(rng.gamma(0.6, 10, 500_000)))
    inside = 0
    for _ in range(400):
        found = measure(rng.poisson(rng.gamma(0.6, 10, 300)))
        inside += found.gini.low <= true <= found.gini.high
    assert binom.ppf(0.0005, 400, 0.95) <= inside <= binom.ppf(0.9995, 400, 0.95)


def test_even_places_are_within_chance_and_uneven_ones_beyond() -> None:
    rng = np.random.default_rng(2)
    even, uneven = measure(rng.poisson(1, 500)), measure(rng.poisson(rng.gamma(0.3, 3, 500)))
    assert "too few to say that some places draw more" in even.explain()
    assert "Chance alone would give" in uneven.explain() and "seldom" in uneven.explain()
    assert even.chance == measure(np.random.default_rng(2).poisson(1, 500)).chance


def test_it_says_what_it_rests_on() -> None:
    values = np.array([[5, np.nan, 1], [2, np.nan, 0], [0, np.nan, np.nan], [0, np.nan, 0]])
    found = measure(values, Basis(location="small_area", unplaced_share=0.2))
    assert (found.places, found.total) == (3, 8.0)
    limits = say_all(found.limits, MESSAGES)
    assert "20% of the records have no place" in limits and "February 2024" in limits
    assert isinstance(found, Finding) and as_values(found)["table"]["rows"]
    few = measure(BERNASCO)
    assert "0.8, mistakes that for concentration" in say_all(few.limits, MESSAGES)


def test_no_records_are_said_and_harm_has_no_generalised_index() -> None:
    nothing = measure([0, 0, 0])
    assert "No records were counted in 3 places" in nothing.explain() and nothing.needed == ()
    as_values(nothing)
    harm = measure([310.5, 0, 2.5])
    assert harm.generalised is None and harm.gini is not None
    assert "0 (all alike)" in harm.explain()


def test_bad_counts_one_place_and_coarse_records_are_refused() -> None:
    with pytest.raises(CountsUnusable, match="-1 at 1"):
        measure([3, -1, 2])
    with pytest.raises(CountsUnusable, match="several places; 1 is known"):
        measure([3])
    with pytest.raises(TooCoarse):
        measure(BERNASCO, Basis(location="outward"))
    with pytest.raises(ActivityAsked):
        measure(BERNASCO, Basis(layer="activity"))
