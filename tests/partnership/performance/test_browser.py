"""Outcomes in a real browser: accessibility, widths, the charts as they are read."""

from __future__ import annotations

import pytest

from tests.browsing import PHONE, WIDE, in_browser, opening

pytestmark = in_browser


@pytest.fixture
def open_page(browser, address):
    """`open_page(path, size)`: the manager's page."""
    with opening(browser, address, who="manager") as open_at:
        yield open_at


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
def test_charts_can_be_read_at_both_widths(open_page, size):
    page = open_page("/outcomes/", size)
    letters = page.evaluate(
        "[...document.querySelectorAll('.chart text')].filter(t => t.getClientRects().length)"
        ".map(t => parseFloat(getComputedStyle(t).fontSize)"
        " * t.ownerSVGElement.getScreenCTM().a)"
    )
    assert len(letters) > 60 and min(letters) >= 12.5
    page = open_page("/outcomes/measures/vawg-public/", size)
    shown = page.locator(".chart:visible")
    assert shown.count() == 1
    assert "No real change" in shown.get_attribute("aria-label")


def test_a_pressed_point_of_a_small_chart_opens_its_own_figure(open_page):
    page = open_page("/outcomes/", WIDE)
    chart = page.locator("a.spots").first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    page.mouse.move(box["x"] + 3, box["y"] + 40)
    first = chart.get_attribute("href")
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 40)
    label = chart.get_attribute("href").partition("?period=")[2]
    assert "?period=" in first and first != chart.get_attribute("href") and label
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + 40)
    page.wait_for_url(lambda url: url.endswith(f"#p-{label}") or "/outcomes/returns/" in url)
