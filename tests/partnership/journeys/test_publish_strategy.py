"""The manager brings the strategy in, takes it along its route and publishes it: all is live."""

from __future__ import annotations

import pytest

from tests.partnership.journeys.conftest import follow, look, press, serve_town, visit

# step, day it was decided, by which body, what
ROUTE = [
    ("Consultation", "2023-07-03", "Community safety team", "Opened for eight weeks."),
    ("Partnership board", "2023-10-10", "Community Safety Partnership Board", "Agreed."),
    ("Scrutiny", "2023-10-24", "Scrutiny committee", "Noted; asks for a yearly report."),
    ("Cabinet", "2023-11-14", "Cabinet", "Recommended to full council."),
    ("Full council", "2023-12-14", "Full council", "Adopted."),
    ("Published", "2024-01-08", "Community safety team", "On the council's pages."),
]
DUTIES = {
    "Partnership board": ("Equality impact assessment", "2023-09-29"),
    "Published": ("Copy to the police and crime commissioner", "2023-12-18"),
}


@pytest.fixture(scope="module")
def bare(assessed, tmp_path_factory):
    """A partnership that has people, and no strategy yet."""
    with serve_town(tmp_path_factory.mktemp("bare"), edition=assessed, only_people=True) as served:
        yield served


def take_step(page, step: str, *, day: str, by: str, what: str) -> None:
    press(page, "Record a step")
    page.get_by_label(step, exact=True).check()
    if by:
        page.select_option("#id_decided_by", "other")
        page.fill("#id_other_body", by)
    _fill(page, day=day, what=what)


def record_duty(page, duty: str, *, day: str) -> None:
    follow(page, page.get_by_role("link", name=f"Record {duty}"))
    page.fill("#id_decided_by", "Community safety team")
    _fill(page, day=day, what="In the council's register.")


def _fill(page, *, day: str, what: str) -> None:
    page.fill("#id_day", day)
    page.fill("#id_decision", what)
    follow(page, page.get_by_role("button", name="Record"))


def test_a_strategy_is_brought_in_decided_and_published(bare, sign_in_as):
    page = look(sign_in_as("manager", "/strategy/", at=bare))
    assert "There is no strategy here yet" in page.inner_text("h1")
    press(page, "Bring in a strategy")
    told = page.inner_text("main")
    assert "every agency in it is invented" in told and "Stoke" not in told
    page.get_by_label("Ambersley Community Safety Strategy").check()
    press(page, "Bring it in as a draft")
    assert "Version 1 is a draft now." in page.inner_text("body")
    assert "4 priorities, 37 key actions and 18 outcomes" in page.inner_text("h1")

    press(page, "What publishing brings")
    told = page.inner_text("main")
    assert "Community Safety Partnership Board (strategic) is entered." in told
    assert "New priority: S3 County Lines." in told
    assert visit(page, "/boards/").locator("svg.bodies").count() == 0, "nothing of it is here yet"

    page.goto("/strategy/1/")
    for step, day, by, what in ROUTE:
        if step == "Partnership board":
            take_step(page, step, day=day, by=by, what=what)
            assert "Before this step the route asks for" in look(page).inner_text("main")
            page.goto("/strategy/1/")
        if step in DUTIES:
            duty, when = DUTIES[step]
            record_duty(page, duty, day=when)
        take_step(page, step, day=day, by=by, what=what)
    look(page)
    assert "were brought in, changed or ended" in page.inner_text("body")
    told = page.inner_text(".route")
    for step, _day, by, what in ROUTE:
        assert step in told and by in told and what in told
    assert "14 December 2023, Full council" in told
    press(page, "Is everything here that it names?")
    assert page.inner_text("h1") == "Everything that it names is here"

    officer = sign_in_as("police", "/plan/", at=bare)
    assert "37 of 37 key actions without an owner" in look(officer).inner_text("h1")
    assert visit(officer, "/boards/").locator("svg.bodies .box").count() == 19
    assert "County Lines" in officer.inner_text("main")
    outcomes = visit(officer, "/outcomes/").inner_text("main")
    assert "Anti-social behaviour told to the police" in outcomes
    links = visit(officer, "/strategy/links/").inner_text("main")
    assert "Health and Wellbeing Strategy" in links
    assert "Mental Health" in visit(officer, "/oversight/assurance/").inner_text("main")
    assert "Governance" in visit(officer, "/oversight/reviews/").inner_text("main")
    assert officer.request.get("/strategy/import/").status == 403
