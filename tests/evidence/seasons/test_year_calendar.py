"""The seasonality calendar: planted rises in their place, notice in weeks, forecasts beside."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.matrix import LabelsDiffer, Matrix
from safercity.evidence.seasons import (
    ExpectedCounts,
    Peak,
    SeriesUnusable,
    build_calendar,
    estimate_indices,
)
from safercity.evidence.seasons.coming import find_next
from tests.evidence.seasons.drawing import FLAT, draw_matrix

BASIS = Basis(sources=("police-uk",))
ROWS = ("asb", ("asb", "hanley"), "burglary")
SUMMER_PEAK = np.array([0.95] * 6 + [1.25, 1.25] + [0.95] * 4)
TITLES = {"asb": "Anti-social behaviour", "hanley": "Hanley", "burglary": "Burglary"}


def indices_of(seed=1, years=8):
    season = np.stack([SUMMER_PEAK, SUMMER_PEAK, FLAT])
    counts = draw_matrix(
        np.random.default_rng(seed), rows=3, years=years, mean=250, season=season, first="2010-01"
    )
    return estimate_indices(Matrix(counts.values, ROWS, counts.columns), basis=BASIS)


def test_planted_rises_are_there_and_no_others():
    told = build_calendar(indices_of(), as_of="2018-02-15", titles=TITLES)
    assert [(one.theme, one.place, one.peak.name) for one in told.rises] == [
        (theme, place, "July and August")
        for theme, place in sorted(
            [("asb", ""), ("asb", "hanley")],
            key=lambda pair: (
                -next(one.peak.change for one in told.rises if (one.theme, one.place) == pair)
            ),
        )
    ]
    first = told.rises[0]
    assert first.peak.low <= 0.25 <= first.peak.high
    assert (first.peak.above, first.peak.years) == (8, 8)
    assert first.coming.months == ("2018-07", "2018-08")
    assert first.coming.weeks == 19  # from 15 February to 1 July are 136 days
    assert "In 19 weeks, in July and August: Anti-social behaviour" in told.explain()
    assert "36 months of the year were tested together" in told.explain()


def test_it_is_a_finding_with_a_heat_chart_of_the_whole_area():
    told = build_calendar(indices_of(), as_of="2018-02-15", titles=TITLES)
    assert isinstance(told, Finding)
    values = as_values(told)
    assert values["chart"]["mark"] == {"type": "rect"}
    cells = values["chart"]["data"]["values"]
    assert {one["series"] for one in cells} == {"Anti-social behaviour", "Burglary"}
    assert len(cells) == 24
    assert values["table"]["rows"][0][0] == "Anti-social behaviour"
    assert values["settings"]["as_of"] == "2018-02-15"


def test_a_forecast_stands_beside_where_it_reaches():
    indices = indices_of()
    months = ("2018-06", "2018-07", "2018-08")
    middle = Matrix(np.array([[300.0, 400, 420]] * 3), ROWS, months)
    low = Matrix(middle.values - 50, ROWS, months)
    high = Matrix(middle.values + 60, ROWS, months)
    told = build_calendar(indices, as_of="2018-02-15", expected=ExpectedCounts(middle, low, high))
    assert told.rises[0].expected == (410.0, 360.0, 470.0)
    assert "About 410 a month are expected then" in told.explain()
    later = build_calendar(indices, as_of="2018-09-15", expected=ExpectedCounts(middle, low, high))
    assert later.rises[0].coming.months == ("2019-07", "2019-08")
    assert later.rises[0].expected is None


def test_labels_that_disagree_are_shown_with_both_sides():
    one = Matrix(np.ones((1, 1)), ("asb",), ("2018-07",))
    with pytest.raises(LabelsDiffer, match="3 series, the forecast 1; without a forecast"):
        build_calendar(indices_of(), as_of="2018-02-15", expected=ExpectedCounts(one, one, one))
    other = Matrix(np.ones((1, 1)), ("asb",), ("2018-08",))
    with pytest.raises(LabelsDiffer, match="2018-08"):
        ExpectedCounts(one, other, one)


def test_a_day_before_the_records_or_no_day_is_refused():
    with pytest.raises(SeriesUnusable, match="begin in 2010-01"):
        build_calendar(indices_of(), as_of="2009-12-31")
    with pytest.raises(SeriesUnusable, match="2018-02-30"):
        build_calendar(indices_of(), as_of="2018-02-30")


def test_too_few_years_make_an_empty_calendar():
    told = build_calendar(indices_of(years=1), as_of="2018-02-15")
    assert told.rises == ()
    assert told.explain().startswith("No series shows a month clearly above its average.")
    assert "fewer than two full years" in told.explain()
    assert as_values(told)["chart"]["data"]["values"] == []


@pytest.mark.parametrize(
    ("as_of", "months", "weeks", "begun"),
    [
        ("2025-11-30", ("2025-12", "2026-01"), 0, False),
        ("2025-11-20", ("2025-12", "2026-01"), 1, False),
        ("2026-01-31", ("2025-12", "2026-01"), 0, True),
        ("2026-02-01", ("2026-12", "2027-01"), 43, False),
    ],
)
def test_the_next_time_of_a_stretch_over_the_new_year(as_of, months, weeks, begun):
    coming = find_next(Peak(11, 2, 0.3, 0.2, 0.4, 5, 6), as_of=as_of)
    assert (coming.months, coming.weeks, coming.has_begun) == (months, weeks, begun)
