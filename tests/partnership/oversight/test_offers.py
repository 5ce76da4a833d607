"""What governance and oversight offer to the whole: panels, search, objects to speak of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.common.viewers import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(linked, people):
    from safercity.partnership.oversight import actions

    agency = people.agencies["council"]
    return actions.ask_adoption(linked[2], "It grows", asked_by=agency, by=SYSTEM)


def test_the_chair_is_asked_to_decide_and_the_link_officer_to_assure(asked, people, monkeypatch):
    from safercity.partnership.oversight.panels import list_panels

    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 26))
    board, owed = list_panels(people.viewer("chair"))
    assert [row.title for row in board.rows] == ["Adopt Alcohol jointly?"] and not owed.rows
    (panel,) = list_panels(people.viewer("link_officer"))
    (row,) = panel.rows
    assert row.title == "Assurance of Alcohol, July to September 2026" and row.is_late
    assert row.address.endswith("/2026-27-q2/")


def test_others_are_asked_nothing_and_who_holds_no_post_no_question(
    asked, people, django_assert_num_queries
):
    from safercity.partnership.oversight.panels import list_panels

    assert not [row for panel in list_panels(people.viewer("officer")) for row in panel.rows]
    postless = people.viewer("postless")
    with django_assert_num_queries(0):
        assert list_panels(postless) == []


def test_words_find_bodies_decisions_reviews_and_adoptions(asked, linked, sign_in):
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.oversight import actions

    day = timezone.localdate() - timedelta(days=1)
    governance.record_decision(
        governance.NewDecision(linked[0], day, "Light the underpass", "Seen"), by=SYSTEM
    )
    actions.add_review("Underpass after a year", by=SYSTEM)
    page = sign_in("elsewhere").get(reverse("home:search"), {"q": "underpass"}).content.decode()
    assert "Light the underpass" in page and "Underpass after a year" in page
    page = sign_in("elsewhere").get(reverse("home:search"), {"q": "alcohol"}).content.decode()
    assert reverse("oversight:adoption", kwargs={"key": asked.pk}) in page
    assert sign_in("postless").get(reverse("home:search"), {"q": "alcohol"}).status_code == 403


def test_decisions_and_reviews_can_be_spoken_of_by_who_may_see_them(linked, people):
    from safercity.partnership.common.rules import NotVisible
    from safercity.partnership.common.subjects import find_subject
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.oversight import actions

    new = governance.NewDecision(linked[0], date(2026, 1, 5), "Go on", "Seen")
    decision = governance.record_decision(new, by=SYSTEM)
    review = actions.add_review("Seasonality", by=SYSTEM)
    for kind, row in (("governance.decision", decision), ("oversight.review", review)):
        found = find_subject(people.viewer("officer"), kind, key=row.pk)
        assert found.title == str(row)
        with pytest.raises(NotVisible):
            find_subject(people.viewer("postless"), kind, key=row.pk)


def test_oversight_lies_under_boards_in_the_bar(linked, sign_in):
    page = sign_in("manager").get(reverse("oversight:assurance")).content.decode()
    assert 'href="/boards/" aria-current="true"' in page
