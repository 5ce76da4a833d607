"""Journey 1: an analyst sends an extract with faults, gets it right, and asks for a new edition."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from safercity.evidence.runs import Run
from safercity.evidence.store.load import LoadRequest, load_extracts
from tests.evidence.tiny import NEW, street_row, write_street
from tests.partnership.journeys.conftest import follow, look, press, serve_town, visit

SOURCE = "/records/housing-asb/"
LAST = date.today().replace(day=1) - timedelta(days=1)  # the last day of the month before this
MONTHS = 24


@pytest.fixture(scope="module")
def site(assessed, tmp_path_factory):
    """A town of its own with two years of recorded crime: its edition will be another."""
    with serve_town(tmp_path_factory.mktemp("extract"), edition=assessed) as address:
        load_crimes(address.town, folder=tmp_path_factory.mktemp("crimes"))
        yield address


def load_crimes(town, *, folder):
    """Two years of street crime, so that an edition has something to compare."""
    paths = []
    for back in range(MONTHS):
        number = LAST.year * 12 + LAST.month - 1 - back
        month = f"{number // 12}-{number % 12 + 1:02d}"
        rows = [
            street_row(f"{month}{n}", month=month, area=n % 5, kind=("Burglary", "Drugs")[n % 2])
            for n in range(30)
        ]
        paths.append(write_street(folder / month / f"{month}-tiny-street.csv", rows))
    request = LoadRequest("police-uk", tuple(paths), received=date.today())
    assert not [one.error for one in load_extracts(town, request, run=Run()) if one.error]


def write_cases(*changes: dict[str, str]) -> dict:
    """A landlord's cases of last month; `changes` go to the first ones."""
    rows = [
        {"Case ID": f"H{n}", "Reported Date": f"{LAST:%d/%m/%Y}", "Nature of ASB": "Noise",
         "LSOA": NEW[n]}
        for n in range(6)
    ]  # fmt: skip
    for row, change in zip(rows, changes, strict=False):
        row.update(change)
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return as_file("housing asb.csv", file.getvalue())


def as_file(name: str, text: str) -> dict:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def send(page, file: dict):
    """Send a file, and wait until it was read."""
    visit(page, SOURCE)
    press(page, "Send an extract")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Send", exact=True).click()
    return wait(page)


def wait(page):
    """Until nothing is being read any more."""
    page.wait_for_selector("[data-loading=over]", state="attached", timeout=60_000)
    page.wait_for_load_state()
    return look(page)


def save(page, words: str):
    """Press that button of a form; until its answer is there and all is read."""
    with page.expect_navigation():
        page.get_by_role("button", name=words).click()
    return wait(page)


def totals(page) -> list[int]:
    """Rows, accepted, outside, held, known: as the page's first table says them."""
    cells = page.locator("main table").first.locator("tbody td").all_inner_texts()
    return [int(text) for text in cells[:5]]


def text(page) -> str:
    return page.locator("main").inner_text()


def test_an_analyst_sends_an_extract_with_faults_and_gets_it_right(sign_in_as):
    page = sign_in_as("analyst", "/records/")
    line = "tr:has(a[href='/records/housing-asb/'])"
    assert "nothing sent yet" in look(page).locator(line).inner_text()

    # What is no table is refused, with what to do.
    send(page, as_file("housing asb.csv", "<!doctype html><title>Sign in</title>"))
    assert "Not loaded" in text(page) and "is a web page" in text(page)

    # A word that nobody knows, a day that does not exist, a day that nobody can read.
    send(
        page,
        write_cases(
            {"Nature of ASB": "Drone nuisance"},
            {"Reported Date": f"31/02/{LAST:%Y}"},
            {"Reported Date": "last Tuesday"},
        ),
    )
    assert totals(page) == [6, 3, 0, 3, 0]
    for why in ("A category nothing is known about", "A date that does not exist"):
        assert why in text(page)
    press(page, "Mend the held rows")
    held = page.locator("section:has(#held)")
    assert held.get_by_role("link", name="Correct").count() == 3

    # The word is given its meaning.
    page.get_by_label("Drone nuisance").select_option(label="Other anti-social behaviour")
    save(page, "Save and load again")
    assert totals(page) == [6, 4, 0, 2, 0] and page.get_by_label("Drone nuisance").count() == 0

    # The two days are corrected on their pages; the first try at one is wrong again.
    open_row(page, 2).get_by_label("Reported Date").fill("30/02/2026")
    press(page, "Save and read the file again")
    assert "The row would be held again: A date that does not exist" in text(page)
    visit(page, SOURCE)
    correct(page, row=2, day=f"{LAST:%d/%m/%Y}")
    correct(page, row=3, day=f"{LAST:%d/%m/%Y}")
    assert totals(page) == [6, 6, 0, 0, 0]
    assert "No row is held" in text(page) and "2 rows are read with a value" in text(page)

    # The calendar moved, and the ledger goes out with every row in it.
    moved = visit(page, "/records/").locator(line)
    assert f"{LAST:%B %Y}" in moved.inner_text() and moved.locator(".m-sent").count() == 1
    ledger = page.request.get(SOURCE + "?format=csv").text()
    assert ",6,6,0,0,0," in ledger and "OFFICIAL" in ledger

    # From the file's page a new edition is asked for; the pages show it when it is whole.
    page.goto(SOURCE)
    follow(page, page.locator("main a[href^='/records/uploads/']").first)
    press(page, "Make a new edition")
    wait(page)
    assert "Edition 2" in text(page) and "No record changed since" in text(page)
    assert f"records to {LAST:%B %Y}" in text(page)
    assert f"{LAST:%B %Y}" in visit(page, "/places/").locator("body").inner_text()


def correct(page, *, row: int, day: str):
    """Write a day into a held row, on its page; its file is read again."""
    open_row(page, row).get_by_label("Reported Date").fill(day)
    save(page, "Save and read the file again")


def open_row(page, row: int):
    """The page on which a held row is corrected."""
    return follow(page, page.locator(f"main a:has-text('row {row} of')").first)


def test_how_much_of_a_file_is_here_is_said_and_faults_come_without_leaving(sign_in_as):
    page = sign_in_as("analyst", SOURCE + "send/")
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator(".govuk-error-summary").wait_for()
    look(page)
    page.evaluate("""() => {
        window.told = [];
        const words = document.querySelector("[data-sending] [role=status]");
        new MutationObserver(() => window.told.push(words.textContent)).observe(
            words, {childList: true});
        addEventListener("beforeunload", () => localStorage.setItem("told", window.told.join()));
    }""")
    page.set_input_files("input[type=file]", as_file("none.csv", "Nothing\n" + "1\n" * 50_000))
    with page.expect_navigation():
        page.get_by_role("button", name="Send", exact=True).click()
    assert "100% of the file is here." in page.evaluate("localStorage.getItem('told')")
    wait(page)
    assert "Not loaded" in text(page)
