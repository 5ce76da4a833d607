"""Published numbers: NHSRplotthedots; Montgomery, Introduction to Statistical Quality Control."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom, poisson

from safercity.evidence.indicators import ChartRules, EventDays, IndicatorTerms, read_indicator
from tests.evidence.indicators.series import chart, series

Y = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621,
    -1.26506123, -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272,
    -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141,
]  # fmt: skip
ORANGE_JUICE = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22,
                8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]  # fmt: skip
CIRCUIT_BOARDS = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16,
                  19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15]  # fmt: skip
CLOTH, CLOTH_UNITS = ([14, 12, 20, 11, 7, 10, 21, 16, 19, 23],
                      [10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5])  # fmt: skip
VALVES = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8,
          2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96]  # fmt: skip


def read_measure(values, **rules):
    terms = IndicatorTerms(rules=ChartRules(**rules))
    return read_indicator(series(values, "measure"), terms)


def test_xmr_of_plotthedots():
    reading = read_measure(Y)
    assert reading.choice.kind == "xmr"
    assert reading.drawn.centre[0] == pytest.approx(0.1416238, abs=5e-8)
    assert reading.drawn.low[0] == pytest.approx(-3.01138, abs=5e-6)
    assert reading.drawn.high[0] == pytest.approx(3.294627, abs=5e-7)


def test_xmr_screened_of_plotthedots():
    wild = [*Y[:14], 10.0, *Y[15:]]
    drawn = read_measure(wild).drawn
    assert (drawn.low[0], drawn.high[0]) == pytest.approx((-2.383666, 3.722497), abs=5e-7)
    wide = read_measure(wild, is_screened=False).drawn
    assert wide.high[0] > 5.9


def test_p_chart_of_orange_juice_cans():
    drawn = chart(ORANGE_JUICE, "p", "share", [50] * 30)
    assert drawn.drawn.centre[0] == pytest.approx(0.2313, abs=5e-5)
    assert drawn.drawn.high[0] == pytest.approx(0.4102, abs=5e-5)
    assert drawn.drawn.low[0] == pytest.approx(0.0524, abs=5e-5)
    assert np.flatnonzero(drawn.signals.outside).tolist() == [14, 22]  # samples 15 and 23


def test_c_chart_of_circuit_boards():
    drawn = chart(CIRCUIT_BOARDS, "c")
    assert drawn.drawn.centre[0] == pytest.approx(19.85, abs=5e-3)
    assert drawn.drawn.high[0] == pytest.approx(33.22, abs=2e-2)
    assert drawn.drawn.low[0] == pytest.approx(6.48, abs=1e-2)
    assert np.flatnonzero(drawn.signals.outside).tolist() == [5, 19]  # samples 6 and 20


def test_u_chart_of_dyed_cloth():
    terms = IndicatorTerms(chart="u", rules=ChartRules(fewest_points=10))
    drawn = read_indicator(series(CLOTH, "rate", CLOTH_UNITS), terms).drawn
    assert drawn.centre[0] == pytest.approx(1.42, abs=5e-3)
    assert (drawn.low[0], drawn.high[0]) == pytest.approx((0.29, 2.55), abs=1e-2)
    assert drawn.high[4] > drawn.high[9]  # the smaller the lot, the wider the limits


def test_t_chart_of_valve_failures():
    """Montgomery transforms to the power 0.2777 and finds 5.386 with limits −0.888 and 11.66."""
    day, days = 0, ["1900-01-01"]
    for gap in VALVES:
        day += gap
        days.append(str(np.datetime64("1900-01-01") + day))
    rare = series([1] * 20)
    rare = replace(rare, events=EventDays(tuple(days), days[-1]))
    drawn = read_indicator(rare, IndicatorTerms(chart="t"), basis=minutes()).drawn
    assert drawn.centre[0] ** (1 / 3.6) == pytest.approx(5.386, abs=6e-3)
    assert drawn.high[0] ** (1 / 3.6) == pytest.approx(11.66, abs=2e-2)
    assert drawn.low[0] == 0


def minutes():
    from safercity.evidence.findings import Basis

    return Basis(time="minute")


def test_g_chart_has_geometric_limits():
    """Benneyan (2001): mean + 3 sqrt(mean (mean + 1)); none below; runs about the median."""
    days = tuple(str(np.datetime64("2021-01-01") + 10 * i) for i in range(15))
    gaps = (0, *([20, 40] * 7))
    rare = replace(series([1] * 15), events=EventDays(days, days[-1], gaps))
    drawn = read_indicator(rare, IndicatorTerms(), basis=minutes()).drawn
    assert drawn.centre[0] == pytest.approx(30)
    assert drawn.high[0] == pytest.approx(30 + 3 * np.sqrt(30 * 31))
    assert drawn.low[0] == 0
    assert drawn.middle[0] == 21  # P(at most 20) = 1 - (30/31)**21 = 0.498 < 1/2


def test_laney_is_shewhart_times_sigma_z():
    """Laney (2002): the limits of a P' chart are those of P, times the scatter of z."""
    rng = np.random.default_rng(5)
    of = rng.integers(200, 400, 30)
    hits = rng.binomial(of, rng.beta(15, 35, 30))
    plain, wide = chart(hits, "p", "share", of).drawn, chart(hits, "p_prime", "share", of).drawn
    middle = hits.sum() / of.sum()
    z = (hits / of - middle) / np.sqrt(middle * (1 - middle) / of)
    ranges = np.abs(np.diff(z))
    kept = ranges[ranges <= 3.267 * ranges.mean()]
    sigma = kept.mean() / 1.128
    assert wide.high - wide.centre == pytest.approx((plain.high - plain.centre) * sigma, rel=1e-8)


@pytest.mark.parametrize("mean", [0.4, 1.0, 2.5, 4.9])
def test_exact_limits_leave_no_more_than_a_tail(mean):
    values = np.full(20, mean)
    drawn = chart(values, "c_exact").drawn
    assert poisson.sf(drawn.high[0], mean) <= 0.00135 < poisson.sf(drawn.high[0] - 1, mean)
    assert drawn.low[0] == 0
    shares = chart(values, "p_exact", "share", np.full(20, 50)).drawn
    high = round(shares.high[0] * 50)
    assert binom.sf(high, 50, mean / 50) <= 0.00135 < binom.sf(high - 1, 50, mean / 50)
