"""Which column of a plan is which: the usual names of each, and where the heading stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LOOKED_AT = 40  # rows in which a heading is sought: title and notes stand above it

# The first name of each is the one we write.
NAMES: dict[str, tuple[str, ...]] = {
    "key_action": (
        "Key action", "Key action number", "Key action no", "Key action ref", "KA", "KA no",
        "Strategy action", "Strategic action", "Strategy reference", "Action number", "Action no",
    ),
    "ref": ("Reference", "Ref", "Ref no", "No", "ID", "Plan reference", "Plan ref"),
    "what": (
        "Action", "What will be done", "What", "Activity", "Task", "Actions", "Delivery action",
        "Milestone", "Description", "Action description",
    ),
    "owner_agency": (
        "Owner agency", "Owner", "Lead agency", "Lead", "Lead organisation", "Responsible agency",
        "Responsible organisation", "Agency", "Organisation", "Responsible", "Who",
    ),
    "owner_post": (
        "Owner post", "Post", "Lead post", "Lead officer", "Responsible officer", "Role",
        "Lead role", "Job title",
    ),
    "partners": (
        "Partners", "Partner agencies", "Supporting agencies", "Other agencies", "With",
        "Supported by",
    ),
    "start": ("Start", "Start date", "From", "Begins"),
    "due": (
        "Due", "Due date", "Deadline", "By when", "Target date", "Timescale", "Timescales",
        "Completion date", "End date", "Date due", "When",
    ),
    "state": ("State", "Status", "RAG", "RAG status", "RAG rating", "Progress status"),
    "confidence": ("Confidence", "Delivery confidence", "Confidence level"),
    "measure": (
        "Measure", "Measure of success", "Success measure", "Performance measure", "KPI",
        "How we will know", "Outcome measure",
    ),
    "place": ("Place", "Location", "Area", "Where"),
    "funding": ("Funding", "Budget", "Resource", "Resources", "Cost", "Funding source"),
    "evidence": ("Evidence", "Evidence of completion"),
    "progress": (
        "Progress", "Progress update", "Update", "Latest update", "Comments", "Notes", "Comment",
    ),
}  # fmt: skip


def simplify(text: str) -> str:
    """A heading or title without case, spaces and signs."""
    return re.sub(r"[\W_]+", "", text.casefold())


_KNOWN = {simplify(name): field for field, names in NAMES.items() for name in names}

FOR_READERS = frozenset({"marking"})  # the site's own files say it of themselves


@dataclass(frozen=True)
class Heading:
    """A heading found: its row from 0, the position of each field, and headings nobody knows."""

    row: int
    columns: dict[str, int]
    names: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether it is a plan's: it says what is done, and two other things at least."""
        told = "what" in self.columns or "key_action" in self.columns
        return told and len(self.columns) >= 3


def find_heading(rows: Sequence[Sequence[str]]) -> Heading:
    """The row among the first 40 that reads best as a plan's heading; it may not fit at all."""
    found = [_match(row, at) for at, row in enumerate(rows[:LOOKED_AT])]
    return max(found, key=lambda one: (len(one.columns), -one.row), default=Heading(0, {}, (), ()))


def _match(row: Sequence[str], at: int) -> Heading:
    columns: dict[str, int] = {}
    unread: list[str] = []
    for position, text in enumerate(row):
        field = _KNOWN.get(simplify(text))
        if field is not None and field not in columns:
            columns[field] = position
        elif text.strip() and simplify(text) not in FOR_READERS:
            unread.append(text.strip())
    return Heading(at, columns, tuple(text.strip() for text in row), tuple(unread))
