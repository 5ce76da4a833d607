"""`write_plan`: the delivery plan as a workbook that `read_plan` reads back to the same actions."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from safercity.documents.strategy.plan_sheet.headings import NAMES
from safercity.documents.strategy.plan_sheet.values import PlanAction
from safercity.evidence.errors import SaferCityError

SHEET = "Delivery plan"
LONGEST_CELL = 32_767  # signs, Excel's limit
WIDE = {"what": 48, "progress": 40, "measure": 32, "evidence": 28, "partners": 28}
# Text stays text, whatever it begins with; the date of making is not part of the plan.
OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip
MADE = datetime(2000, 1, 1, tzinfo=UTC)
STATE_WORDS = {"not_started": "Not started", "under_way": "Under way", "at_risk": "At risk",
               "late": "Late", "blocked": "Blocked", "done": "Done",
               "verified": "Verified", "stopped": "Stopped"}  # fmt: skip


class PlanNotWritten(SaferCityError):
    """A delivery plan holds what a cell cannot, so no workbook was made of it."""

    exit_code = 72
    advice = "Mend the texts named, and write the plan again."


def write_plan(actions: Sequence[PlanAction]) -> bytes:
    """The workbook's bytes: one sheet, one row an action, days as days, key actions as text.

    The same actions give the same bytes with the same version of xlsxwriter. Errors:
    `PlanNotWritten`, with every text that no cell can hold.
    """
    _check(actions)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": SHEET, "created": MADE})
        sheet = book.add_worksheet(SHEET)
        head = book.add_format({"bold": True, "bottom": 2, "valign": "top", "text_wrap": True})
        forms = {
            "text": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
            "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        }
        for at, (name, names) in enumerate(NAMES.items()):
            sheet.write_string(0, at, names[0], head)
            sheet.set_column(at, at, WIDE.get(name, 16))
        for down, action in enumerate(actions, start=1):
            for at, name in enumerate(NAMES):
                _write(sheet, (down, at), value=_cell_of(action, name), forms=forms)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(actions), 1), len(NAMES) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return buffer.getvalue()


def _cell_of(action: PlanAction, name: str) -> Any:
    if name == "due":
        return action.due or action.due_words
    if name == "partners":
        return "; ".join(action.partners)
    if name == "state":
        return STATE_WORDS[action.state] if action.state else ""
    if name == "confidence":
        return action.confidence.capitalize()
    return getattr(action, name)


def _write(sheet: Any, at: tuple[int, int], *, value: Any, forms: dict[str, Any]) -> None:
    if isinstance(value, date):
        sheet.write_datetime(*at, value, forms["day"])
    elif value:
        sheet.write_string(*at, value, forms["text"])


def _check(actions: Sequence[PlanAction]) -> None:
    faults = []
    for at, action in enumerate(actions, start=1):
        for field in fields(action):
            text = getattr(action, field.name)
            if isinstance(text, str) and len(text) > LONGEST_CELL:
                faults.append(
                    f"action {at}, {field.name}: {len(text):,} signs, {LONGEST_CELL:,} fit"
                )
        faults += [
            f"action {at}, partner {one!r}: holds ;" for one in action.partners if ";" in one
        ]
    if faults:
        raise PlanNotWritten("The plan cannot be written: " + "; ".join(faults) + ".")
