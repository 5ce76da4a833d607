"""What tests in a real browser share: Chromium's place, axe, widths, pages that listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).resolve().parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
# The live map is drawn by the processor here, or not at all: then the drawn map stays.
SOFTWARE_WEBGL = "--use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader".split()
NO_WEBGL = ("--disable-3d-apis",)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 800}
# No rule that is on by default needs style sheets fetched a second time (`preload`).
LOOK = """async (rules) => {
    if (document.readyState !== "complete")
        await new Promise((loaded) => addEventListener("load", loaded));
    const only = rules ? {runOnly: {type: "rule", values: rules}} : {};
    const found = await axe.run(
        document, {resultTypes: ["violations"], preload: false, ...only});
    return found.violations.flatMap((each) =>
        each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 120)}`));
}"""
# What depends on the width: what scrolls within the page, what a finger meets, what is only there.
OF_WIDTH = ("scrollable-region-focusable", "target-size", "link-name", "button-name")
# Of a graphics card that is none; and of a form with faults, whose answer is 422.
NO_FAULTS = ("GL Driver Message", "422 (Unprocessable Entity)")

in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(),
        reason=f"NOT TESTED: no browser at {CHROMIUM} (Debian: apt-get install chromium)",
    ),
    pytest.mark.filterwarnings("default"),
]


def is_fault(said) -> bool:
    """Whether a page's console complains of something that should not be."""
    return said.type in ("error", "warning") and not any(each in said.text for each in NO_FAULTS)


def violations(page, *, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds; `rules`: only these, where the others were asked at another width."""
    # Through the debugger, which the page's policy does not bind.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    return page.evaluate(LOOK, list(rules) or None)


@contextmanager
def opening(browser, address, *, who: str, hears: Callable = is_fault) -> Iterator[Callable]:
    """`open_at(path, size, who)`: that account's page; any complaint in its console fails the test.

    `who`: the account where a page names none; a page for None is a stranger's.
    """
    complaints: list[str] = []
    contexts: list = []

    def open_at(path, size=WIDE, who=who, **how):
        contexts.append(browser.new_context(viewport=size, **how))
        if who:
            contexts[-1].add_cookies([address.session(who)])
        page = contexts[-1].new_page()
        page.on("console", lambda said: complaints.append(said.text) if hears(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert not complaints
