"""Frozen areas against matched ones: nothing done, nothing claimed; and the list that flatters."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from safercity.evidence.findings import Basis, Finding
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.findings.finding import as_values
from safercity.evidence.indicators import (
    ComparisonIncomplete,
    FrozenTerms,
    RollingTerms,
    compare_frozen,
    show_rolling,
)
from safercity.evidence.matrix import LabelsDiffer, Matrix
from safercity.evidence.types import month_labels, month_number
from tests.evidence.indicators.planting import compare_planted

MONTHS = month_labels(month_number("2020-01"), month_number("2023-12"))
TERMS = FrozenTerms("2021-01", "2021-12")


def areas(number, before, after, name="a"):
    values = np.full((number, len(MONTHS)), float(before))
    values[:, 24:] = after
    return Matrix(values, tuple(f"{name}{i}" for i in range(number)), MONTHS)


def test_the_ratio_by_hand():
    found = compare_frozen(areas(4, 10, 5), areas(5, 8, 8, "b"), terms=TERMS)
    # 4 areas x 12 months x 10 = 480 before, 4 x 24 x 5 = 480 after; half an incident on each side.
    assert found.ratio == pytest.approx(0.5, rel=1e-3)
    chance = 1 / 480.5 + 1 / 480.5 + 1 / 480.5 + 1 / 960.5
    assert np.log(found.high / found.low) / 2 > 1.96 * np.sqrt(chance)
    assert found.verdict == "better"
    assert (found.before, found.after) == ((40.0, 40.0), (20.0, 40.0))
    assert "did better than the five" in found.explain()
    assert isinstance(found, Finding)
    json.dumps(as_values(found))


def test_direction_decides_what_is_better():
    fallen = areas(4, 10, 5), areas(5, 8, 8, "b")
    assert compare_frozen(*fallen, terms=replace(TERMS, better="up")).verdict == "worse"
    changed = compare_frozen(*fallen, terms=replace(TERMS, better="ambiguous"))
    assert changed.verdict == "changed"
    assert "better is not said" in changed.explain()


def test_months_that_chose_the_areas_are_on_neither_side():
    high, low = areas(4, 10, 10), areas(4, 10, 10, "b")
    high.values[:, 12:24] = 40
    found = compare_frozen(high, low, terms=TERMS)
    assert found.ratio == pytest.approx(1)
    assert found.verdict == "same"


def test_without_earlier_months_nothing_is_claimed():
    first = replace(TERMS, chosen_from="2020-01")
    found = compare_frozen(areas(4, 10, 5), areas(5, 8, 8, "b"), terms=first)
    assert found.verdict == "not_judged"
    assert found.chosen_on_before
    assert "a fall was to be expected without any work" in found.explain()


def test_few_months_or_areas_give_no_verdict():
    late = replace(TERMS, chosen_to="2023-09")
    assert (
        "too few months"
        in compare_frozen(areas(4, 10, 5), areas(5, 8, 8, "b"), terms=late).explain()
    )
    two = compare_frozen(areas(2, 10, 5), areas(5, 8, 8, "b"), terms=TERMS)
    assert two.verdict == "not_judged"


def test_a_month_that_one_area_lacks_is_left_out_for_all():
    frozen = areas(4, 10, 5)
    frozen.values[1, 30] = np.nan
    found = compare_frozen(frozen, areas(5, 8, 8, "b"), terms=TERMS)
    assert found.ratio == pytest.approx(0.5, rel=1e-2)
    assert found.table().records()[30]["matched"] is None
    assert any(one.id == "indicators.frozen_dropped" for one in found.limits)


@pytest.mark.parametrize(
    ("frozen", "matched", "terms", "told"),
    [
        (areas(4, 1, 1), areas(4, 1, 1), TERMS, "stands among"),
        (areas(0, 1, 1), areas(4, 1, 1, "b"), TERMS, "no frozen areas"),
        (areas(4, 1, 1), areas(4, -1, 1, "b"), TERMS, "zero or more"),
        (areas(4, 1, 1), areas(4, 1, 1, "b"), FrozenTerms("2023-01", "2024-12"), "month after"),
        (areas(4, 1, 1), areas(4, 1, 1, "b"), FrozenTerms("2019-01", "2019-12"), "month before"),
        (areas(4, 1, 1), areas(4, 1, 1, "b"), FrozenTerms("2022-01", "2021-12"), "Chosen from"),
    ],
)
def test_what_cannot_be_compared_is_refused(frozen, matched, terms, told):
    with pytest.raises(ComparisonIncomplete, match=told):
        compare_frozen(frozen, matched, terms=terms)


def test_labels_that_differ_and_activity_are_refused():
    short = Matrix(np.ones((4, 2)), tuple("wxyz"), MONTHS[:2])
    with pytest.raises(LabelsDiffer, match="2023-12"):
        compare_frozen(areas(4, 1, 1), short, terms=TERMS)
    with pytest.raises(ActivityAsked):
        compare_frozen(areas(4, 1, 1), areas(4, 1, 1, "b"), terms=TERMS,
                       basis=Basis(layer="activity"))  # fmt: skip


def test_nothing_done_is_not_called_better_beyond_the_band():
    """Regression to the mean planted: the ten highest of 200 against the next ten."""
    number = 200
    better = sum(compare_planted(seed, effect=1.0).verdict == "better" for seed in range(number))
    assert better <= binom.ppf(0.9995, number, 0.025)


def test_a_true_halving_is_seen():
    seen = sum(compare_planted(seed, effect=0.5).verdict == "better" for seed in range(40))
    assert seen >= 38


def test_the_rolling_list_improves_where_nothing_happens():
    rng = np.random.default_rng(1)
    counts = Matrix(rng.poisson(3.0, (60, 48)).astype(float),
                    tuple(f"a{i}" for i in range(60)), MONTHS)  # fmt: skip
    found = show_rolling(counts, RollingTerms(areas=5))
    assert found.ratio < 0.95
    assert "no measure of work" in found.explain()
    first = found.table().records()[0]
    sums = counts.values[:, :12].sum(axis=1)
    top = np.argsort(-sums, kind="stable")[:5]
    assert first["listed"] == pytest.approx(np.sort(sums)[::-1][:5].sum() / 12)
    assert len(found.listed_in) == 9
    assert first["followed"] <= counts.values[top].sum() / 12
    json.dumps(as_values(found))


def test_a_list_of_all_areas_or_of_too_few_months():
    with pytest.raises(ComparisonIncomplete, match="more than 4"):
        show_rolling(areas(4, 1, 1), RollingTerms(areas=4))
    short = Matrix(np.ones((20, 12)), tuple(range(20)), MONTHS[:12])
    assert "too few months" in show_rolling(short).explain()


@pytest.mark.parametrize("value", [-4.0, np.inf])
def test_a_list_of_counts_that_cannot_be_is_refused(value):
    values = np.full((8, 36), 3.0)
    values[2, 5] = value
    months_of = tuple(f"{2022 + m // 12}-{m % 12 + 1:02d}" for m in range(36))
    counts = Matrix(values, tuple("ABCDEFGH"), months_of)
    with pytest.raises(ComparisonIncomplete, match="C in 2022-06"):
        show_rolling(counts, RollingTerms(areas=3))
