"""The page of one body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from safercity.partnership.common.in_words import write_date
from safercity.partnership.governance.models import (
    Body,
    Lasting,
    Line,
    Link,
    Responsibility,
    Seat,
)
from safercity.partnership.governance.queries import (
    list_hanging_lines,
    list_hanging_links,
    list_responsibilities,
    list_seats,
)

Row = TypeVar("Row", bound=Lasting)


@dataclass(frozen=True)
class Earlier:
    """One thing that holds no more: of which kind, between whom, from when and until when."""

    kind: str
    what: str
    row: Lasting


@dataclass(frozen=True)
class BodyPage:
    """Everything on the page: what holds and what is to come, and apart from it what ended.

    `standing`: how much still stands on a body beyond its own last day. `before`: whom it follows.
    """

    lead: str
    seats: list[Seat]
    upwards: list[Line]
    downwards: list[Line]
    answers: list[Responsibility]
    links: list[Link]
    earlier: list[Earlier]
    standing: int
    before: list[Body]


def present_body(body: Body) -> BodyPage:
    """What holds, is to come and has ended. Five queries."""
    seats = list(list_seats(body, ever=True))
    lines = list(list_hanging_lines(body, ever=True))
    answers = list(list_responsibilities(body, ever=True))
    links = list(list_hanging_links(body, ever=True))
    rows: list[Seat | Line | Responsibility | Link] = [*seats, *lines, *answers, *links]
    earlier = [Earlier(*tell_row(row), row) for row in rows if row.has_ended]
    last = body.until_day
    return BodyPage(
        _tell_state(body),
        _not_ended(seats),
        [line for line in _not_ended(lines) if line.body_id == body.pk],
        [line for line in _not_ended(lines) if line.to_id == body.pk],
        _not_ended(answers),
        _not_ended(links),
        sorted(earlier, key=lambda one: one.row.until_day or date.max, reverse=True),
        sum(1 for row in rows if last and (row.until_day is None or row.until_day > last)),
        list(body.before),
    )


def _not_ended(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if not row.has_ended]


def tell_row(row: Seat | Line | Responsibility | Link) -> tuple[str, str]:
    """Of which kind it is, and between whom."""
    if isinstance(row, Seat):
        return _("Seat"), _tell_seat(row)
    if isinstance(row, Line):
        return _("Line"), _tell_line(row)
    if isinstance(row, Responsibility):
        return _("Answered for") if row.has_ended else _("Answers for"), row.subject.title
    return _("Link officer"), _tell_link(row)


def tell_standing(body: Body, standing: list[Seat | Line | Responsibility | Link]) -> str:
    """What becomes of what still stands on a body that ends."""
    assert body.until_day is not None
    if not standing:
        return _("Nothing stands on it any more.")
    told = {"day": write_date(body.until_day), "heir": body.successor}
    if body.successor:
        return _("All of it ends on %(day)s; what is ticked goes on with %(heir)s.") % told
    named = "; ".join("{}: {}".format(*tell_row(row)) for row in standing)
    return _("It names no successor, so all of this ends on %(day)s: %(named)s.") % {
        **told,
        "named": named,
    }


def _tell_seat(seat: Seat) -> str:
    return f"{seat.agency.name}: {seat.post.title if seat.post else _('empty')}"


def _tell_line(line: Line) -> str:
    return f"{line.body} {line.get_how_display()} {line.to}"


def _tell_link(link: Link) -> str:
    told = {"post": link.post, "body": link.body, "to": link.to}
    return _("%(post)s, from %(body)s to %(to)s") % told


def _tell_state(body: Body) -> str:
    if body.has_ended and body.until_day:
        told = {"day": write_date(body.until_day), "heir": body.successor}
        if body.successor:
            return _("It ended on %(day)s. Its successor is %(heir)s.") % told
        return _("It ended on %(day)s, without a successor.") % told
    return body.about
