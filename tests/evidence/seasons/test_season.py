"""The season of one series in sentences a chair can read aloud."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.matrix import Matrix
from safercity.evidence.seasons import SeriesUnusable, find_season
from safercity.evidence.seasons.peaks import join_months
from tests.evidence.seasons.drawing import FLAT, draw_matrix

BASIS = Basis(sources=("police-uk",))
TWO = np.array([0.95] * 6 + [1.25, 1.25] + [0.95] * 4)


def named(counts: Matrix, label) -> Matrix:
    return Matrix(counts.values, (label,), counts.columns)


def test_the_planted_peak_is_said():
    counts = draw_matrix(np.random.default_rng(1), years=11, mean=400, season=TWO, first="2006-01")
    told = find_season(named(counts, "asb"), basis=BASIS, titles={"asb": "Anti-social behaviour"})
    assert told.verdict == "season"
    assert told.peaks[0].months == (6, 7)
    assert told.peaks[0].low <= 0.25 <= told.peaks[0].high
    assert told.explain().startswith(
        "Anti-social behaviour is usually highest in July and August, about "
    )
    assert "above an average month; it was so in 11 of 11 years." in told.explain()


def test_a_peak_over_the_new_year_is_one_peak():
    season = np.array([1.5] + [0.9] * 10 + [1.5])
    counts = draw_matrix(np.random.default_rng(2), years=6, mean=300, season=season)
    told = find_season(named(counts, ("fires", "Hanley")), basis=BASIS)
    assert told.peaks[0].name == "December and January"
    assert told.peaks[0].years == 5  # the last December has no January after it
    assert "Fires in Hanley is usually highest in December and January" in told.explain()


def test_a_low_is_said_as_a_low():
    season = np.array([0.6] + [1.4 / 11 + 10 / 11 * 1.0] * 11)
    season = season / season.mean()
    counts = draw_matrix(np.random.default_rng(3), years=8, mean=300, season=season)
    told = find_season(counts, basis=BASIS)
    assert told.lows[0].months == (0,)
    assert told.lows[0].change < -0.3
    assert "lowest in January" in told.explain()
    assert "−" not in told.explain()


def test_no_season_is_said_so():
    counts = draw_matrix(np.random.default_rng(4), mean=40, season=FLAT)
    told = find_season(counts, basis=BASIS)
    assert told.verdict == "no_clear_season"
    assert told.peaks == told.lows == ()
    assert "has no clear season" in told.explain()


def test_small_counts_alone_are_hedged():
    told = find_season(draw_matrix(np.random.default_rng(5), mean=2), basis=BASIS)
    assert "With fewer than 5 records a month the figures are wide" in told.explain()


def test_a_month_never_sent_is_in_no_average():
    counts = draw_matrix(np.random.default_rng(6), mean=100)
    counts.values[0, 7::12] = np.nan
    told = find_season(counts, basis=BASIS)
    assert np.isnan(told.indices.index[0, 7])
    assert np.nanmean(told.indices.index) == pytest.approx(1.0)
    assert "August was sent for fewer than two years, or" in told.explain()


@pytest.mark.parametrize(
    ("values", "verdict", "said"),
    [
        (np.zeros(40), "no_records", "nothing was recorded"),
        (np.full(40, np.nan), "too_few", "two full years, and 0 months are in use"),
        (np.array([4.0]), "too_few", "and 1 month is in use"),
    ],
)
def test_nothing_is_made_of_nothing(values, verdict, said):
    labels = draw_matrix(np.random.default_rng(7)).columns[: len(values)]
    told = find_season(Matrix(values[None, :], ("asb",), labels), basis=BASIS)
    assert told.verdict == verdict
    assert said in told.explain()
    assert as_values(told)["table"]["rows"][0][2] is None


def test_several_series_are_refused():
    with pytest.raises(SeriesUnusable, match="2 were given"):
        find_season(draw_matrix(np.random.default_rng(8), rows=2), basis=BASIS)


def test_it_is_a_finding():
    assert isinstance(find_season(draw_matrix(np.random.default_rng(9)), basis=BASIS), Finding)


def test_months_join_round_the_year():
    called = np.zeros(12, dtype=bool)
    called[[0, 1, 6, 11]] = True
    assert join_months(called) == [(6, 1), (11, 3)]
    assert join_months(np.zeros(12, dtype=bool)) == []
