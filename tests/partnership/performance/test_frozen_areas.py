"""Frozen areas by one indicator, and what of them a reader is not shown."""

from __future__ import annotations

import pytest

from safercity.partnership.performance.actions import SheetIncomplete
from safercity.partnership.performance.presenters.measure import Beside, present_measure
from safercity.partnership.performance.presenters.words import say_verdict
from safercity.partnership.performance.queries import Known, read_one
from tests.partnership.performance.editions import edition, frozen, frozen_by
from tests.partnership.performance.made import make_measure

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_frozen_areas_are_told_by_one_indicator(people):
    measure = make_measure(people, source="frozen", indicator="fly-tipping", direction="down")
    table = frozen_by("fly-tipping", frozen("frozen_better", 0.7))
    made = edition(frozen=table)
    made.tables["indicators"]["indicators"][0]["title"] = "Fly-tipping"
    reading = read_one(measure, Known({}, {}, made))
    assert say_verdict(reading).startswith("Improving since October")
    page = present_measure(reading, Beside("", None, ()), viewer=people.viewer("manager"))
    assert "September 2025 by the indicator “Fly-tipping”" in page.source
    (asked,) = (words for name, words in page.settings if "Asked" in name)
    assert "Fly-tipping" in asked
    other = frozen_by("asb-youth", frozen("frozen_better", 0.7))
    why = read_one(measure, Known({}, {}, edition(frozen=other))).why
    assert why.startswith("The edition does not compare its frozen areas by this")


def test_a_count_hidden_from_the_reader_is_drawn_as_its_threshold(people):
    measure = make_measure(people, source="frozen", layer="asb_team", direction="down")
    table = frozen("frozen_same", 0.95)
    now = table["agencies"][0]["now"]
    now["table"]["rows"][3][1:] = ["<5", "<5"]
    point = read_one(measure, Known({}, {}, edition(frozen=table))).points[3]
    assert (point.value, point.below, point.beside) == (5.0, 5, None)
    now["statements"][0]["id"] = "indicators.frozen_counts"  # the verdict's sentence was kept back
    assert "too small to be shown" in read_one(measure, Known({}, {}, edition(frozen=table))).why


@pytest.mark.parametrize("named", [{}, {"layer": "asb_team", "indicator": "fly-tipping"}])
def test_frozen_areas_name_an_agency_or_an_indicator(people, named):
    with pytest.raises(SheetIncomplete, match="name one of the two"):
        make_measure(people, source="frozen", **named)
