"""What still stands on a body that ends: it ends with it, or goes on with the successor."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance import rules
from safercity.partnership.governance.actions.hanging import (
    NewLine,
    NewLink,
    NewResponsibility,
    NewSeat,
    add_line,
    add_link,
    add_seat,
    share_subject,
)
from safercity.partnership.governance.actions.lasting import day_after, end_row, find_standing
from safercity.partnership.governance.models import (
    Body,
    How,
    Line,
    Link,
    Responsibility,
    Seat,
    Share,
)
from safercity.partnership.governance.queries.rows import list_standing


@transaction.atomic
def hand_over(body: Body, moving: Collection[UUID], *, by: Viewer) -> None:
    """End all that stands on a body on the day it ends; `moving` goes on with its successor.

    What the successor has already only ends. Errors: NotAllowed; NotYet for a body without a last
    day, or whose successor cannot take over what moves.
    """
    rules.hand_over(by, body)
    assert body.until_day is not None
    rows = list_standing(body, beyond=body.until_day)
    for row in rows:
        end_row(row, day_after(row, body.until_day), by=by)
    for row in rows:
        if row.pk in moving:
            _move(row, body, by=by)


def _move(row: Seat | Line | Responsibility | Link, body: Body, *, by: Viewer) -> None:
    heir = body.successor
    if heir is None:
        raise NotYet(_("%s has no successor.") % body, advice=_("Name it first, or end all."))
    day = max(row.from_day or date.min, body.until_day or date.min, heir.from_day or date.min)
    if isinstance(row, Seat):
        rows = Seat.objects.filter(body=heir, post=row.post)
        if (
            find_standing(rows if row.post else rows.filter(agency=row.agency), from_day=day)
            is None
        ):
            add_seat(NewSeat(heir, row.agency, row.post, row.is_statutory, day), by=by)
    elif isinstance(row, Responsibility):
        held = Responsibility.objects.filter(subject=row.subject, body=heir)
        if find_standing(held, from_day=day) is None:
            share_subject(NewResponsibility(row.subject, heir, Share(row.share), day), by=by)
    else:
        _move_between(row, body, heir=heir, day=day, by=by)


def _move_between(row: Line | Link, body: Body, *, heir: Body, day: date, by: Viewer) -> None:
    start, end = (heir if each == body else each for each in (row.body, row.to))
    if isinstance(row, Line):
        lines = Line.objects.filter(body=start, to=end, how=row.how)
        if find_standing(lines, from_day=day) is None:
            told = (How(row.how), row.every, row.about, row.is_inferred, day)
            add_line(NewLine(start, end, *told), by=by)
    elif (
        find_standing(Link.objects.filter(post=row.post, body=start, to=end), from_day=day) is None
    ):
        add_link(NewLink(row.post, start, end, day), by=by)
