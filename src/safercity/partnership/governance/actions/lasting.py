"""Seats, lines, responsibilities and link officers as rows: made once, told of, and ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance import rules
from safercity.partnership.governance.models import (
    Body,
    Line,
    Link,
    Responsibility,
    Seat,
    lasting_beyond,
)

Row = TypeVar("Row", Seat, Line, Responsibility, Link)
ENDS = ("agency", "post", "to", "how", "subject")


def make_row(kind: type[Row], new: object, *, key: UUID | None, same: dict, by: Viewer) -> Row:
    """The row of this key, or one with the `same` ends that says the same; else a new one.

    The history of its body is told. Errors: NotYet where one with the same ends says otherwise.
    """
    rows = kind._default_manager
    key = key or new_id()
    if made := rows.filter(pk=key).first():
        return made
    told = vars(new)
    there = find_standing(rows.filter(**same), from_day=told["from_day"])
    if there is not None:
        refuse_another(there, {name: told[name] for name in told if name not in same})
        return there
    row = rows.create(id=key, **told)
    details = {**_name_ends(row), "from": row.from_day}
    record_act(f"{kind._meta.model_name} added", row.body, by=by, details=_leave_out(details))
    return row


def find_standing(rows: models.QuerySet[Row], *, from_day: date | None) -> Row | None:
    """The row that a new one from that day on would lie over: the open one, or one that is to end.

    One that began today ends tomorrow at the soonest, and is in nobody's way.
    """
    day = max(from_day or date.min, timezone.localdate() + timedelta(days=1))
    rows = rows.filter(lasting_beyond(day))
    return rows.order_by(F("until_day").desc(nulls_first=True)).first()


def refuse_another(row: Seat | Line | Responsibility | Link, told: Mapping[str, Any]) -> None:
    """What holds today will do for one without a first day.

    Errors: NotYet where `told` is not what the row says.
    """
    differs = [name for name, value in told.items() if getattr(row, name) != value]
    if told.get("from_day") is None and not row.is_to_come:
        differs = [name for name in differs if name != "from_day"]
    if differs or row.until_day:
        raise NotYet(
            _("%(what)s: that stands there already, %(days)s.")
            % {"what": _tell_end(row), "days": _tell_days(row)},
            advice=_("End that one first, or leave it as it is."),
        )


@transaction.atomic
def end_row(row: Seat | Line | Responsibility | Link, day: date, *, by: Viewer) -> None:
    """End a seat, line, responsibility or link officer on a day.

    One that is to come, and would end before it began, is taken away: it never held.
    Errors: NotAllowed; NotYet for a day before it began.
    """
    rules.change_bodies(by)
    if row.until_day == day:
        return
    name, ends = row._meta.model_name, _name_ends(row)
    if row.is_to_come and row.from_day and day <= row.from_day:
        type(row)._default_manager.filter(pk=row.pk).delete()
        details = {**ends, "from": row.from_day}
        record_act(f"{name} taken back", row.body, by=by, details=details)
        return
    if row.from_day and day <= row.from_day:
        raise NotYet(
            _("It began on %s.") % date_format(row.from_day, "j F Y"),
            advice=_("Give a day after that."),
        )
    type(row)._default_manager.filter(pk=row.pk).update(until_day=day)
    record_act(f"{name} ended", row.body, by=by, details={**ends, "until": day})


def day_after(row: Seat | Line | Responsibility | Link | Body, day: date) -> date:
    """The day on which a row may end: `day`, or the first after it began."""
    if row.from_day is None or (row.is_to_come and not isinstance(row, Body)):
        return day
    return max(day, row.from_day + timedelta(days=1))


def _tell_end(row: Seat | Line | Responsibility | Link) -> str:
    if isinstance(row, Seat):
        return str(row.post or row.agency.name)
    if isinstance(row, Line):
        return f"{row.get_how_display()} {row.to}"
    return str(row.post if isinstance(row, Link) else row.subject)


def _tell_days(row: Seat | Line | Responsibility | Link) -> str:
    first, last = (day and date_format(day, "j F Y") for day in (row.from_day, row.until_day))
    if first and last:
        return _("from %(first)s until %(last)s") % {"first": first, "last": last}
    if last:
        return _("until %s") % last
    return _("from %s") % first if first else _("without a first day")


def _name_ends(row: Seat | Line | Responsibility | Link) -> dict[str, object]:
    """What it joins to the body, as the audit keeps it: ids, no free text."""
    return _leave_out({name: getattr(row, name, None) for name in ENDS})


def _leave_out(details: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in details.items() if value}
