"""What governance and oversight offer to the whole: panels, search, objects to speak of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.oversight.quarters import name_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(linked, people):
    from safercity.partnership.oversight import actions

    agency = people.agencies["council"]
    return actions.ask_adoption(actions.NewAdoption(linked[2], "It grows", agency), by=SYSTEM)


def test_the_chair_is_asked_to_decide_and_the_link_officer_to_assure(asked, people, monkeypatch):
    from safercity.partnership.oversight.panels import list_panels

    chair, officer = people.viewer("chair"), people.viewer("link_officer")
    year = timezone.localdate().year + 1  # the posts are held from today
    monkeypatch.setattr(timezone, "localdate", lambda: date(year, 11, 26))
    (board,) = list_panels(chair)
    assert [row.title for row in board.rows] == ["Adopt Alcohol jointly?"]
    (panel,) = list_panels(officer)
    (row,) = panel.rows
    assert row.title == f"Assurance of Alcohol, July to September {year}" and row.is_late
    assert row.address.endswith(f"/{name_year(year, sign='-')}-q2/")


def test_others_are_asked_nothing_and_who_holds_no_post_no_question(
    asked, people, django_assert_num_queries
):
    from safercity.partnership.oversight.panels import list_panels

    assert not [row for panel in list_panels(people.viewer("officer")) for row in panel.rows]
    postless = people.viewer("postless")
    with django_assert_num_queries(0):
        assert list_panels(postless) == []


def test_the_manager_is_told_of_adoptions_duties_and_the_reviews_that_their_post_leads(
    asked, people, monkeypatch
):
    from safercity.partnership.oversight import actions
    from safercity.partnership.oversight.panels import list_panels
    from safercity.partnership.oversight.queries import list_year

    manager, posts = people.viewer("manager"), people.posts
    for title, lead, due in (
        ("Late", "manager", date(2026, 6, 20)),
        ("Next year", "manager", date(2027, 1, 1)),
        ("Of another", "officer", date(2026, 6, 20)),
        ("Without a day", "manager", None),
    ):
        review = actions.add_review(title, by=SYSTEM)
        said = {"lead": posts[lead], "due": due}
        actions.change_review(review, said, version=1, by=SYSTEM)
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 6, 15))
    board, reviews, duties = list_panels(manager)
    assert [row.title for row in board.rows] == ["Adopt Alcohol jointly?"]
    assert [row.title for row in reviews.rows] == ["Review: Late", "Review: Next year"]
    assert not any(row.is_late for row in (*reviews.rows, *duties.rows))
    soon = {row.title for row in duties.rows}
    assert soon and {row.due for row in duties.rows} == {date(2026, 6, 30)}

    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 7, 1))
    _board, reviews, duties = list_panels(manager)
    assert [row.is_late for row in reviews.rows] == [True, False]
    assert {row.title for row in duties.rows if row.is_late} == soon
    for one in list_year(2026, today=date(2026, 7, 1)):
        if one.is_late:
            new = actions.NewDoing(one.duty.id, one.period, date(2026, 7, 1))
            actions.prove_duty(new, by=SYSTEM)
    _board, reviews, *duties = list_panels(manager)
    assert not any(row.is_late for panel in duties for row in panel.rows)


def test_a_duty_of_last_year_is_late_for_a_month_after_the_years_end(people, monkeypatch):
    from safercity.partnership.oversight.panels import list_panels

    manager = people.viewer("manager")

    def list_due(day):
        monkeypatch.setattr(timezone, "localdate", lambda: day)
        (duties,) = list_panels(manager)
        return {row.due for row in duties.rows if row.is_late}

    assert date(2026, 3, 31) in list_due(date(2026, 4, 20))
    assert date(2026, 3, 31) not in list_due(date(2026, 7, 20))


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
