"""My work, actions, search and keys in a real browser."""

from __future__ import annotations

import re

import pytest

from tests.browsing import PHONE, WIDE, in_browser, opening, violations

pytestmark = in_browser
SIX = ("Strategy", "Plan", "Outcomes", "Places", "Boards", "Records")
UNBUILT = ["Watch list (12)", "Meetings", "Consultation", "Publications"]
COUNT_LINES = """(more) => {
    const bar = document.querySelector("nav.bar");
    for (const words of more) {
        const link = Object.assign(document.createElement("a"), {href: "/", textContent: words});
        bar.append(" ", link);
    }
    return new Set([...bar.children].map((link) => link.offsetTop)).size;
}"""


@pytest.fixture
def open_page(browser, address):
    """`open_page(path, size)`: the analyst's page."""
    with opening(browser, address, who="analyst") as open_at:
        yield open_at


def test_an_action_is_updated_with_the_keyboard_alone(open_page):
    page = open_page("/actions/?words=compare")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actions/*-*/")
    page.locator("text=Update").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/update/")
    page.locator("input[name=state]").first.focus()
    page.keyboard.press("ArrowDown")
    page.locator("textarea").fill("Licences are listed by venue.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/actions/[^/]+/$"))
    assert page.locator("text=Licences are listed by venue.").is_visible()
    assert page.locator("[role=status]").inner_text() == "Saved."


def test_what_comes_first_is_found_without_leaving_the_form(open_page):
    page = open_page("/actions/new/")
    words, said = page.locator("[name=needs_words]"), page.locator("main [role=status]")
    for asked in ("compare", "nothing is called this"):
        words.fill(asked)
        words.press("Enter")
        page.locator(f"text=“{asked}” finds").wait_for()
        assert page.evaluate("document.activeElement.name") == "needs_words"
        if asked == "compare":
            page.locator("[name=needs]").first.check()
    assert page.locator("[name=needs]:checked").count() == 1 and "nothing more" in said.inner_text()
    assert page.url.endswith("/actions/new/") and not violations(page)


def test_keys_go_search_show_themselves_and_can_be_turned_off(open_page):
    page = open_page("/my-work/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("g p ?")  # typed into the field: nothing else happens
    assert page.locator("#find").input_value() == "g p ?"
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("#keys dl").is_visible()
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/places/")
    page.keyboard.press("g")
    page.keyboard.press("w")
    page.wait_for_url("**/my-work/")
    page.click("text=Keyboard shortcuts")
    page.uncheck("[data-keys] input")
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "find"


def test_without_scripts_an_action_is_found_and_filtered(open_page):
    page = open_page("/my-work/", java_script_enabled=False)
    page.fill("#find", "licence")
    with page.expect_navigation():
        page.click("form.find button")
    with page.expect_navigation():
        page.click("main a[href^='/actions/'] >> nth=0")
    assert "licence" in page.locator("h1").inner_text().lower()
    page.goto(page.url.partition("/actions/")[0] + "/actions/")
    page.select_option("#f-state", "late")
    with page.expect_navigation():
        page.click("text=Show >> visible=true")
    assert "state=late" in page.url and page.locator("tbody tr").count() >= 2


@pytest.mark.parametrize("who", ["manager", "link-domestic-abuse"])
def test_the_six_are_one_click_from_home(browser, address, who):
    """In the bar, which stays on one line with the rooms that are not built yet; in the menu."""
    with opening(browser, address, who=who) as open_at:
        page = open_at("/my-work/", WIDE)
        bar = page.get_by_role("navigation", name="Main")
        for name in SIX:
            assert bar.get_by_role("link", name=name, exact=True).is_visible()
        assert page.evaluate(COUNT_LINES, UNBUILT) == 1
        phone = open_at("/my-work/", PHONE)
        phone.locator("summary", has_text="Menu").click()
        for name in SIX:
            assert phone.get_by_role("link", name=name, exact=True).is_visible()
        bar = phone.get_by_role("navigation", name="Main")
        link = bar.get_by_role("link", name="Records", exact=True)
        assert link.get_attribute("href") == "/records/"
