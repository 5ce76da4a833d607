"""The demonstration's records lie under its agreements, and each agency sees what those allow."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from safercity.evidence.assess.edition import open_edition
from safercity.evidence.errors import Restricted
from safercity.evidence.extracts.shapes import load_shapes
from safercity.partnership import name_agreements
from safercity.partnership.config.demonstration.people import make_people
from safercity.partnership.config.demonstration.sharing import make_agreements
from safercity.partnership.config.demonstration.world import World
from safercity.partnership.sharing.queries import find_covering, visible
from tests.partnership.sample_manifest import SOURCES

pytestmark = pytest.mark.one_database


@pytest.fixture
def world(db):
    """The demonstration's people and agreements."""
    text = files("safercity.content").joinpath("demonstration/people.yaml").read_text("utf-8")
    made = World()
    make_people(made, yaml.safe_load(text), password="correct horse battery staple")
    make_agreements(made)
    return made


def test_every_source_that_is_not_open_lies_under_the_agreement_that_covers_it(world):
    named = name_agreements()
    closed = {one.id for one in load_shapes().values() if one.sensitivity != "open"}
    assert set(named) == closed
    assert {source: find_covering(source).reference for source in closed} == named


def see(world, edition, account: str):
    return visible(open_edition(edition), world.viewer(account), purpose="places")


@pytest.mark.parametrize(
    ("account", "hidden"),
    [("council", set()), ("analyst", set()), ("fire", {"housing", "health"}),
     ("health", {"housing"}), ("board", {"housing", "health"})],
)  # fmt: skip
def test_layers_drop_out_for_whoever_may_not_see_them(world, edition, account, hidden):
    seen = see(world, edition, account)
    assert seen.hidden == hidden
    assert set(seen.manifest["data_to"]) == set(SOURCES) - hidden
    for place in seen.table("places")["places"]:
        assert not hidden & set(place["agencies"])


def test_who_is_party_to_none_sees_no_place(world, edition):
    with pytest.raises(Restricted, match="no agreement for the list of places"):
        see(world, edition, "voluntary").table("places")
    assert see(world, edition, "voluntary").hidden == set(SOURCES)
