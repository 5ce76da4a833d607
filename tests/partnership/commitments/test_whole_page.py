"""An action's page with everything that it can have asks no more than another page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safercity.partnership.commitments import actions
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.notes.actions import SentFile, attach_file
from safercity.partnership.sharing.queries import terms
from safercity.partnership.strategy.actions import Undertaking, import_version, undertake
from tests.partnership.commitments.made import day, make
from tests.partnership.notes.made import comment, subject_of
from tests.partnership.sample_edition import PLACES, write_sample_edition
from tests.partnership.strategy.made import TEXT


@pytest.fixture
def whole(people, open_site, settings, tmp_path):
    """An action of the plan with a place, partners, needs, words, a comment and a file."""
    folder = write_sample_edition(tmp_path / "edition")
    (folder / "content").mkdir()
    (folder / "content" / "notes.yaml").write_text(
        "format: 1\nversion: 1\nforked_from: 1\nrooms_with_files: [commitments]\n"
        "expires_after_days: 30\nlargest_megabytes: 1\nmost_of_an_object: 2\n"
    )
    open_site(folder)
    version = import_version(TEXT, by=people.viewer("manager"))
    partner = (people.agencies["fire"].id,)
    new = Undertaking("1.3", "Fit lights", people.posts["officer"].pk, day(9), partner)
    new = replace(new, place=PLACES[0][0], funding="Path lighting")
    action = undertake(version, new, by=people.viewer("manager"))
    needs = [make(people, what=f"Need {n}").pk for n in range(3)]
    actions.update_commitment(action, {"needs": needs}, version=action.version, by=SYSTEM)
    make(people, what="After it", needs=(action.pk,))
    actions.add_update(action, "Columns came.", by=SYSTEM)
    comment(people, action, "Well done.")
    attach_file(
        subject_of(people, action), SentFile("plan.pdf", b"%PDF-1.7"), by=people.viewer("officer")
    )
    assert action.known_place
    return action, folder


def test_the_whole_page_stays_at_ten_queries(
    whole, people, open_site, django_assert_max_num_queries
):
    action, folder = whole
    for who in ("officer", "manager", "elsewhere"):
        client = open_site(folder, who)
        terms._KEPT.clear()  # the first page of a process
        with django_assert_max_num_queries(10):
            page = client.get(f"/actions/{action.pk}/").content.decode()
        for told in ("plan.pdf", "Well done", "Need 2", "After it", "Columns", PLACES[0][0], "1.3"):
            assert told in page
