"""Outcomes in a real browser: accessibility, widths, the charts as they are read."""

from __future__ import annotations

import pytest

from tests.partnership.test_browser import CHROMIUM, PHONE, QUIET, WIDE, is_fault

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NOT TESTED: no browser at {CHROMIUM}"),
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        launched = started.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser, address):
    """`open_page(path, size)`: a page that fails the test on any complaint in its console."""
    complaints, contexts = [], []

    def open_at(path, size=WIDE, who="manager"):
        contexts.append(browser.new_context(viewport=size))
        contexts[-1].add_cookies([address.session(who)])
        page = contexts[-1].new_page()
        page.on("console", lambda said: complaints.append(said.text) if is_fault(said) else None)
        page.goto(address + path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert not complaints


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
def test_charts_can_be_read_at_both_widths(open_page, size):
    page = open_page("/outcomes/", size)
    letters = page.evaluate(
        "[...document.querySelectorAll('.chart text')].filter(t => t.getClientRects().length)"
        ".map(t => parseFloat(getComputedStyle(t).fontSize)"
        " * t.ownerSVGElement.getScreenCTM().a)"
    )
    assert len(letters) > 60 and min(letters) >= 12.5
    page = open_page("/outcomes/measures/asb-city/", size)
    shown = page.locator(".chart:visible")
    assert shown.count() == 1
    assert "No real change" in shown.get_attribute("aria-label")
