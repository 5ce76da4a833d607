"""Journey 4: a partner's return by spreadsheet with two wrong rows is fixed, approved, shown."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

from tests.partnership.journeys.conftest import follow, look, press, visit

SHARE, COUNT, PUBLIC = "hate-violent-share", "hate-crimes", "vawg-public"
LAST = (date.today().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")  # the last whole month
HEADING = ("Measure", "Period", "Figure", "Out of", "Note", "Why revised")


def write_sheet(rows) -> dict:
    file = io.StringIO()
    csv.writer(file).writerows([HEADING, *rows])
    return {"name": "returns.csv", "mimeType": "text/csv", "buffer": file.getvalue().encode()}


def test_a_return_with_two_wrong_rows_is_fixed_approved_and_shown(sign_in_as):
    partner, manager = sign_in_as("police", "/my-work/"), sign_in_as("manager")
    missing = count_missing(manager)

    # What is due is on My work, and in the spreadsheet that the site gives out.
    assert TITLE in look(partner).locator("main").inner_text()
    visit(partner, "/outcomes/returns/")
    sheet = partner.request.get("/outcomes/returns/?format=csv").text().lstrip("\ufeff")
    due = {row["Measure"]: row for row in csv.DictReader(io.StringIO(sheet))}
    period, is_late = due[SHARE]["Period"], due[SHARE]["Due"] < date.today().isoformat()

    # Two of three rows are wrong: each is named with its row, its column and what to do.
    press(partner, "Send a spreadsheet")
    rows = [
        (SHARE, period, "61", "270", ""),
        (COUNT, LAST, "about a thousand", "", ""),
        (PUBLIC, "the autumn", "99", "", ""),
    ]
    said = send(partner, rows)
    assert "1 of 3 rows taken, 2 waiting" in said
    held = partner.locator("main table tbody tr")
    assert [row.locator("th").inner_text() for row in held.all()] == ["3", "4"]
    assert "Figure: 'about a thousand' is no number. Write digits alone" in said
    assert "Period: 'the autumn' is no month. Write it as " in said

    # Fixed and sent again, whole: what was taken is known, and nothing is entered twice.
    rows[1] = (COUNT, LAST, "1,007", "", "late records", "Records came late.")
    rows[2] = (PUBLIC, LAST, "99", "", "", "The month was not over.")
    said = send(partner, rows)
    assert "2 of 3 rows taken, 0 waiting" in said and "Known already: 1" in said

    # Its own agency cannot approve it; the manager of another does.
    assert "yours to approve" not in text(visit(partner, "/outcomes/returns/"))
    visit(manager, "/my-work/")
    while waiting := find_waiting(manager):
        press(follow(manager, waiting.first), "Approve")
        assert "Approved, locked" in text(manager)

    # The period is locked: what comes now is a revision, with a reason.
    visit(partner, f"/outcomes/returns/{COUNT}/{LAST}/")
    assert "is approved and stays" in text(partner)
    assert partner.get_by_label("Why it is revised").count() == 1

    # The dashboard moved: nothing is missing of it, and the new points stand with their vintages.
    asked = visit(partner, "/outcomes/returns/").locator("section", has_text="Due").first
    assert TITLE not in asked.inner_text()
    assert count_missing(manager) == missing - is_late
    assert "vintage 3" in point(manager, COUNT, figure="1,007")
    assert "vintage 1" in point(manager, SHARE, figure="61")


TITLE = "Share of hate crimes with violence"


def text(page) -> str:
    return page.locator("main").inner_text()


def count_missing(page) -> int:
    """How many returns the dashboard misses."""
    told = re.search(r"Missing returns: (\d+)", text(visit(page, "/outcomes/")))
    return int(told[1]) if told else 0


def send(page, rows) -> str:
    """Give the sheet to the form; what the page says of its rows."""
    page.set_input_files("input[type=file]", write_sheet(rows))
    press(page, "Read it")
    return text(page)


def find_waiting(page):
    """The police's returns that wait for this person; None where there are none."""
    visit(page, "/outcomes/returns/?whose=all")
    lines = page.locator("tr:has-text('yours to approve'):has-text('Constabulary')")
    return lines.get_by_role("link") if lines.count() else None


def point(page, measure: str, *, figure: str) -> str:
    """The line of a measure's series that has this figure."""
    visit(page, f"/outcomes/measures/{measure}/")
    return page.locator("main tbody tr", has_text=figure).first.inner_text()
