"""Nation and tier: told once, in the statutory calendar, and taken by each new version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safercity.documents.strategy import load_strategy
from safercity.partnership.oversight.actions import set_jurisdiction
from safercity.partnership.strategy import actions, queries
from safercity.partnership.strategy.presenters.whole import _say_areas
from tests.partnership.strategy.made import TEXT
from tests.partnership.strategy.test_drafting import at, fill


@pytest.fixture
def manager(people):
    return people.viewer("manager")


def read_place(version):
    strategy = queries.read_content(version)
    return strategy.nation, strategy.tier


def test_a_new_version_takes_what_the_statutory_calendar_was_told(manager):
    first = actions.import_version(TEXT, by=manager)
    assert read_place(first) == ("england", "unitary"), "nobody said: its own"
    set_jurisdiction("wales", "principal_area", by=manager)
    later = actions.begin_draft(first, by=manager)
    assert read_place(later) == ("wales", "principal_area")
    duties = {duty.id for duty in queries.get_route(later).duties}
    assert "copy_to_commissioner" not in duties
    set_jurisdiction("england", "district", by=manager)
    two_tier = actions.import_version(TEXT.replace("tier: unitary", "tier: two_tier"), by=manager)
    assert read_place(two_tier) == ("england", "two_tier"), "a district's strategy with its county"


def test_where_they_differ_the_draft_says_so(manager, sign_in):
    set_jurisdiction("england", "unitary", by=manager)
    version = actions.import_version(TEXT, by=manager)
    client = sign_in("manager")
    assert "statutory calendar is for" not in client.get(at("version")).content.decode()
    address = at("change-once", key="whole")
    assert fill(client, address, nation="wales").status_code == 422, "it has no unitary councils"
    fill(client, address, nation="wales", tier="principal_area")
    version.refresh_from_db()
    assert read_place(version) == ("wales", "principal_area")
    told = client.get(at("version")).content.decode()
    assert "the statutory calendar is for England, unitary council" in told
    assert "This version is for Wales, principal area" in told


def test_its_area_has_the_partnerships_name_and_another_its_code(settings):
    strategy = replace(load_strategy("demonstration"), areas=("E06999901",))
    for areas, said in {("E06999901",): "Ambersley", ("E06000001",): "E06999901"}.items():
        settings.SAFERCITY = replace(settings.SAFERCITY, name="Ambersley", areas=areas)
        assert _say_areas(strategy) == said
