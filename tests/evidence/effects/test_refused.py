"""Questions that cannot be asked: each error names both sides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from safercity.evidence.effects import (
    BreakInWindow,
    EffectCountsUnusable,
    EffectIncomplete,
    EffectSettings,
    EffectTermsRefused,
    Intervention,
    SeriesSettings,
    TooFewAreas,
    interrupted_series,
    measure_effect,
)
from safercity.evidence.errors import Interrupted, TooCoarse
from safercity.evidence.findings import Basis
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from tests.evidence.effects.cities import LABELS, MONTHS, START
from tests.evidence.effects.questions import REQUEST, even_city


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("2018-06", "no month before.*2018-06.*begin in 2019-01"),
        ("2019-01", "no month before"),
        ("2024-02", "no month after.*end in 2023-12"),
    ],
)
def test_a_date_outside_the_data_says_which_side_is_missing(start, told):
    asked = replace(REQUEST, intervention=Intervention("X", start))
    with pytest.raises(EffectIncomplete, match=told):
        measure_effect(even_city(), asked)


def test_no_comparison_is_refused():
    with pytest.raises(EffectIncomplete, match="no comparison"):
        measure_effect(even_city(), replace(REQUEST, comparison=()))
    with pytest.raises(TooFewAreas, match="2 of 3 areas could be compared"):
        measure_effect(even_city(units=3), REQUEST)
    with pytest.raises(EffectIncomplete, match="treated"):
        measure_effect(even_city(), replace(REQUEST, treated=()))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (replace(REQUEST, treated=("area 99",)), "Treated: area 99 is not among the 60"),
        (replace(REQUEST, comparison=("nowhere",)), "Comparison: nowhere"),
        (replace(REQUEST, comparison=LABELS[:9]), "area 0 is named as treated and as comparison"),
        (replace(REQUEST, displacement_treated=("area 0",)), "as treated and as ring"),
        (replace(REQUEST, centroids={"area 1": (0, 0)}), "Where area 0 lies is not known"),
    ],
)
def test_labels_that_disagree_are_refused(asked, told):
    with pytest.raises(EffectCountsUnusable, match=told):
        measure_effect(even_city(), asked)


@pytest.mark.parametrize("wrong", [-1.0, np.inf])
def test_impossible_counts_are_refused(wrong):
    counts = even_city()
    counts.values[3, 3] = wrong
    with pytest.raises(EffectCountsUnusable, match="not zero or more"):
        measure_effect(counts, REQUEST)


def test_months_out_of_order_and_twice_the_same_label_are_refused():
    counts = even_city()
    jumbled = Matrix(counts.values, counts.rows, (*MONTHS[1:], MONTHS[0]))
    with pytest.raises(EffectCountsUnusable, match="do not follow"):
        measure_effect(jumbled, REQUEST)
    twice = Matrix(counts.values, ("area 1", *counts.rows[1:]), MONTHS)
    with pytest.raises(EffectCountsUnusable, match="same label"):
        measure_effect(twice, REQUEST)


def test_activity_and_coarse_records_are_refused():
    with pytest.raises(ActivityAsked):
        measure_effect(even_city(), REQUEST, basis=Basis(layer="activity"))
    with pytest.raises(TooCoarse, match="outward"):
        measure_effect(even_city(), REQUEST, basis=Basis(location="outward"))
    with pytest.raises(TooCoarse, match="quarter"):
        measure_effect(even_city(), REQUEST, basis=Basis(time="quarter"))


def test_terms_that_cannot_be_are_refused():
    for make in (
        lambda: EffectSettings(level=2),
        lambda: EffectSettings(before_months=0),
        lambda: EffectSettings(buffer_metres=0),
        lambda: Intervention("X", "2022-01", "2021-01"),
        lambda: Intervention("X", "2022-01", chosen_from="2021-01"),
        lambda: Intervention("X", "2022-01", chosen_from="2021-03", chosen_to="2021-01"),
        lambda: Intervention("X", "2022-01", cost=-3),
    ):
        with pytest.raises(EffectTermsRefused):
            make()


def test_a_recording_break_at_the_start_of_one_series_is_refused():
    series = even_city().values[0]
    with pytest.raises(BreakInWindow, match=START):
        interrupted_series(series, MONTHS, start=START, settings=SeriesSettings(breaks=(START,)))


def test_a_stopped_run_stops():
    with pytest.raises(Interrupted):
        measure_effect(even_city(), REQUEST, run=Run(cancelled=lambda: True))


@pytest.mark.parametrize("month", ["spring", "2024", "2024-13", "2024-1"])
def test_a_start_that_is_no_month_is_named(month):
    with pytest.raises(EffectTermsRefused, match=month):
        Intervention("Market Square", start=month)
    months = tuple(f"2024-{m:02d}" for m in range(1, 13))
    with pytest.raises(EffectTermsRefused, match=month):
        interrupted_series(np.ones(12), months, start=month)
    with pytest.raises(EffectCountsUnusable, match="0 months"):
        interrupted_series(np.ones(0), (), start="2024-01")
