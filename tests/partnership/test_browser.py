"""The pages in a real browser: accessibility, policy, widths, keys, both maps, paper."""

from __future__ import annotations

import urllib.request

import pytest

from tests.browsing import (
    NO_WEBGL,
    PHONE,
    SOFTWARE_WEBGL,
    WIDE,
    in_browser,
    opening,
    violations,
)

pytestmark = in_browser


@pytest.fixture(scope="module")
def place(address):
    request = urllib.request.Request(f"{address}/places.csv", headers=address.cookie("analyst"))
    with urllib.request.urlopen(request) as answer:
        return "/places/" + answer.read().decode("utf-8-sig").splitlines()[1].split(",")[0] + "/"


@pytest.fixture
def open_page(launch, address):
    """`open_page(path, size)`: the analyst's page, where the live map is drawn too."""
    with opening(launch(*SOFTWARE_WEBGL), address, who="analyst") as open_at:
        yield open_at


def live(page):
    page.wait_for_selector(".is-live", timeout=30_000)
    return page


def test_the_interactive_map_draws_under_the_policy(open_page):
    page = live(open_page("/places/"))
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == WIDE["width"]
    assert page.locator(".live canvas").count() == 1
    assert page.locator(".pin").count() == 14
    assert not page.locator("svg.map").is_visible()
    page.click("text=Plain map")
    assert page.locator(".live").count() == 0 and page.locator("svg.map").first.is_visible()


def test_phones_fetch_the_interactive_map_only_when_asked(open_page):
    page = open_page("/places/", PHONE)
    page.wait_for_load_state("networkidle")
    fetched = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not [name for name in fetched if "maplibre" in name]
    page.click("text=Open the interactive map")
    live(page)


def test_without_webgl_the_plain_map_stays(launch, address):
    with opening(launch(*NO_WEBGL), address, who="analyst") as open_at:
        page = open_at("/places/")
        page.wait_for_load_state("networkidle")
        assert page.locator("svg.map").first.is_visible() and page.locator(".is-live").count() == 0
        assert page.locator("[data-map-switch]").is_hidden()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
def test_without_scripts_list_map_and_filters_work(open_page, size):
    page = open_page("/places/", size, java_script_enabled=False)
    assert page.locator("svg.map").is_visible()
    assert page.locator("tr[data-place]").count() == 14
    if size is PHONE:
        assert not page.locator("#f-kind").is_visible()
        page.click("main summary.button")
    page.select_option("#f-kind", "emerging")
    with page.expect_navigation():
        page.click("text=Show >> visible=true")
    assert page.locator("tr[data-place]").count() == 2
    assert page.url.count("kind=emerging") == 1


def test_a_row_selects_its_shape_and_the_reverse(open_page):
    page = open_page("/places/", PHONE)
    page.locator("tr[data-place] .c-sure").nth(2).click()
    assert page.locator("svg .number.is-chosen text").text_content() == "3"
    page.locator("svg .number text").last.click()  # drawn last: the first place
    assert page.locator("tr.is-chosen .c-rank").inner_text() == "1"


def test_the_map_is_one_stop_of_the_tab_key(open_page):
    page = live(open_page("/places/"))
    page.get_by_role("link", name="HTML of the high-demand places").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-map]')")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.locator("tr.is-chosen .c-rank").inner_text() == "2"
    assert page.locator(".pin.is-chosen").inner_text() == "2"
    said = page.locator("[data-map-says]").inner_text()
    assert said.startswith("2. Interchange and Coronet Lane. Seen by Police")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.zoom") == "in"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/p-*/")
    assert page.locator("h1").inner_text().startswith("Interchange and Coronet Lane")


def test_tab_goes_in_reading_order(open_page):
    page = open_page("/places/", PHONE)
    seen = press_tab(page, 8)
    assert seen[0] == "Skip to the content"
    assert seen[2:8] == ["Menu", "Filter", "CSV", "XLSX", "GeoJSON", "Print"]


