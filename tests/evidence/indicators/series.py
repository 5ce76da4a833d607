"""Short ways to make a series for a test."""

from __future__ import annotations

import numpy as np

from safercity.evidence.indicators import IndicatorReading, IndicatorSeries, IndicatorTerms
from safercity.evidence.indicators import read_indicator as read
from safercity.evidence.types import month_labels, month_number

FIRST = month_number("2021-01")


def months(number: int) -> tuple[str, ...]:
    return month_labels(FIRST, FIRST + number - 1)


def series(values, data="count", of=None) -> IndicatorSeries:
    values = np.array(values, dtype=float)
    of = None if of is None else np.array(of, dtype=float)
    return IndicatorSeries(months(values.size), values, data, of)


def chart(values, kind, data="count", of=None) -> IndicatorReading:
    """A reading with a chart chosen by hand."""
    return read(series(values, data, of), IndicatorTerms(chart=kind))
