"""What statistics refuse: each error is named, carries the figure, and says what to do."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.errors import SaferCityError
from safercity.evidence.statistics import (
    FiguresRefused,
    byar_interval,
    compare_counts,
    find_monotone,
    fit_poisson,
    poisson_interval,
    wilson_interval,
)

LINE = np.ones((3, 1))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (lambda: poisson_interval(-3), "-3"),
        (lambda: byar_interval([4, np.inf]), "inf"),
        (lambda: poisson_interval(5, 95), "95"),
        (lambda: wilson_interval(12, 10), "12 of 10"),
        (lambda: wilson_interval(-1, 10), "-1"),
        (lambda: compare_counts(4, -2), "-2"),
        (lambda: compare_counts(4, 2, level=1), "level"),
        (lambda: fit_poisson(np.array([1.0, -7, 2]), LINE), "-7"),
        (lambda: fit_poisson(np.array([1.0, 2]), LINE), "2"),
        (lambda: fit_poisson(np.array([1.0, 2, 3]), LINE * np.nan), "nan"),
        (lambda: find_monotone(np.array([1.0, np.inf])), "position 1"),
        (lambda: find_monotone(np.arange(9.0), variant="yue_wang"), "yue_wang"),
        (lambda: find_monotone(np.arange(9.0), period=0), "0 periods"),
        (lambda: find_monotone(np.ones((2, 9))), "(2, 9)"),
    ],
)
def test_what_cannot_be_is_named(asked, told):
    with pytest.raises(FiguresRefused) as caught:
        asked()
    assert told in str(caught.value)
    assert isinstance(caught.value, SaferCityError) and caught.value.advice


def test_missing_stays_missing():
    low, high = poisson_interval(np.array([np.nan, 3]))
    assert np.isnan(low[0]) and np.isnan(high[0]) and low[1] > 0
    assert np.isnan(wilson_interval(np.nan, 10)[0])