def test_the_menu_of_a_phone_holds_search_name_and_every_link(open_page):
    page = open_page("/places/", PHONE)
    page.locator("text=Menu").press("Enter")
    seen = press_tab(page, 12)
    assert seen[1] == "Search"
    assert seen[2].startswith("Demo analyst")  # what lies beneath the name is folded
    assert seen[3:5] == ["My work", "Places"] and {"Strategy", "Plan", "Outcomes"} <= set(seen)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def press_tab(page, times: int) -> list[str]:
    """What the focus meets, one stop after the other."""
    seen = []
    for _stop in range(times):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.innerText"))
    return seen


def test_single_keys_move_sleep_while_typing_and_can_be_turned_off(open_page):
    page = open_page("/places/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Interchange and Coronet Lane"
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.id") == "f-agency"
    page.keyboard.press("j")  # typed into a field: stays there
    assert page.locator("tr.is-chosen .c-rank").inner_text() == "2"
    page.click("text=Keyboard shortcuts")
    page.uncheck("[data-keys] input")
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.locator("tr.is-chosen .c-rank").inner_text() == "2"


def test_still_readers_get_no_motion(open_page):
    page = live(open_page("/places/", reduced_motion="reduce"))
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_paper_has_every_row_the_drawn_map_and_no_controls(open_page, tmp_path):
    page = live(open_page("/places/"))
    page.emulate_media(media="print")
    assert page.locator("svg.map").is_visible() and not page.locator(".live").is_visible()
    assert not page.locator(".filters").is_visible() and not page.locator("nav.bar").is_visible()
    assert page.locator("tr[data-place]:visible").count() == 14
    assert len(page.pdf(format="A4", path=tmp_path / "list.pdf")) > 20_000


def test_on_paper_columns_stay_apart_and_each_sheet_says_its_marking(open_page, place):
    a4 = {"width": 688, "height": 1000}  # less the margins, at 96 dots to the inch
    page = open_page(place, a4)
    page.emulate_media(media="print")
    tops = page.evaluate("""["#why", ".inset"].map((each) =>
        Math.round(document.querySelector(each).getBoundingClientRect().top))""")
    assert abs(tops[0] - tops[1]) < 80, "the map stands beside the rules"
    assert page.evaluate("getComputedStyle(document.body).page").startswith("official")
    page = open_page("/plan/", a4)
    page.emulate_media(media="print")
    assert not page.evaluate("""[...document.querySelectorAll(".plan th, .plan td")]
        .filter((each) => each.scrollWidth > each.clientWidth + 1).length""")


def shown(page):
    """(width, height, smallest letters) of each chart that can be seen, in pixels."""
    return page.evaluate("""
        [...document.querySelectorAll("svg.chart")].filter((each) => each.checkVisibility())
        .map((each) => [each.getBoundingClientRect().width, each.getBoundingClientRect().height,
          Math.min(...[...each.querySelectorAll("text")].map((text) =>
            parseFloat(getComputedStyle(text).fontSize) * each.getScreenCTM().a))])
    """)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
@pytest.mark.parametrize(
    ("path", "count"), [("/changes/drugs/", 1), ("place", 1), ("/findings/watch/", 1)]
)
def test_charts_show_and_can_be_read(open_page, place, *, path, count, size):
    page = open_page(place if path == "place" else path, size)
    seen = shown(page)
    assert len(seen) == count
    for width, height, letters in seen:
        assert 300 <= width <= min(640, size["width"] - 32)
        assert height > 100
        assert letters >= 12.5
    assert page.evaluate("document.fonts.check('13px \\'Source Sans 3\\'')")


def test_a_chart_opens_its_numbers_and_prints_without_them(open_page, place):
    page = open_page(place)
    assert not page.locator(".numbers table").is_visible()
    page.click(".numbers summary")
    assert page.locator(".numbers tbody tr:visible").count() == 36
    page.emulate_media(media="print")
    assert len(shown(page)) == 1 and not page.locator(".numbers").is_visible()
