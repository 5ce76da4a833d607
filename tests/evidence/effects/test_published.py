"""Further published figures: apwheele/ptools' own tests and manual; other software on open data."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.effects import (
    AreaCounts,
    DisplacementSettings,
    EffectTermsRefused,
    SeriesSettings,
    compare_e_test,
    displacement_difference,
    interrupted_series,
)
from safercity.evidence.types import month_labels, month_number

# Acute coronary events in Sicily, 2002-01 to 2006-11, and the age-standardised population: the data
# of Bernal, Cummins & Gasparrini, International Journal of Epidemiology 46 (2017).
SICILY = np.array(
    [728, 659, 791, 734, 757, 726, 760, 740, 720, 814, 795, 858, 887, 766, 851, 769, 781, 756, 766,
     752, 765, 831, 879, 928, 914, 808, 937, 840, 916, 828, 845, 818, 860, 839, 887, 886, 831, 796,
     833, 820, 877, 758, 767, 738, 781, 843, 850, 908, 1021, 859, 976, 888, 962, 838, 810, 876, 843,
     936, 912.0]
)  # fmt: skip
PEOPLE = np.array(
    [379875.3, 376495.5, 377040.8, 377116.4, 377383.4, 374113.1, 379513.3, 376295.5, 374653.2,
     378485.6, 375955.5, 378349.7, 376762.4, 379032.3, 379360.4, 376162.0, 377972.4, 381830.7,
     379888.6, 380872.2, 380966.9, 381240.4, 382104.9, 381802.7, 381656.3, 383680.0, 383504.2,
     386462.9, 383783.1, 380836.8, 383483.0, 380906.2, 382926.8, 384052.4, 384449.6, 383428.4,
     388153.2, 388373.2, 386470.1, 386033.2, 383686.4, 385509.3, 385901.9, 386516.6, 388436.5,
     383255.2, 390148.7, 385874.9, 391613.6, 391750.4, 394005.6, 391364.9, 391664.6, 389022.3,
     391878.5, 388575.3, 392989.0, 390018.8, 390712.3]
)  # fmt: skip
MONTHS = month_labels(month_number("2002-01"), month_number("2006-11"))


def test_displacement_difference_of_the_manual_of_ptools():
    settings = DisplacementSettings(level=0.90)
    found = displacement_difference(AreaCounts((20, 10), (20, 20)), settings=settings)
    assert (found.difference, found.variance) == (-10, 70)
    assert found.z == pytest.approx(-1.195229, abs=5e-7)
    assert (found.low, found.high) == pytest.approx((-23.761833, 3.761833), abs=5e-7)


def test_periods_of_two_years_and_one():
    """ptools, test "Time Weights": told for one year, -20 with a variance of 115."""
    found = displacement_difference(AreaCounts((80, 20), (100, 50), length=0.5))
    assert (found.difference, found.variance) == (-20, 115)


def test_areas_of_different_size():
    """ptools, test "Area Weights": the published counts, on areas of 1.2, 0.9, 1.5 and 1.6."""
    found = displacement_difference(
        AreaCounts(
            (207, 110), (308, 318), (178, 157), (150, 140),
            treated_weight=1 / 1.2, control_weight=1 / 0.9,
            treated_ring_weight=1 / 1.5, ring_weight=1 / 1.6,
        )
    )  # fmt: skip
    figures = (found.difference, found.variance**0.5, found.z, found.low, found.high)
    theirs = (-99.69444444, 35.4280755, -2.813995483, -169.1321965, -30.25669241)
    assert figures == pytest.approx(theirs, rel=1e-8)
    assert "incidents as weighted" in found.explain()


def test_harm_of_five_kinds():
    """ptools, test "Cumulative Harm": vehicles, theft, burglary, robbery and assault."""
    control = [[133, 388, 148, 86, 94], [91, 305, 97, 64, 67]]
    treated = [[130, 327, 398, 144, 183], [74, 202, 190, 92, 96]]
    weights = np.array([3.0, 2, 5, 7, 10])
    found = displacement_difference(AreaCounts(treated, control), harm_weights=weights)
    figures = (found.difference, found.variance**0.5, found.z, found.low, found.high)
    theirs = (-1721, 304.10360077, -5.65925558, -2317.03210507, -1124.96789493)
    assert figures == pytest.approx(theirs, rel=1e-8)


@pytest.mark.parametrize("name", ["treated_weight", "ring_weight", "length"])
@pytest.mark.parametrize("value", [0, -1, np.inf, np.nan])
def test_weights_that_cannot_be_are_named(name, value):
    with pytest.raises(EffectTermsRefused, match=name):
        AreaCounts((20, 10), (20, 20), **{name: value})


def test_e_test_of_none_and_three():
    """The paper's 0.0884, as ptools repeats it (test "Paper rep 1")."""
    assert compare_e_test(0, 3).p == pytest.approx(0.0884, abs=5e-4)


def test_smoking_ban_in_sicily():
    """Bernal, Cummins & Gasparrini (2017): RR 0.89 without the season, 0.89 with it."""
    plain = SeriesSettings(has_slope=False, waves=0)
    with_season = SeriesSettings(has_slope=False)
    told = [
        interrupted_series(SICILY, MONTHS, start="2005-01", beside=PEOPLE, settings=one)
        for one in (plain, with_season)
    ]
    assert [round(one.step[0], 3) for one in told] == [0.894, 0.885]
