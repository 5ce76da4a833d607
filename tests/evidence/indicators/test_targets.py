"""Targets: what can be promised, and the line from baseline to target."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from safercity.evidence.findings import Basis, RecordingBreak
from safercity.evidence.indicators import IndicatorTerms, Target, TargetRefused, read_indicator
from tests.evidence.indicators.series import series

QUIET = np.random.default_rng(11).poisson(30, 36).astype(float)
YEAR = {"baseline_from": "2021-01", "baseline_to": "2021-12"}


def assure(target, better="down", values=QUIET, **kwargs):
    terms = IndicatorTerms("burglary", "a month", better, target=target)
    return read_indicator(series(values), terms, **kwargs)


@pytest.mark.parametrize(
    ("value", "better", "promise"),
    [
        (60, "down", "will_hit"), (30, "down", "hit_and_miss"), (5, "down", "will_miss"),
        (60, "up", "will_miss"), (30, "up", "hit_and_miss"), (5, "up", "will_hit"),
        (30, "ambiguous", "not_judged"),
    ],
)  # fmt: skip
def test_what_can_be_promised(value, better, promise):
    reading = assure(Target("2025-12", value), better)
    assert reading.assurance.promise == promise


def test_nothing_is_promised_from_two_points():
    reading = assure(Target("2025-12", 20), values=[30, 10])
    assert reading.assurance.promise == "not_judged"
    assert "nothing is promised" in reading.explain()


def test_the_line_runs_from_baseline_to_target():
    reading = assure(Target("2023-12", change=-0.5, **YEAR))
    found, baseline = reading.assurance, QUIET[:12].mean()
    assert found.baseline == pytest.approx(baseline)
    assert found.value == pytest.approx(baseline / 2)
    assert np.isnan(found.line[:11]).all()
    assert found.line[11] == pytest.approx(baseline)
    assert found.line[23] == pytest.approx(0.75 * baseline)
    assert found.line[35] == pytest.approx(baseline / 2)
    assert found.is_met is False


def test_after_the_due_date_the_line_is_flat():
    line = assure(Target("2022-12", value=20, **YEAR)).assurance.line
    assert (line[23:] == 20).all()


def test_the_line_goes_by_way_of_its_steps():
    steps = (("2022-06", 40.0), ("2024-06", 20.0))
    found = assure(Target("2024-12", value=5, steps=steps, **YEAR)).assurance
    assert found.line[17] == 40 and found.line[29] == 30
    assert found.line[14] == pytest.approx((found.baseline + 40) / 2)
    assert found.step == steps[1]
    assert (found.promise, found.step_promise) == ("will_miss", "hit_and_miss")
    free = assure(Target("2024-12", value=5, steps=steps)).assurance
    assert np.isnan(free.line[:17]).all() and free.line[17] == 40
    with pytest.raises(TargetRefused, match="do not lie in order"):
        Target("2024-12", value=5, steps=steps[::-1])


def test_behind_the_line_by_no_more_than_chance_is_said():
    assert "by no more than chance allows" in assure(Target("2030-12", value=25, **YEAR)).explain()


def test_a_baseline_before_a_recording_break_judges_nothing():
    basis = Basis(breaks=(RecordingBreak("2022-06", "a rule"),))
    reading = assure(Target("2025-12", change=-0.2, **YEAR), basis=basis)
    assert reading.assurance.is_broken
    assert reading.assurance.promise == "not_judged"
    assert "must be set anew" in reading.explain()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Target("2025-12"),
        lambda: Target("2025-12", value=3, change=-0.1),
        lambda: Target("2025-12", change=-0.1),
        lambda: Target("2025-12", value=3, baseline_from="2021-01"),
        lambda: Target("2021-06", change=-0.1, **YEAR),
    ],
)
def test_a_target_that_is_none_is_refused(make):
    with pytest.raises(TargetRefused):
        make()


def test_a_baseline_that_is_not_all_known_is_refused():
    values = QUIET.copy()
    values[3] = np.nan
    with pytest.raises(TargetRefused, match="only 11 of its 12 periods"):
        assure(Target("2025-12", change=-0.1, **YEAR), values=values)
    with pytest.raises(TargetRefused, match="only 0 of its 12"):
        early = replace(Target("2025-12", change=-0.1, **YEAR),
                        baseline_from="2019-01", baseline_to="2019-12")  # fmt: skip
        assure(early)


def test_a_target_due_in_another_kind_of_period_is_refused():
    with pytest.raises(TargetRefused, match="2025-Q4"):
        assure(Target("2025-Q4", 20))
