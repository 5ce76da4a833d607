"""Every address a person can open, in one site: axe, a phone's width, and what each page carries.

The addresses are those of tests/partnership/access; each has to be found by following links, so
that a page that no link leads to fails too.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import Resolver404, resolve

from safercity.documents.edition_findings import PARTS
from tests.browsing import AXE, OF_WIDTH, PHONE, WIDE, in_browser, is_fault, violations
from tests.partnership.access.test_matrix import EXPECTED
from tests.partnership.sample_profiles import LONG, write_long_edition
from tests.partnership.served import serve_signed_in

pytestmark = in_browser
# Who follows links, and how many pages of one kind each opens: their states and buttons differ.
WALKERS = {
    None: 1, "manager": 4, "administrator": 2, "link-domestic-abuse": 9, "analyst": 2, "chair": 2,
    "fire": 3, "auditor": 1,
}  # fmt: skip
BEGIN = (
    "/", "/nowhere/", "/account/password/change/", "/account/2fa/", "/account/logout/",
    "/account/reauthenticate/", "/search/?q=the", "/strategy/compare/?old=1&new=2",
)  # fmt: skip
STRANGERS = ("/account/login/", "/account/password/reset/", "/account/signup/", "/invitation/x/")
FILES = {"places:csv", "places:xlsx", "places:geojson", "places:cells", "places:boundaries",
         "strategy:paper", "places:paper", "api:description", "places:figure", "home:logo",
         "home:colours"}  # fmt: skip
ELSEWHERE = {
    "oversight:review-action": "stands on a review that is decided: tests/partnership/oversight",
    "people:second-factor": "nobody of the demonstration has one: tests/partnership/people",
    "people:forget": "no account of the demonstration is closed: the same",
    "notes:file": "files are off until a partnership turns them on: tests/partnership/notes",
    "notes:attach": "the same",
    "notes:open": "leads on to what the notification is about",
    "commitments:subject": "leads on to what the action belongs to",
    "home:front": "leads on to where the role begins",
}
# Findings differ by their part of the edition, and so do their long tables of numbers.
BY_PART = {"places:finding", "places:numbers"}
RECORDS = "records:"  # an edition's folder has none: tests/partnership/journeys/test_extract.py
BARE = re.compile(
    r"(?<![\w/.-])\d{4}-(Q\d|0[1-9]|1[0-2])(-\d\d)?(?![\w/-]|\.\w)|\b[a-z]+_[a-z_]+\b"
)
AREA = re.compile(r"\b[EW]\d{8}\b")  # no name is known of areas that are not the partnership's own
ADDRESS = re.compile(r'href="([^"#]*)')


@dataclass(frozen=True)
class Stop:
    """A page to look at, and for whom."""

    view: str
    path: str
    who: str | None


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A site of its own: others' tests end what has pages here only as long as it is open."""
    folder = write_long_edition(tmp_path_factory.mktemp("every") / "edition")
    with serve_signed_in(folder) as served:
        yield served


def test_every_page(browser, address):
    begun = begin_work(browser, address)
    wanted = {name for name, access in EXPECTED.items() if access.method == "get"} - FILES
    wanted = {name for name in wanted if not name.startswith(RECORDS)} - set(ELSEWHERE) - BY_PART
    wanted |= {f"{view} of {part}" for view in BY_PART for part in LONG}
    stops = list(walk(address, wanted=wanted, begin=(*BEGIN, *begun)))
    unseen = sorted(wanted - {stop.view for stop in stops})
    assert not unseen, f"no link leads to {unseen}"
    faults = []
    for who in WALKERS:
        faults += look(browser, address, who=who, stops=[stop for stop in stops if stop.who == who])
    assert not faults


def begin_work(browser, address) -> tuple[str, ...]:
    """A draft and a review of the strategy, and a body that ends, so that their pages are there;
    addresses that no other link leads to.
    """
    context = browser.new_context()
    context.add_cookies([address.session("manager")])
    page = context.new_page()
    for path, words in (
        ("/strategy/reviews/", "Begin this year's review"),
        ("/strategy/", "Begin a new draft from this version"),
    ):
        page.goto(address + path)
        with page.expect_navigation():
            page.click(f"button:has-text({words!r})")
    page.goto(f"{address}/boards/")
    page.get_by_role("link", name="Channel Panel").first.click()
    page.get_by_role("link", name="Change", exact=True).first.click()
    page.fill("[name=until_day]", f"{date.today() + timedelta(days=90)}")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/hand-over/")
    ending = page.url.removeprefix(str(address))
    context.close()
    return (ending,)


