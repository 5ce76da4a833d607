"""Areas of Staffordshire, each taken as if something had been done there: little is claimed."""

from __future__ import annotations

import pytest
from scipy.stats import binom

from tests.evidence.effects.real import FOLDER, measure_nothing, read_areas

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the police files are not at {FOLDER}"),
]


def test_nothing_done_in_real_areas_is_seldom_said_to_have_worked():
    counts = read_areas()
    areas = counts.rows[::6]
    found = [measure_nothing(counts, area) for area in areas]
    worked = sum(one.verdict == "worked" for one in found)
    assert worked <= binom.ppf(0.9995, len(areas), 0.05)
    covers = sum(one.low <= 1 <= one.high for one in found)
    assert covers >= binom.ppf(0.0005, len(areas), 0.95)
    assert all(one.settings.before[-1] == "2022-03" for one in found)
