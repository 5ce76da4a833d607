"""Further published charts: Montgomery, Introduction to Statistical Quality Control."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.indicators import ChartRules, IndicatorTerms, read_indicator
from tests.evidence.indicators.series import chart, series

LOANS = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306,
         294, 299, 297, 299, 314, 295, 293, 306, 301, 304]  # fmt: skip
PRIMER = [33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27,
          33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84]  # fmt: skip
ORDERS, OF = ([12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9],
              [100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80,
               90, 100, 100, 100, 100, 90, 90])  # fmt: skip
COMPUTERS = [10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5]


def lines(drawn):
    return drawn.centre[0], drawn.low[0], drawn.high[0]


@pytest.mark.parametrize(
    ("values", "told", "near"),
    [(LOANS, (300.5, 279.78, 321.22), 5e-3), (PRIMER, (33.52, 32.24, 34.80), 5e-3)],
)
def test_xmr_of_costs_of_loans_and_of_viscosity(values, told, near):
    drawn = read_indicator(series(values, "measure"), IndicatorTerms()).drawn
    assert lines(drawn) == pytest.approx(told, abs=near)


def test_p_chart_of_purchase_orders():
    """Samples of different size: 234 of 2,450; only sample 11 lies outside."""
    found = chart(ORDERS, "p", "share", OF)
    assert found.drawn.centre[0] == pytest.approx(234 / 2450)
    assert found.drawn.high[0] == pytest.approx(
        0.0955 + 3 * (0.0955 * 0.9045 / 100) ** 0.5, abs=1e-4
    )
    assert np.flatnonzero(found.signals.outside).tolist() == [10]


def test_u_chart_of_personal_computers():
    drawn = chart(COMPUTERS, "u", "rate", [5] * 20).drawn
    assert lines(drawn) == pytest.approx((1.93, 0.07, 3.79), abs=5e-3)


def test_p_prime_as_minitab_writes_it_down():
    """Laney (2002) without screening: limits of P times mean moving range of z over 1.128."""
    draws = np.random.default_rng(5)
    of = draws.integers(20_000, 40_000, 24)
    hits = draws.binomial(of, draws.beta(150, 350, 24))
    share = hits.sum() / of.sum()
    error = np.sqrt(share * (1 - share) / of)
    wide = np.abs(np.diff((hits / of - share) / error)).mean() / 1.128
    terms = IndicatorTerms(chart="p_prime", rules=ChartRules(is_screened=False))
    drawn = read_indicator(series(hits, "share", of), terms).drawn
    assert drawn.high == pytest.approx(share + 3 * error * wide, rel=1e-8)
