"""Nothing happens: how often a chart says that something did. A sample of benchmarks/truth_…"""

from __future__ import annotations

import pytest
from scipy.stats import binom

from tests.evidence.indicators.planting import NULLS, read_null, read_shifted

NUMBER = 150
MOST = 0.035
"""What the words printed with every reading promise at most ("one to three in a hundred")."""


@pytest.mark.parametrize("name", NULLS)
def test_quiet_series_seldom_signal_in_the_newest_figure(name):
    alarms = sum(bool(read_null(name, seed).signals.is_special[-1]) for seed in range(NUMBER))
    assert alarms <= binom.ppf(0.9995, NUMBER, MOST)


def test_a_doubling_for_nine_months_is_seen():
    seen = sum(read_shifted(2.0, seed).variation.verdict == "worsening" for seed in range(60))
    assert seen >= 55
