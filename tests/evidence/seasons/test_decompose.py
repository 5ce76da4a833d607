"""Trend and season of monthly counts as a finding: gaps, breaks and emptiness are said."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.findings import Basis, Finding, RecordingBreak, as_values
from safercity.evidence.matrix import Matrix
from safercity.evidence.seasons import (
    DecomposeSettings,
    SeriesIncomplete,
    SeriesUnusable,
    decompose,
    split_series,
)
from tests.evidence.seasons.drawing import draw_matrix

BASIS = Basis(sources=("police-uk",))
FILL = DecomposeSettings(fill_gaps=True)


def test_it_is_stl_and_a_finding():
    counts = draw_matrix(np.random.default_rng(1), rows=3, mean=60)
    told = decompose(counts, basis=BASIS)
    parts = split_series(counts.values)
    assert told.trend.tobytes() == parts.trend.tobytes()
    assert told.seasonal + told.trend + told.remainder == pytest.approx(counts.values)
    assert isinstance(told, Finding)
    assert len(as_values(told)["table"]["rows"]) == 180


def test_gaps_are_refused_or_filled_and_said():
    counts = draw_matrix(np.random.default_rng(2), mean=300)
    whole = decompose(counts, basis=BASIS)
    truth = counts.values[0, 30]
    counts.values[0, 30] = np.nan
    with pytest.raises(SeriesIncomplete, match="has 1 missing of 60"):
        decompose(counts, basis=BASIS)
    told = decompose(counts, basis=BASIS, settings=FILL)
    assert told.counts[0, 30] == pytest.approx(truth, rel=0.15)
    assert told.trend == pytest.approx(whole.trend, rel=0.05)
    assert "One missing month was filled" in told.explain()
    assert told.table().records()[30]["count"] is None


def test_too_many_gaps_are_not_filled():
    counts = draw_matrix(np.random.default_rng(3), years=3)
    counts.values[0, 5:20] = np.nan
    with pytest.raises(SeriesIncomplete, match="21 known months"):
        decompose(counts, basis=BASIS, settings=FILL)


def test_a_break_and_small_counts_are_said():
    change = RecordingBreak("2012-06", "new rule")
    told = decompose(draw_matrix(np.random.default_rng(4), mean=2), basis=Basis(breaks=(change,)))
    assert any(one.id == "seasons.limit.break" for one in told.limits)
    assert "too few to be taken apart" in told.explain()


def test_all_zeros_are_said():
    labels = draw_matrix(np.random.default_rng(5)).columns
    told = decompose(Matrix(np.zeros((1, 60)), ("p",), labels), basis=BASIS)
    assert told.explain().startswith("Nothing was recorded")
    assert not told.trend.any()


def test_one_point_and_impossible_counts_are_refused():
    with pytest.raises(SeriesIncomplete, match="1 were given"):
        decompose(Matrix(np.ones((1, 1)), ("p",), ("2024-01",)), basis=BASIS)
    counts = draw_matrix(np.random.default_rng(6))
    counts.values[0, 0] = -2
    with pytest.raises(SeriesUnusable, match="-2, not zero or more"):
        decompose(counts, basis=BASIS)
