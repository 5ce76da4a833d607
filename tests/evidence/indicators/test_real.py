"""Attendances at emergency departments, as NHSRplotthedots ships them, beside a plain reading."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from safercity.evidence.indicators import IndicatorSeries, IndicatorTerms, read_indicator

FILE = Path(__file__).parents[4] / "shared/data/golden/plotthedots/ae_attendances.csv"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not FILE.is_file(), reason=f"the golden data are not at {FILE}"),
]


def breaches_by_trust():
    with FILE.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["type"] == "1":
                yield row["org_code"], row["period"][:7], float(row["breaches"])


def test_xmr_of_every_trust():
    by_trust: dict[str, dict[str, float]] = {}
    for trust, month, breaches in breaches_by_trust():
        by_trust.setdefault(trust, {})[month] = breaches
    checked = 0
    for found in by_trust.values():
        months = sorted(found)
        values = np.array([found[month] for month in months])
        whole = IndicatorSeries(tuple(months), values, "measure")
        if len(whole.periods) > len(months) or len(months) < 12:
            continue
        drawn = read_indicator(whole, IndicatorTerms()).drawn
        ranges = [abs(b - a) for a, b in pairwise(values)]
        mean = sum(ranges) / len(ranges)
        kept = [one for one in ranges if one <= 3.267 * mean]
        half = 2.66 * sum(kept) / len(kept)
        assert drawn.low[0] == pytest.approx(values.mean() - half, rel=1e-8)
        assert drawn.high[0] == pytest.approx(values.mean() + half, rel=1e-8)
        checked += 1
    assert checked > 50
