"""A method refuses what it cannot use, and says both sides."""

from __future__ import annotations

import pytest

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, refuse_activity, require_location, require_time
from safercity.evidence.findings.basis import ActivityAsked


def test_activity_is_not_demand():
    refuse_activity(Basis(), "Trend")
    with pytest.raises(ActivityAsked, match="warden-log records what agencies do"):
        refuse_activity(Basis(sources=("warden-log",), layer="activity"), "Trend")


def test_too_coarse_a_place_is_refused():
    basis = Basis(sources=("police-uk",), location="snap")
    require_location(basis, ("exact", "snap"), method="Gi*")
    with pytest.raises(TooCoarse, match=r"Near repeat needs .* exact or street; police-uk .* snap"):
        require_location(basis, ("street", "exact"), method="Near repeat")


def test_too_coarse_a_time_is_refused():
    with pytest.raises(TooCoarse, match="minute or day; the source tells them to the month"):
        require_time(Basis(), ("minute", "day"), method="Hour of week")
