"""Bodies and decisions as tables for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from safercity.documents.export.plain import Cell, Value
from safercity.partnership.governance.marks import Mark
from safercity.partnership.governance.models import Decision, Seat, Share
from safercity.partnership.governance.presenters.body import BodyPage
from safercity.partnership.governance.structure import LineSeen, Structure

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
SEAT_COLUMNS = ("agency", "post", "must_sit", "from_day", "until_day")
LINE_COLUMNS = ("body", "how", "to", "every", "about", "supposed", "from_day", "until_day")
ANSWER_COLUMNS = ("answers_for", "jointly", "from_day", "until_day")
LINK_COLUMNS = ("post", "body", "to", "from_day", "until_day")
EARLIER_COLUMNS = ("what", "kind", "from_day", "until_day")
DECISION_COLUMNS = ("day", "body", "decision", "reason", "options", "about", "replaced")


def list_body_rows(structure: Structure, marks: list[Mark]) -> Iterator[list[Value]]:
    """One row a body that exists; then one a mark that belongs to none, with what it is about."""
    for body in structure.current:
        lines = structure.lines_from(body.id)
        yield [
            body.name,
            body.tier.value,
            body.chair,
            body.vice_chair,
            body.quorum,
            len(body.seats),
            "; ".join(_tell(line, to=structure.by_id[line.to].name) for line in lines),
            "; ".join(subject.title for subject in structure.subjects_of(body.id)),
            "; ".join(mark.text for mark in marks if mark.body == body.id),
        ]
    titles = {subject.id: subject.title for subject in structure.subjects}
    for mark in marks:
        if mark.body is None:
            about = titles[mark.subject] if mark.subject else ""
            yield ["", "", "", "", None, None, "", about, mark.text]


def _tell(line: LineSeen, *, to: str) -> str:
    supposed = " (supposed)" if line.is_inferred else ""
    return f"{line.how.value}{supposed}: {to}"


def list_seat_rows(seats: Iterable[Seat]) -> Iterator[list[Cell]]:
    """One row a seat of a body."""
    for seat in seats:
        yield [
            seat.agency.name,
            seat.post.title if seat.post else "",
            seat.is_statutory,
            seat.from_day,
            seat.until_day,
        ]


def list_decision_rows(decisions: Iterable[Decision]) -> Iterator[list[Cell]]:
    """One row a decision."""
    for row in decisions:
        yield [
            row.day,
            row.body.name,
            row.what,
            row.reason,
            row.options,
            row.subject.title if row.subject else "",
            hasattr(row, "replaced_by"),
        ]


def list_line_rows(page: BodyPage) -> Iterator[list[Cell]]:
    """One row a line from or to a body."""
    for line in (*page.upwards, *page.downwards):
        yield [
            line.body.name,
            line.get_how_display(),
            line.to.name,
            line.every,
            line.about,
            line.is_inferred,
            line.from_day,
            line.until_day,
        ]


def list_answer_rows(page: BodyPage) -> Iterator[list[Cell]]:
    """One row a subject that a body answers for."""
    for row in page.answers:
        is_joint = row.share == Share.JOINT
        yield [row.subject.title, is_joint, row.from_day, row.until_day]


def list_link_rows(page: BodyPage) -> Iterator[list[Cell]]:
    """One row a link officer from or to a body."""
    for row in page.links:
        yield [str(row.post), row.body.name, row.to.name, row.from_day, row.until_day]


def list_earlier_rows(page: BodyPage) -> Iterator[list[Cell]]:
    """One row a thing of a body that holds no more."""
    for one in page.earlier:
        yield [one.what, one.kind, one.row.from_day, one.row.until_day]
