"""What the journeys share: a served site with its worker, signing in, and looking at a page.

The site is a made-up town's workspace with the demonstration's partnership and a sample edition,
so that records, places and outcomes are all there. A journey that leaves the town another town
takes one of its own (`serve_town`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from safercity.evidence.assess.edition import open_edition
from safercity.evidence.workspace import Workspace, open_catalogue, write_state
from tests.browsing import AXE, PHONE, WIDE, in_browser, is_fault, violations
from tests.evidence.tiny import make_workspace
from tests.partnership.served import Address, serve_signed_in

ON_POSTGRESQL = bool(os.environ.get("DATABASE_URL"))
SLOW = 15_000  # milliseconds until a page that does not answer fails the test


def pytest_collection_modifyitems(items):
    """Mark each as a journey that drives a browser. (The hook is given every test of the run.)"""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            for mark in (*in_browser, pytest.mark.journey):
                item.add_marker(mark)


def make_town(folder: Path, *, edition: Path) -> Workspace:
    """A workspace of the tiny town whose current edition is the sample one."""
    town = make_workspace(folder, made_up=True)
    made = open_edition(edition)
    shutil.copytree(edition, town.editions / made.digest)
    with open_catalogue(town.catalogue_path, writing=True) as catalogue:
        catalogue.execute(
            "INSERT INTO editions VALUES (?, 1, ?, '2025-10-14T09:00:00', 1)",
            (made.digest, made.manifest["as_of"]),
        )
        catalogue.executemany(
            "INSERT INTO identities VALUES (?, ?, ?, 'new')",
            [(made.digest, one["id"], one["id"]) for one in made.table("places")["places"]],
        )
        write_state(catalogue, name="current_edition", value=made.digest)
    return town


@contextmanager
def serve_town(folder: Path, *, edition: Path, only_people: bool = False) -> Iterator[Address]:
    """The town's site with its worker; `address.town` is the workspace.

    `only_people`: the partnership has people, and nothing else yet.
    """
    town = make_town(folder, edition=edition)
    with serve_signed_in(town.root, with_worker=True, only_people=only_people) as address:
        address.town = town
        yield address


@pytest.fixture(scope="session")
def site(assessed, tmp_path_factory) -> Iterator[Address]:
    """One served site for all journeys that this process runs."""
    with serve_town(tmp_path_factory.mktemp("journeys"), edition=assessed) as address:
        yield address


@pytest.fixture
def sign_in_as(browser, site) -> Iterator[Callable]:
    """`sign_in_as("manager", "/plan/")`: that account's browser page, at 1280 pixels.

    The test fails on any complaint in a console. What is to be refused is asked with
    `page.request.get(...)`, which no console hears of. `at`: another site than `site`.
    """
    complaints: list[str] = []
    contexts: list = []

    def open_as(account: str, path: str = "/", *, at: Address = site):
        contexts.append(browser.new_context(viewport=WIDE, base_url=str(at)))
        contexts[-1].set_default_timeout(SLOW)
        contexts[-1].add_cookies([at.session(account)])
        if not ON_POSTGRESQL:
            contexts[-1].add_init_script(path=AXE)  # sent once for all pages
        page = contexts[-1].new_page()
        page.on("console", lambda said: complaints.append(said.text) if is_fault(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert complaints == []


def look(page):
    """Look at the open page as its readers do: axe finds nothing, and a phone shows it whole.

    Gives the page back, so that a step reads `look(page).click(…)`. The pages of a journey are the
    same on PostgreSQL: there it is only walked.
    """
    if ON_POSTGRESQL:
        return page
    where = page.url
    assert violations(page) == [], where
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], where
    page.set_viewport_size(WIDE)
    return page


def visit(page, path: str):
    """Go to a path of the site, and look at what opens."""
    page.goto(path)
    return look(page)


def press(page, words: str):
    """Press the link or button with these words in the page's own part; look at what opens."""
    found = page.locator("main").get_by_role("link", name=words, exact=True)
    if not found.count():
        found = page.locator("main").get_by_role("button", name=words, exact=True)
    return follow(page, found.first)


def follow(page, found):
    """Click what leads to another page, wait until that is there, and look at it.

    A click returns before the answer comes: what is looked at next may be half a page.
    """
    with page.expect_navigation():
        found.click()
    return look(page)
