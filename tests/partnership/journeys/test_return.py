"""Journey 4: a partner's return by spreadsheet with two wrong rows is fixed, approved, shown."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

from tests.partnership.journeys.conftest import look, press, visit

SHARE, COUNT, PUBLIC = "hate-violent-share", "asb-city", "vawg-public"
LAST = (date.today().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")  # the last whole month
HEADING = ("Measure", "Period", "Figure", "Out of", "Note")


def write_sheet(rows) -> dict:
    file = io.StringIO()
    csv.writer(file).writerows([HEADING, *rows])
    return {"name": "returns.csv", "mimeType": "text/csv", "buffer": file.getvalue().encode()}


def test_a_return_with_two_wrong_rows_is_fixed_approved_and_shown(sign_in_as):
    partner, manager = sign_in_as("police", "/my-work/"), sign_in_as("manager")
    before = visit(manager, "/outcomes/").locator("main").inner_text()
    missing = int(re.search(r"Missing returns: (\d+)", before)[1])

    # What is due is on My work, and in the spreadsheet that the site gives out.
    assert "Send" in look(partner).locator("main").inner_text()
    visit(partner, "/outcomes/returns/")
    sheet = csv.DictReader(io.StringIO(partner.request.get("/outcomes/returns/?format=csv").text()))
    due = {row["﻿Measure"] if "﻿Measure" in row else row["Measure"]: row for row in sheet}
    period = due[SHARE]["Period"]

    # Two of three rows are wrong: each is named with its row, its column and what to do.
    press(partner, "Send a spreadsheet")
    rows = [
        (SHARE, period, "61", "270", ""),
        (COUNT, LAST, "about a thousand", "", ""),
        (PUBLIC, "the autumn", "99", "", ""),
    ]
    send(partner, rows)
    said = partner.locator("main").inner_text()
    assert "1 of 3 rows are taken, 2 wait" in said
    table = partner.locator("main table tbody tr")
    assert [row.locator("th").inner_text() for row in table.all()] == ["3", "4"]
    assert "Figure: 'about a thousand' is no number" in said and "Write digits alone" in said
    assert "Period: 'the autumn' is no month" in said and "Write it as 2026-09" in said

    # Fixed and sent again, whole: what was taken is known, and nothing is entered twice.
    rows[1] = (COUNT, LAST, "1,007", "", "late records")
    rows[2] = (PUBLIC, LAST, "99", "", "")
    send(partner, rows)
    said = partner.locator("main").inner_text()
    assert "2 of 3 rows are taken, 0 wait" in said and "Known already: 1" in said

    # The sender's agency cannot approve its own; the manager does, one after the other.
    visit(partner, "/outcomes/returns/?whose=all")
    assert "yours to approve" not in partner.locator("main").inner_text()
    visit(manager, "/my-work/")
    approved = [approve(manager) for _each in range(3)]
    assert all("Approved, locked" in one for one in approved)

    # The period is locked: what comes now is a revision, with a reason.
    visit(partner, f"/outcomes/returns/{COUNT}/{LAST}/")
    assert "is approved and stays" in partner.locator("main").inner_text()

    # The dashboard moved.
    after = visit(manager, "/outcomes/").locator("main").inner_text()
    assert f"Missing returns: {missing - 1}" in after
    point = visit(manager, f"/outcomes/measures/{COUNT}/").locator("main tr", has_text="1,007")
    assert "vintage 3" in point.first.inner_text()
    assert (
        "vintage 1"
        in visit(manager, f"/outcomes/measures/{SHARE}/")
        .locator("main tr", has_text="22.6")
        .first.inner_text()
    )


def send(page, rows):
    """Give the sheet to the form, and look at what became of its rows."""
    page.set_input_files("input[type=file]", write_sheet(rows))
    press(page, "Read it")


def approve(page) -> str:
    """Approve the first of the three that waits for the manager; what its page then says."""
    visit(page, "/outcomes/returns/?whose=all")
    ours = [COUNT, SHARE, PUBLIC]
    line = page.locator("tr:has-text('yours to approve'):has-text('Constabulary')").first
    assert line.count(), ours
    line.get_by_role("link").first.click()
    look(page)
    press(page, "Approve")
    return page.locator("main").inner_text()
