"""Shares of areas beside each other: PHE's test data, exact chances, what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from safercity.evidence.findings import Basis
from safercity.evidence.profile import AreaCounts, FunnelSettings, compare_areas
from safercity.evidence.profile.compare.funnel.limits import (
    Widening,
    chance_of_count,
    find_quantile,
    find_widening,
    limit_counts,
)
from safercity.evidence.profile.errors import ComparisonUnusable, CountsUnusable

PHE = Path(__file__).parents[4] / "shared" / "data" / "golden" / "phe"
needs_golden = pytest.mark.skipif(not PHE.is_dir(), reason=f"the golden data are not at {PHE}")
BASIS = Basis()
AS_SHARES = FunnelSettings(denominator="incidents", as_shares=True, per=100)
SIGNIFICANCE = {
    "far_above": "High (0.001)",
    "above": "High (0.025)",
    "usual": "Not significant",
    "below": "Low (0.025)",
    "far_below": "Low (0.001)",
}


def shares(counts, of, labels=None) -> AreaCounts:
    labels = labels or tuple(f"area {at}" for at in range(len(counts)))
    return AreaCounts(
        tuple(labels), np.asarray(counts, float), {"incidents": np.asarray(of, float)}
    )


@needs_golden
@pytest.mark.data
def test_primary_care_trusts_are_judged_as_phe_judges_them():
    """PHEindicatormethods, testdata_funnel_prop_inputs.csv: 2.5% and 0.1% on either side."""
    with (PHE / "testdata_funnel_prop_inputs.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    settings = FunnelSettings(denominator="incidents", as_shares=True, overdispersion="none")
    found = compare_areas(
        shares(
            [float(row["numerator"]) for row in rows],
            [float(row["denominator"]) for row in rows],
            [row["Area"] for row in rows],
        ),
        basis=BASIS,
        settings=settings,
    )
    assert len(found.areas) == len(rows) > 100
    assert [SIGNIFICANCE[one.verdict] for one in found.areas] == [
        row["significance"] for row in rows
    ]


@needs_golden
@pytest.mark.data
def test_limits_meet_those_of_phe_where_areas_are_large():
    """Theirs are normal, ours binomial: alike to a tenth of a percentage point from 5,000 on."""
    with (PHE / "testdata_funnel_prop_outputs.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if float(row["Population"]) >= 5000]
    of = np.array([float(row["Population"]) for row in rows])
    expected = of * float(rows[0]["Baseline"]) / 100
    even = Widening(1.0, 0.0, "none").at(expected, of=of)
    for level, low, high in ((0.95, "Lower2s0025limit", "Upper2s0025limit"),
                             (0.998, "Lower3s0001limit", "Upper3s0001limit")):  # fmt: skip
        for ours, name in zip(limit_counts(expected, level=level, widening=even, of=of),
                              (low, high), strict=True):  # fmt: skip
            theirs = np.array([float(row[name]) for row in rows])
            assert ours / of * 100 == pytest.approx(theirs, abs=0.05)


@pytest.mark.parametrize("of", [1, 7, 40, 3000])
@pytest.mark.parametrize("share", [0.02, 0.4, 0.97])
@pytest.mark.parametrize("p", [0.001, 0.025, 0.975, 0.999])
def test_quantiles_are_those_of_the_binomial(of, share, p):
    first = int(np.argmax(binom.cdf(np.arange(of + 1), of, share) >= p))
    up_to, below = binom.cdf(first, of, share), binom.cdf(first - 1, of, share)
    slow = first - (up_to - p) / (up_to - below)
    found = find_quantile(p, np.array([of * share]), of=np.array([float(of)]))
    assert found[0] == pytest.approx(slow, abs=1e-6)


def test_chance_is_the_exact_binomial_tail():
    counts, of, share = np.arange(0.0, 31), np.full(31, 30.0), 0.3
    found = chance_of_count(counts, of * share, widening=np.ones(31), of=of)
    more, less = binom.sf(counts - 1, 30, share), binom.cdf(counts, 30, share)
    assert found == pytest.approx(np.minimum(1, 2 * np.minimum(more, less)), rel=1e-8)


def test_spread_is_measured_in_binomial_deviations():
    of = np.full(400, 200.0)
    counts = np.random.default_rng(4).binomial(200, 0.8, 400).astype(float)
    widening = find_widening(counts, of * 0.8, part=0.0, kind="multiplicative", of=of)
    assert widening.phi == pytest.approx(1.0, abs=0.25)  # as Poisson counts it would be 0.2
    draws = np.random.default_rng(5)
    many = draws.beta(80, 20, 400)
    counts = draws.binomial(200, many).astype(float)
    wide = find_widening(counts, of * 0.8, part=0.0, kind="additive", of=of)
    assert wide.tau == pytest.approx(many.std() / 0.8, rel=0.25)


def test_a_share_is_said_without_a_year():
    found = compare_areas(shares([10, 12, 10, 40], [100] * 4), basis=BASIS, settings=AS_SHARES)
    assert found.explain().startswith(
        "4 areas are compared; together they have 18 records for each 100 incidents."
    )
    assert "a year" not in found.explain() and "a year" not in str(found.chart())
    row = found.areas[3]
    assert (row.rate, row.low, row.high) == pytest.approx((0.4, 0.3094, 0.4980), abs=5e-5)
    assert all(0 <= one.outer_low <= one.outer_high <= 1 for one in found.areas)


def test_more_than_all_is_refused_with_both_figures():
    with pytest.raises(CountsUnusable, match=r"area 2 has 30 of 10"):
        compare_areas(shares([1, 2, 30], [10] * 3), basis=BASIS, settings=AS_SHARES)


def test_everything_counted_leaves_nothing_to_compare():
    with pytest.raises(ComparisonUnusable, match="every one of 30"):
        compare_areas(shares([10] * 3, [10] * 3), basis=BASIS, settings=AS_SHARES)


def test_periods_of_shares_are_added_up_first():
    areas = AreaCounts(("a", "b", "c"), np.ones((3, 2)), {"incidents": np.full(3, 9.0)},
                       periods=("2024-01", "2024-02"))  # fmt: skip
    with pytest.raises(CountsUnusable, match="2 columns"):
        compare_areas(areas, basis=BASIS, settings=AS_SHARES)