def walk(address, *, wanted: set[str], begin: tuple[str, ...]) -> Iterator[Stop]:
    """One page of each view, found by following links, until all that are wanted are found."""
    seen: set[str] = set()
    for who, most in WALKERS.items():
        visited, opened = set(), Counter()
        waiting = list(begin if who else STRANGERS)
        while waiting and not wanted <= seen:
            path = waiting.pop(0)
            view = name_view(path)
            if view is None or path in visited or opened[view] >= most or view in FILES:
                continue
            visited.add(path)
            text = read(address, path, who=who)
            if text is None:
                continue
            opened[view] += 1
            waiting += find_links(path, text)
            if view not in seen:
                seen.add(view)
                yield Stop(view, path, who)


def name_view(path: str) -> str | None:
    """The view that answers; with `?view=` and `?show=`, which are pages of their own, and with the
    part of the edition that a finding stands in."""
    bare, _, query = path.partition("?")
    if "format=" in query:
        return None
    try:
        found = resolve(bare)
    except Resolver404:
        return bare if bare in BEGIN else None
    view = found.view_name
    if view in BY_PART:
        name = found.kwargs["name"].replace("-", "_")
        return f"{view} of {next((part for part in PARTS if name.startswith(part)), 'others')}"
    shown = re.search(r"(view|show)=\w+", query)
    return f"{view}?{shown[0]}" if shown else view


def read(address, path: str, *, who: str | None) -> str | None:
    """The page's text; None where it leads elsewhere, or is for others."""
    request = urllib.request.Request(address + path, headers=address.cookie(who) if who else {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.read().decode() if "html" in answer.headers["Content-Type"] else None
    except urllib.error.HTTPError as error:
        return error.read().decode() if error.code == 404 and path in (*BEGIN, *STRANGERS) else None


def find_links(path: str, text: str) -> list[str]:
    links = [unescape(found) for found in ADDRESS.findall(text)]
    bare = path.partition("?")[0]
    return [bare + link if link.startswith("?") else link for link in links if link[:1] in "/?"]


def look(browser, address, *, who: str | None, stops: list[Stop]) -> list[str]:
    """What is wrong with these pages."""
    context = browser.new_context(viewport=WIDE)
    context.add_init_script(path=AXE)  # sent once for all pages
    if who:
        context.add_cookies([address.session(who)])
    page, told = context.new_page(), []
    page.on("console", lambda said: told.append(said.text) if is_fault(said) else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    faults = []
    for stop in stops:
        told.clear()
        page.set_viewport_size(WIDE)
        page.goto(address + stop.path)
        found = [
            *violations(page),
            *list_lacks(page),
            *list_bare(page),
            *(t for t in told if "404" not in t),
        ]
        page.set_viewport_size(PHONE)
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            found.append("wider than a phone")
        found += [f"on a phone: {each}" for each in look_on_phone(page, first=stop is stops[0])]
        faults += [f"{who} at {stop.path}: {fault}" for fault in found]
    context.close()
    return faults


def look_on_phone(page, *, first: bool) -> list[str]:
    """What axe finds at a phone's width: on each page what depends on the width; on a role's first
    page everything, with the menu open, which is the same on all the role's pages."""
    if not first:
        return violations(page, rules=OF_WIDTH)
    page.evaluate("document.querySelectorAll('.menu, .me').forEach((each) => each.open = true)")
    return violations(page)


def list_lacks(page) -> list[str]:
    """What a page must carry, and does not."""
    return page.evaluate("""() => {
        const said = (selector) => document.querySelector(selector)?.innerText ?? "";
        const lacks = [];
        if (document.querySelectorAll("h1").length !== 1) lacks.push("not one h1");
        if (/^[\\s–]/.test(document.title)) lacks.push("no title");
        if (!said(".marking").startsWith("OFFICIAL")) lacks.push("no marking");
        if (!/records to \\d/.test(said(".foot-words"))) lacks.push("no date of its records");
        if (/\\bundefined\\b|[0-9a-f]{8}-[0-9a-f]{4}-/.test(said("main"))
            || [...document.querySelectorAll("td, dd, h1, h2")].some((e) => e.innerText === "None"))
            lacks.push("a value that was left bare");
        for (const table of document.querySelectorAll("main table"))
            if (!table.tHead || [...table.querySelectorAll("th")].some((head) => !head.scope))
                lacks.push("a table without heads: " + table.className);
        return lacks;
    }""")


def list_bare(page) -> Iterator[str]:
    """Labels of tables and names of programs that a page says instead of words.

    Hints of forms say how a period is typed, and programs are told the names that they are sent.
    """
    words = page.evaluate("""() => [...document.querySelectorAll(
        "main :is(p, li, td, th, dt, dd, h1, h2, h3, figcaption, option)"
    )].map((one) => one.closest("form") && !one.closest("option") ? "" : one.innerText)""")
    if "/api/" not in page.url:
        yield from (f"left bare: {said[:90]}" for said in words if BARE.search(said))
    if "/strategy/" not in page.url:
        yield from (f"an area's code: {said[:90]}" for said in words if AREA.search(said))
