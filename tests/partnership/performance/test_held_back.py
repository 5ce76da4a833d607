"""Counts that are held back so that the others do not tell them: drawn, and no ground to judge."""

from __future__ import annotations

import pytest

from safercity.partnership.performance import queries
from tests.partnership.performance.editions import STEADY, MadeEdition
from tests.partnership.performance.made import make_measure
from tests.partnership.performance.test_questions import COUNTS, row

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_count_that_is_held_back_for_anothers_sake_makes_no_rise(people):
    """The ward fell from 20 to 3: at the middle of "<90" the fall would be drawn as a rise."""
    counts = [*STEADY[:15], "<90"]
    told = row("police", "asb", counts) | {"shown_from": 5}
    edition = MadeEdition({"counts": COUNTS | {"rows": [told]}})
    measure = make_measure(people, source="question", numerator="", direction="down",
                           question={"counted": {"agency": "police", "theme": "asb"}})  # fmt: skip
    reading = queries.read_one(measure, queries.Known({}, {}, edition))
    assert reading.verdict.value == "unknown" and not reading.way
    assert reading.why.startswith("Counts are held back from you")
    assert reading.points[-1].below == 90 and reading.points[-1].low is None
