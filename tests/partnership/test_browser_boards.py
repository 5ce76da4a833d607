"""Bodies and oversight in a real browser: accessibility, widths, the map, paper, two journeys."""

from __future__ import annotations

from datetime import date

import pytest

from tests.browsing import PHONE, WIDE, in_browser, opening

pytestmark = in_browser
BOARD = "Community Safety Partnership Board"
TODAY = date.today().isoformat()


@pytest.fixture
def open_as(browser, address):
    """`open_as(account, path, size)`: that account's page."""
    with opening(browser, address, who="manager") as open_at:
        yield lambda account, path, size=WIDE: open_at(path, size, account)


def follow(page, words: str):
    """Press a link of the page's own part: the one with just these words, else the first with."""
    exact = page.locator(f"main a:text-is('{words}')")
    with page.expect_navigation():
        (exact if exact.count() else page.locator(f"main a:has-text('{words}')")).first.click()
    return page


def test_the_map_tells_what_it_shows_and_the_list_has_every_body(open_as):
    page = open_as("chair", "/boards/")
    map_ = page.locator("svg.bodies")
    assert map_.get_attribute("role") == "img"
    says = page.locator("#map-says").text_content()
    boxes = page.locator("svg.bodies .box").count()
    assert boxes == page.locator("#as-list .tree li").count() == 19
    for name in ("Channel Panel", "Early Help and Prevention Partnership Board"):
        assert name in says
    assert page.locator("svg.bodies .box.nowhere").count() == 2
    assert page.locator("svg.bodies [style]").count() == 0


def test_phones_get_the_list_in_place_of_the_map(open_as):
    page = open_as("chair", "/boards/", PHONE)
    assert not page.locator("svg.bodies").is_visible()
    assert page.locator("#as-list .tree li").first.is_visible()


def test_the_map_prints_on_one_page_with_the_list(open_as, tmp_path):
    page = open_as("chair", "/boards/")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 without its margins
    page.emulate_media(media="print")
    box = page.locator("svg.bodies").bounding_box()
    assert box["width"] <= 718 and box["height"] <= 950
    assert page.locator("#as-list .tree li:visible").count() == 19
    assert not page.locator("nav.bar").is_visible()
    assert len(page.pdf(format="A4", path=tmp_path / "boards.pdf")) > 20_000


def test_a_link_officer_gives_assurance_without_scripts(browser, address):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    context.add_cookies([address.session("health")])
    page = context.new_page()
    page.goto(f"{address}/oversight/assurance/")
    follow(page, "Mental Health")
    follow(page, "Give assurance for")
    page.check("input[value=reasonable]")
    page.fill("#id_evidence", "Street triage is funded until the summer.")
    page.fill("#id_view", "In hand until then.")
    with page.expect_navigation():
        page.click("button:has-text('Give assurance')")
    assert "The level of assurance is “Reasonable”" in page.inner_text("main")
    context.close()


def test_the_chair_sees_the_gap_decides_and_adopts(open_as):
    page = open_as("chair", "/boards/")
    assert "County Lines has 2 bodies" in page.inner_text("#marks")
    page = open_as("chair", "/decisions/new/")
    page.select_option("#id_body", label=BOARD)
    page.fill("#id_day", TODAY)
    page.fill("#id_what", "Take on county lines jointly")
    page.fill("#id_reason", "Two boards waited for each other.")
    page.click("button:has-text('Save')")
    page = open_as("chair", "/oversight/adoptions/")
    follow(page, "County Lines")
    adoption = page.url.removeprefix(page.url.partition("/oversight")[0])
    follow(page, "Record the next step")
    page.locator("#id_decision").select_option(index=1)
    page.click("button:has-text('Record the step')")
    follow(page, "Change the terms")
    page.fill("#id_terms", "One plan and one list of routes, kept by the partnership.")
    officer = page.locator("#id_link_officer option:has-text('Safeguarding link officer')")
    page.select_option("#id_link_officer", value=officer.get_attribute("value"))
    page.click("button:has-text('Save')")
    for who in ("children", "chair"):  # the chair of the body that answers for it; of the Board
        page = open_as(who, adoption)
        follow(page, "Record the next step")
        page.fill("#id_day", TODAY)
        page.fill("#id_what", "Answer for county lines together")
        page.fill("#id_note", "One plan does")
        for box in page.locator("[name=stopping]").all():
            box.check()
        with page.expect_navigation():
            page.click("button:has-text('Record the step')")
    assert page.inner_text("h1") == "County Lines: Adopted"
