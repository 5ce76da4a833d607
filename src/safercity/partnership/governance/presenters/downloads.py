"""Bodies and decisions as tables for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from safercity.documents.export.plain import Value
from safercity.partnership.governance.marks import Mark
from safercity.partnership.governance.models import Decision
from safercity.partnership.governance.structure import Structure

BODY_COLUMNS = (
    "body",
    "tier",
    "chair",
    "vice_chair",
    "quorum",
    "seats",
    "answers_to",
    "answers_for",
    "marks",
)
DECISION_COLUMNS = ("day", "body", "decision", "reason", "options", "about", "replaced")


def list_body_rows(structure: Structure, marks: list[Mark]) -> Iterator[list[Value]]:
    """One row a body that exists."""
    for body in structure.current:
        lines = structure.lines_from(body.id)
        yield [
            body.name,
            body.tier.value,
            body.chair,
            body.vice_chair,
            body.quorum,
            len(body.seats),
            "; ".join(f"{line.how.value}: {structure.by_id[line.to].name}" for line in lines),
            "; ".join(subject.title for subject in structure.subjects_of(body.id)),
            "; ".join(mark.text for mark in marks if mark.body == body.id),
        ]


def list_decision_rows(decisions: Iterable[Decision]) -> Iterator[list[Value]]:
    """One row a decision."""
    for row in decisions:
        yield [
            row.day.isoformat(),
            row.body.name,
            row.what,
            row.reason,
            row.options,
            row.subject.title if row.subject else "",
            hasattr(row, "replaced_by"),
        ]
