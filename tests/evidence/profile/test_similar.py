"""Similar areas: ratio to the others, rank with its interval, what is usual among them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, chi2

from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.profile import (
    AreaCounts,
    ComparisonUnusable,
    CountsUnusable,
    SimilarSettings,
    compare_similar,
)
from safercity.evidence.runs import Run

BASIS = Basis()
RUN = Run(seed=7)
QUARTERS = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")


def as_areas(counts, residents=10_000, **more) -> AreaCounts:
    counts = np.asarray(counts, dtype=float)
    labels = tuple(f"area {i}" for i in range(len(counts)))
    return AreaCounts(labels, counts, {"residents": np.full(len(counts), residents)}, **more)


def compare(areas, own="area 0", **more):
    return compare_similar(areas, own=own, **({"basis": BASIS, "run": RUN} | more))


def test_the_own_area_beside_the_others_by_hand():
    told = compare(as_areas([150, 100, 90, 110]))
    assert told.ratio == pytest.approx(1.5)
    assert told.average == pytest.approx(0.01)
    assert [one.label for one in told.areas] == ["area 0", "area 3", "area 1", "area 2"]
    assert told.areas[0].rank == 1
    # Garwood's interval in its chi-squared form.
    assert told.areas[0].low == pytest.approx(chi2.ppf(0.025, 300) / 2 / 10_000)
    # The end of the ratio's interval is where 150 of 450 would just be unlikely.
    share = told.low / (told.low + 3)
    assert binom.sf(149, 450, share) == pytest.approx(0.025, abs=1e-6)
    assert "above their average" in told.explain()
    assert isinstance(told, Finding)
    assert as_values(told)["chart"]["data"]["values"][0]["area"] == "► area 0"


def test_quarters_are_a_quarter_of_a_year_each_and_gaps_are_not_low():
    counts = np.full((5, 4), 25.0)
    counts[1, 2:] = np.nan
    told = compare(as_areas(counts, periods=QUARTERS))
    assert [one.rate for one in told.areas] == pytest.approx([0.01] * 5)
    assert told.ratio == pytest.approx(1)
    assert told.areas[0].rank == 3  # all alike share the middle
    assert "profile.limit.partly" in [one.id for one in told.limits]


def test_so_far_off_may_be_usual_or_unusual():
    random = np.random.default_rng(51)
    spread = random.poisson(2000 * random.gamma(20, 1 / 20, 14))
    usual = compare(as_areas([2500, *spread]))
    assert usual.low > 1
    assert usual.usual
    assert "nothing unusual among them" in usual.explain()
    alike = compare(as_areas([2500, *random.poisson(2000, 14)]))
    assert not alike.usual
    assert "so far off is unusual" in alike.explain()


def test_ranks_of_equal_areas_are_open_and_of_unequal_ones_firm():
    alike = compare(as_areas(np.full(10, 20.0) + np.arange(10) % 3))
    assert {(one.rank_low, one.rank_high) for one in alike.areas} == {(1, 10)}
    firm = compare(as_areas([100, 1000, 10_000, 100_000], residents=1_000_000))
    assert [(one.rank_low, one.rank_high) for one in firm.areas] == [(i, i) for i in (1, 2, 3, 4)]


def test_rank_intervals_hold_the_true_rank():
    random = np.random.default_rng(52)
    held = 0
    for _ in range(60):
        true = 0.01 * random.gamma(25, 1 / 25, 12)
        told = compare(as_areas(random.poisson(true * 10_000)), run=Run(seed=3))
        order = np.argsort(np.argsort(-true)) + 1
        rows = {one.label: one for one in told.areas}
        for i in range(12):
            one = rows[f"area {i}"]
            held += one.rank_low <= order[i] <= one.rank_high
    # 720 intervals at 90%; those of one city hang together, so a wide band.
    assert 0.85 < held / 720 < 0.97


def test_the_same_seed_gives_the_same_bytes():
    areas = as_areas([150, 100, 90, 110])
    assert as_values(compare(areas)) == as_values(compare(areas))


def test_no_average_of_nothing():
    told = compare(as_areas([5, 0, 0, 0]))
    assert np.isnan(told.ratio)
    assert "The others recorded nothing" in told.explain()


@pytest.mark.parametrize(
    ("areas", "more", "error"),
    [
        (as_areas([1, 2, 3]), {}, ComparisonUnusable),
        (as_areas([1, 2, 3, 4]), {"own": "elsewhere"}, ComparisonUnusable),
        (as_areas([np.nan, 2, 3, 4, 5]), {}, ComparisonUnusable),
        (
            as_areas([1, 2, 3, 4]),
            {"settings": SimilarSettings(denominator="premises")},
            ComparisonUnusable,
        ),
        (as_areas([1, 2, 3, -4]), {}, CountsUnusable),
        (as_areas([1, 2, 3, 4]), {"basis": Basis(layer="activity")}, ActivityAsked),
    ],
)
def test_similar_areas_that_cannot_be_compared(areas, more, error):
    with pytest.raises(error):
        compare(areas, **more)
