"""What a reading says, and above all what it does not."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, RecordingBreak, say_all
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.findings.finding import as_values
from safercity.evidence.indicators import (
    BadSeries,
    EventDays,
    IndicatorTerms,
    Rebase,
    RebaseRefused,
    read_indicator,
)
from safercity.evidence.indicators.words import MESSAGES
from tests.evidence.indicators.series import months, series

NAN = float("nan")
RNG = np.random.default_rng(11)
QUIET = RNG.poisson(30, 36).astype(float)
FALLEN = np.where(np.arange(36) >= 27, 17 + np.arange(36) % 3, QUIET)
DOWN = IndicatorTerms("burglary", "a month", "down")


def read(values, terms=DOWN, basis=None, **kwargs):
    return read_indicator(series(values, **kwargs), terms, basis=basis)


def limits_of(reading):
    return say_all(reading.limits, MESSAGES)


def test_it_is_a_finding_with_plain_values():
    reading = read(FALLEN)
    assert isinstance(reading, Finding)
    values = as_values(reading)
    json.dumps(values, allow_nan=False)
    assert values["settings"]["rules"]["run_points"] == 7
    assert len(values["table"]["rows"]) == 36


def test_a_fall_is_better_where_down_is_better_and_worse_where_up_is():
    good, bad = read(FALLEN).variation, read(FALLEN, replace(DOWN, better="up")).variation
    assert (good.verdict, good.colour) == ("improving", "good")
    assert (bad.verdict, bad.colour) == ("worsening", "bad")


@pytest.mark.parametrize("values", [FALLEN, 60 - FALLEN, QUIET, QUIET[:3]])
def test_the_ambiguous_is_never_good_or_bad(values):
    terms = IndicatorTerms("reports", "a month", "ambiguous", companion="repeats")
    reading = read(values, terms)
    assert reading.variation.colour == "neutral"
    assert reading.variation.verdict not in ("improving", "worsening")
    assert "better" not in reading.explain().replace("neither good nor bad", "")
    assert "worse" not in reading.explain()


def test_earlier_figures_that_stand_out_are_not_passed_over():
    values = FALLEN.copy()
    values[-1] = 30
    reading = read(values)
    assert reading.variation.verdict == "steady"
    assert "nine of the twelve figures before it stand out" not in read(QUIET).explain()
    assert "eight of the twelve figures before it stand out" in reading.explain()


def test_the_ambiguous_is_read_with_its_companion():
    terms = IndicatorTerms("reports", "a month", "ambiguous", companion="repeat victims")
    assert "Read it with repeat victims" in read(FALLEN, terms).explain()


@pytest.mark.parametrize("number", [1, 2, 11])
def test_too_few_points_say_so_and_colour_nothing(number):
    reading = read(FALLEN[:number])
    assert (reading.variation.verdict, reading.variation.colour) == ("too_few", "neutral")
    assert "twelve are needed" in reading.explain()
    assert np.isnan(reading.drawn.high).all()


def test_twelve_are_enough():
    assert read(QUIET[:12]).variation.verdict == "steady"


def test_nothing_known_and_nothing_happened_are_different_words():
    assert "no figure" in read([NAN] * 20).explain()
    zero = read([0] * 20)
    assert "there was not one" in zero.explain()
    assert zero.variation.verdict == "steady"


def test_missing_months_are_missing_and_counted():
    values = QUIET.copy()
    values[[4, 9]] = NAN
    reading = read(values)
    assert reading.table().records()[4]["value"] is None
    assert "Two of 36 periods are missing, not low" in reading.explain()
    assert reading.drawn.centre[0] == pytest.approx(np.nanmean(values))


def test_a_month_still_filling_up_is_shown_and_not_judged():
    values = np.append(QUIET, 2.0)
    late = read(values, basis=Basis(late_share=0.4))
    assert read(values).variation.verdict == "improving"
    assert late.variation.verdict == "steady"
    assert late.drawn.centre[0] == pytest.approx(QUIET.mean())
    assert "January 2024 is still filling up (40% to come)" in limits_of(late)


def test_activity_and_coarse_times_are_refused():
    with pytest.raises(ActivityAsked):
        read(QUIET, basis=Basis(layer="activity"))
    with pytest.raises(TooCoarse, match="quarter"):
        read(QUIET, basis=Basis(time="quarter"))


def test_counts_have_no_limits_below_zero():
    values = RNG.poisson(5.5, 36)
    assert (read(values).drawn.low >= 0).all()
    spread = read(RNG.negative_binomial(2, 0.1, 36))
    assert spread.choice.kind == "xmr"
    assert (spread.drawn.low >= 0).all()


# ---- which chart


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda rng: series(rng.normal(5, 1, 36), "measure"), "xmr"),
        (lambda rng: series(rng.poisson(40, 36)), "c"),
        (lambda rng: series(rng.negative_binomial(5, 0.1, 36)), "xmr"),
        (lambda rng: series(rng.poisson(2, 36)), "c_exact"),
        (lambda rng: series(rng.poisson(40, 36), "rate", [80] * 36), "u"),
        (lambda rng: series(rng.negative_binomial(5, 0.1, 36), "rate", [80] * 36), "u_prime"),
        (lambda rng: series(rng.poisson(2, 36), "rate", [80] * 36), "u_exact"),
        (lambda rng: series(rng.binomial(200, 0.3, 36), "share", [200] * 36), "p"),
        (lambda rng: series(rng.binomial(200, rng.beta(6, 14, 36)), "share", [200] * 36),
         "p_prime"),
        (lambda rng: series(rng.binomial(200, 0.99, 36), "share", [200] * 36), "p_exact"),
    ],
)  # fmt: skip
def test_the_chart_follows_the_published_rule(make, kind):
    reading = read_indicator(make(np.random.default_rng(3)), DOWN)
    assert reading.choice.kind == kind
    assert "chart" in limits_of(reading)


def rare(gaps, between=None, until=None):
    days = np.datetime64("2021-01-05") + np.cumsum([0, *gaps])
    days = tuple(str(day) for day in days)
    events = EventDays(days, until or days[-1], between)
    return replace(series(RNG.poisson(1, 36)), events=events)


def test_rare_events_are_charted_by_the_days_between():
    reading = read_indicator(rare([20] * 10 + [25] * 10), DOWN, basis=Basis(time="day"))
    assert reading.choice.kind == "t"
    assert len(reading.points.labels) == 20


def test_longer_between_events_is_better_where_fewer_is():
    gaps = [5, 15, 10, 8, 12, 9, 14, 6, 11, 7, 13, 10, *[90] * 8]
    reading = read_indicator(rare(gaps), DOWN, basis=Basis(time="day"))
    assert reading.variation.verdict == "improving"
    assert "events are rarer" in reading.explain()


def test_the_open_gap_is_told_and_is_no_point():
    reading = read_indicator(rare([10, 12] * 8, until="2026-01-01"), DOWN, basis=Basis(time="day"))
    assert len(reading.points.labels) == 16
    assert "longer than chance gives" in reading.explain()


def test_days_between_events_need_days():
    with pytest.raises(TooCoarse, match="days between events"):
        read_indicator(rare([20] * 20), DOWN)


def test_a_chart_of_the_wrong_family_is_refused():
    with pytest.raises(BadSeries, match="P chart is for a share; these figures are a count"):
        read(QUIET, replace(DOWN, chart="p"))
    with pytest.raises(BadSeries, match="needs the days"):
        read(QUIET, replace(DOWN, chart="t"))


# ---- limits drawn anew


def test_a_rebase_needs_a_reason_and_a_period_on_the_chart():
    for reason in ("", "better"):
        with pytest.raises(RebaseRefused, match="reason"):
            Rebase("2022-01", reason)
    for period in ("2020-01", "2021-01", "2030-01"):
        with pytest.raises(RebaseRefused, match="2021-01 to 2023-12"):
            read(QUIET, replace(DOWN, rebases=(Rebase(period, "a new team"),)))


def test_a_rebase_draws_limits_anew_and_is_told():
    values = [*QUIET[:18], *(QUIET[18:] + 40)]
    reading = read(values, replace(DOWN, rebases=(Rebase("2022-07", "a third shift began"),)))
    assert reading.drawn.centre[0] == pytest.approx(QUIET[:18].mean())
    assert reading.drawn.centre[-1] == pytest.approx(QUIET[18:].mean() + 40)
    assert reading.variation.verdict == "steady"
    assert "From July 2022 the limits are drawn anew: a third shift began" in reading.explain()
    rules = [one for one in reading.chart()["layer"] if one["mark"]["type"] == "rule"]
    assert rules[0]["data"]["values"][0]["period"] == "2022-07-01"


def test_a_recording_break_forces_a_marked_phase():
    basis = Basis(breaks=(RecordingBreak("2022-07", "one crime per victim"),))
    reading = read([*QUIET[:18], *(QUIET[18:] + 40)], basis=basis)
    assert [phase.kind for phase in reading.phases] == ["start", "recording"]
    assert reading.variation.verdict == "steady"
    assert "what is recorded changed (one crime per victim)" in reading.explain()


def test_a_gap_or_a_break_outside_the_series_begins_no_phase():
    breaks = (RecordingBreak("2022-07", "no data", "missing"), RecordingBreak("2019-01", "old"),
              RecordingBreak("2030-01", "to come"))  # fmt: skip
    assert len(read(QUIET, basis=Basis(breaks=breaks)).phases) == 1


def test_too_few_since_a_break_gives_no_verdict():
    basis = Basis(breaks=(RecordingBreak("2023-07", "a new system", "system"),))
    reading = read(FALLEN, basis=basis)
    assert reading.variation.verdict == "too_few"
    assert "six figures since “a new system”" in reading.explain()
    assert np.isnan(reading.drawn.centre[-1])
    assert not np.isnan(reading.drawn.centre[0])


def test_a_break_within_a_quarter_belongs_to_what_follows():
    from safercity.evidence.indicators import IndicatorSeries

    quarters = tuple(f"{2021 + i // 4}-Q{i % 4 + 1}" for i in range(24))
    basis = Basis(breaks=(RecordingBreak("2023-05", "a rule"),))
    reading = read_indicator(IndicatorSeries(quarters, np.full(24, 30.0)), DOWN, basis=basis)
    assert quarters[reading.phases[1].start] == "2023-Q2"


def test_limits_from_the_first_points_only():
    rules = replace(DOWN.rules, limits_from=12)
    reading = read(FALLEN, replace(DOWN, rules=rules))
    assert reading.drawn.centre[-1] == pytest.approx(FALLEN[:12].mean())
    assert months(36)[reading.variation.position] == "2023-12"
