"""A link officer is asked for assurance, gives it, and is asked no more."""

from __future__ import annotations

import time

from tests.partnership.journeys.conftest import follow, look, press, visit

PRIORITY = "Safeguarding Vulnerable Persons – Mental Health"


def wait_until_asked(page) -> str:
    """The worker asks within its first minute."""
    for _try in range(40):
        page.goto("/oversight/assurance/")
        asked = page.locator("section:has(h2:text-is('Asked for'))")
        if asked.count() and PRIORITY in asked.inner_text():
            return asked.inner_text()
        time.sleep(0.5)
    raise AssertionError("the worker asked nobody")


def row_of(page) -> str:
    return page.locator(f"tr:has(th:has-text('{PRIORITY}'))").inner_text()


def test_assurance_is_given_and_the_chase_stops(sign_in_as):
    page = sign_in_as("health", "/")
    asked = wait_until_asked(page)
    assert "answered since" not in next(row for row in asked.splitlines() if PRIORITY in row)
    assert "missing" in row_of(look(page)) and "expired" in row_of(page)

    told = visit(page, "/notifications/").locator("main li", has_text=PRIORITY)
    assert "New. Assurance is late" in told.inner_text()
    follow(page, told.get_by_role("link").first)
    follow(page, page.get_by_role("link", name="Give assurance for").first)
    follow(page, page.get_by_role("button", name="Give assurance"))
    assert "required" in page.inner_text(".govuk-error-summary"), "nothing empty is taken"
    page.locator("input[value=limited]").check()
    page.fill("#id_evidence", "The plan is written; its street triage has no money after March.")
    page.fill("#id_evidence_link", "https://ambersley.invalid/mental-health-plan")
    page.fill("#id_view", "The Board should decide who pays from April.")
    page.fill("#id_expires_on", "2099-01-31")
    press(page, "Give assurance")
    told = page.inner_text("main")
    assert "Limited" in told and "Holds until 31 January 2099" in told
    assert "Given by Public health lead" in told

    visit(page, "/oversight/assurance/")
    assert "Limited\nuntil 31 Jan 2099" in row_of(page) and "expired" not in row_of(page)
    asked = page.locator("section:has(h2:text-is('Asked for'))").inner_text()
    assert all("answered since" in row for row in asked.splitlines() if PRIORITY in row)
    told = visit(page, "/notifications/").locator("main li", has_text=PRIORITY).inner_text()
    assert "New" not in told, "what was asked is done, so it waits no more"

    chair = sign_in_as("chair", "/oversight/")
    assert "who pays from April" in look(chair).inner_text("main")
    other = sign_in_as("link-domestic-abuse", "/oversight/assurance/")
    press(other, PRIORITY)
    assert other.get_by_role("link", name="Correct").count() == 0
