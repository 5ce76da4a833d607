"""Strategies that are offered, what may not stand where, and what comes in when the site starts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from safercity.documents.strategy import StrategyFaulty, load_strategy, write_strategy
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.strategy import actions, queries
from tests.partnership.conftest import NOWHERE
from tests.partnership.strategy.made import TEXT


def test_nothing_made_up_in_a_real_partnership_and_nothing_real_in_a_demonstration(
    people, settings
):
    real = write_strategy(load_strategy("stoke-on-trent-2024-27"))
    for made_up, wrong, offered in (
        (True, real, ["demonstration"]),
        (False, TEXT, ["stoke-on-trent-2024-27"]),
    ):
        settings.SAFERCITY = replace(NOWHERE, made_up=made_up)
        with pytest.raises(NotYet):
            actions.import_version(wrong, by=SYSTEM)
        assert [offer.name for offer in queries.list_offers()] == offered
        with pytest.raises(NotYet):
            other = "stoke-on-trent-2024-27" if made_up else "demonstration"
            actions.import_offer(other, by=SYSTEM)


def test_a_file_that_names_someone_is_refused_with_its_other_faults(people, sign_in):
    named = TEXT.replace("nation: england", "nation: scotland", 1)
    named = re.sub("title: .*", "title: {en: Have John Smith run the meeting}", named, count=3)
    answer = sign_in("manager").post(
        reverse("strategy:import"), {"file": SimpleUploadedFile("s.yaml", named.encode())}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("a person&#x27;s name: John Smith") == 3 and "nation" in page
    assert queries.get_current() is None
    alone = re.sub("title: .*", "title: {en: Have John Smith run the meeting}", TEXT, count=1)
    with pytest.raises(StrategyFaulty) as refused:
        actions.import_version(alone, by=people.viewer("manager"))
    [fault] = refused.value.faults
    assert "John Smith" in alone.splitlines()[fault.line - 1]


def test_the_page_offers_what_fits_and_says_why(people, sign_in, settings):
    client = sign_in("manager")
    settings.SAFERCITY = replace(settings.SAFERCITY, made_up=True, areas=("E06999901",))
    page = client.get(reverse("strategy:import")).content.decode()
    assert "Ambersley" in page and "every agency in it is invented" in page
    assert "Stoke" not in page
    told = client.post(reverse("strategy:import"), {}).content.decode()
    assert "Choose a strategy, or give a file." in told
    answer = client.post(reverse("strategy:import"), {"name": "demonstration"})
    assert answer.status_code == 302 and queries.get_current().step == "draft"


def test_the_workspaces_own_strategy_comes_in_once_when_the_site_starts(people, settings, tmp_path):
    from safercity.documents.strategy import fork_strategy
    from safercity.partnership.config.serving import bring_in_own_strategy

    settings.SAFERCITY = replace(NOWHERE, workspace=tmp_path, made_up=False)
    bring_in_own_strategy()
    assert queries.get_current() is None, "what is only shipped is nobody's own"
    fork_strategy("stoke-on-trent-2024-27", tmp_path / "content")
    for _start in range(2):
        bring_in_own_strategy()
    (version,) = queries.list_versions()
    assert (version.number, version.step) == (1, "draft")
    assert len(queries.read_content(version).actions) == 37


def test_a_faulty_strategy_of_the_workspace_stops_nothing_and_is_named(
    people, settings, sign_in, tmp_path
):
    from safercity.documents.strategy import fork_strategy
    from safercity.partnership.config.serving import bring_in_own_strategy

    own = fork_strategy("stoke-on-trent-2024-27", tmp_path / "content")
    own.write_text(
        own.read_text("utf-8").replace("direction: down", "direction: sideways"), "utf-8"
    )
    settings.SAFERCITY = replace(NOWHERE, workspace=tmp_path, made_up=False)
    bring_in_own_strategy()
    assert queries.get_current() is None
    (offer,) = queries.list_offers()
    assert offer.is_faulty and "stoke-on-trent-2024-27" in offer.note


def test_before_there_is_a_strategy_its_pages_say_how_one_comes_in(people, sign_in):
    for who, words in {
        "manager": "Bring in a strategy",
        "officer": "manager can bring one in",
    }.items():
        for address in ("/strategy/", "/plan/", "/strategy/links/"):
            answer = sign_in(who).get(address)
            assert answer.status_code == 200 and words in answer.content.decode(), address
