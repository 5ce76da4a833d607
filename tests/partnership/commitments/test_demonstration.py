"""The made-up actions stand at places of the list, whichever places a seed finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safercity.partnership.commitments.queries import Commitment
from safercity.partnership.common.known_places import see_places
from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.put_back import put_back_demonstration

pytestmark = pytest.mark.one_database


def test_the_first_places_have_actions(db, settings, tmp_path, assessed):
    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=assessed)
    put_back_demonstration(tmp_path)
    firsts = list(see_places(SYSTEM).places)[:3]
    told = Commitment.objects.exclude(known_place="").values_list("known_place", flat=True)
    assert sorted(told) == sorted(firsts)


def test_without_an_edition_they_stand_nowhere(db, settings, tmp_path):
    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=tmp_path / "none")
    put_back_demonstration(tmp_path)
    assert Commitment.objects.count() > 10
    assert not Commitment.objects.exclude(place="").exists()
