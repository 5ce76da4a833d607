"""The register and the records in a real browser: axe, policy, two widths, the journey."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.evidence.tiny import make_workspace
from tests.partnership.records.conftest import write_cases
from tests.partnership.served import serve_signed_in
from tests.partnership.test_browser import (
    PHONE,
    WIDE,
    browser,
    is_fault,
    playwright,
    pytestmark,
    violations,
)

__all__ = ["browser", "playwright", "pytestmark"]
WIDTHS = [WIDE, PHONE]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The site over the tiny town with made-up records, the demonstration's people in it."""
    folder = tmp_path_factory.mktemp("browser")
    made = make_workspace(folder, made_up=True)
    with serve_signed_in(made.root) as served:
        command = [sys.executable, "-m", "safercity", "work", "-w", str(made.root)]
        with subprocess.Popen(command) as worker:
            yield served
            worker.terminate()


@pytest.fixture
def open_page(browser, address):
    """`open_page(path, who, size)`: a page that fails the test on complaints in its console."""
    complaints, contexts = [], []

    def open_at(path, who="manager", size=WIDE):
        contexts.append(browser.new_context(viewport=size))
        contexts[-1].add_cookies([address.session(who)])
        page = contexts[-1].new_page()
        page.on("console", lambda said: complaints.append(said.text) if is_fault(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert not complaints


def check(page, size) -> None:
    """axe finds nothing, and nothing is wider than the window."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("size", WIDTHS, ids=["wide", "phone"])
@pytest.mark.parametrize("path", [
    "/records/", "/records/housing-asb/", "/records/housing-asb/send/",
])  # fmt: skip
def test_pages_are_accessible_at_both_widths(path, size, open_page):
    check(open_page(path, size=size), size)


def test_an_analyst_sends_an_extract_with_faults_and_gets_it_right(open_page, tmp_path):
    page = open_page("/records/housing-asb/", "analyst")
    page.click("text=Send an extract")
    file = write_cases(tmp_path / "housing asb.csv")
    page.set_input_files("input[type=file]", str(file))
    page.click("button:has-text('Send')")
    assert "is being read" in page.inner_text("main")
    page.wait_for_selector("text=Mend the held rows", timeout=60_000)
    check(page, WIDE)
    page.click("text=Mend the held rows")
    page.select_option(".word select", "asb_other")
    page.click("button:has-text('Save and load again')")
    for _ in range(60):
        page.reload()
        if "No row is held" in page.inner_text("main"):
            break
        page.wait_for_timeout(1_000)
    assert "No row is held" in page.inner_text("main")
    check(page, WIDE)
