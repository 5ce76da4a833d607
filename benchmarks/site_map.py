"""How soon the map of the places can be used, in headless Chromium that was never here before."""

from __future__ import annotations

import shutil
import statistics
import time

from record import Line

MOST_SECONDS = 2.0
VISITS = 5
# A machine without a graphics card draws the live map with its processor.
SOFTWARE = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader"]
SOFTWARE += ["--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]


def measure_map(address: str, cookie: str) -> list[Line]:
    """The list with its drawn map; then the one that moves. Medians."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium")
    if found is None:
        raise SystemExit("Chromium is not here: apt-get install chromium.")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=SOFTWARE)
        visits = [_visit(browser, address, cookie=cookie) for _ in range(VISITS)]
        browser.close()
    drawn, live = (statistics.median(times) for times in zip(*visits, strict=True))
    what = "the map of the places on a first visit, headless Chromium"
    return [
        Line(f"{what}: drawn, beside its list", drawn, reach=MOST_SECONDS),
        Line(f"{what}: live, drawn without a graphics card", live, reach=MOST_SECONDS),
    ]


def _visit(browser, address: str, *, cookie: str) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(f"{address}/places/", wait_until="domcontentloaded")
    page.wait_for_selector("svg.map", state="attached")  # the live one hides it
    drawn = time.perf_counter() - begun
    page.wait_for_selector(".is-live", timeout=30_000)
    live = time.perf_counter() - begun
    context.close()
    return drawn, live
