"""Returns as lists and pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.partnership.common.in_words import say_period
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.models import Return, State
from safercity.partnership.performance.queries import Due

BUTTONS = {
    State.SUBMITTED: gettext_lazy("Submit for approval"),
    State.APPROVED: gettext_lazy("Approve"),
    State.RETURNED: gettext_lazy("Send back"),
    State.DRAFT: gettext_lazy("Take it back"),
}


@dataclass(frozen=True)
class DueLine:
    """A return that is asked for."""

    title: str
    code: str
    period: str
    label: str
    due: date
    is_late: bool
    state: str
    owner: str
    address: str
    why: str


def present_due(rows: Iterable[Due], viewer: Viewer) -> list[DueLine]:
    """The lines of a worklist; address and reason only where this viewer may send it."""
    return [_line(one, may=rules.send_return.allowed(viewer, one.measure)) for one in rows]


def _line(one: Due, *, may: bool) -> DueLine:
    is_back = one.row is not None and one.row.state == State.RETURNED
    return DueLine(
        one.measure.title,
        one.measure.code,
        say_period(one.period),
        one.period,
        one.due,
        one.is_late,
        str(one.row.get_state_display()) if one.row else _("Not begun"),
        str(one.measure.owner),
        send_address(one.measure.code, one.period) if may else "",
        one.row.why if one.row and is_back and may else "",
    )


def send_address(code: str, period: str) -> str:
    """Where the return of a period is written."""
    return reverse("performance:send", kwargs={"code": code, "period": period})


@dataclass(frozen=True)
class ReturnPage:
    """One return. `steps`: (state, button's words) that this viewer may take. `decided_at`: of the
    state that it is in; `sent_back_at`: when it was last sent back, before it was sent again.
    `before`: what it revises, and by how much.
    """

    row: Return
    period: str
    figure: str
    out_of: str
    steps: tuple[tuple[str, str], ...]
    may_change: bool
    may_revise: bool
    decided_at: datetime | None
    sent_back_at: datetime | None
    before: str = ""


def present_return(
    row: Return,
    viewer: Viewer,
    *,
    before: Return | None = None,
    sent_back_at: datetime | None = None,
) -> ReturnPage:
    """The page of a return for this viewer; figures of few people only for who may see them.

    `before`: the approved vintage that it revises.
    """
    small = rules.see_small.allowed(viewer, row.measure)
    return ReturnPage(
        row,
        say_period(row.period),
        write_return(row, row.figure, sees_small=small),
        "" if row.out_of is None else write_return(row, row.out_of, sees_small=small),
        tuple((to.value, str(BUTTONS[to])) for to in rules.follows(viewer, row)),
        rules.change_return.allowed(viewer, row),
        row.is_locked and rules.send_return.allowed(viewer, row.measure),
        row.decided_at if row.state in (State.APPROVED, State.RETURNED) else None,
        sent_back_at if row.state != State.RETURNED else None,
        _say_before(row, before, sees_small=small) if before else "",
    )


def _say_before(row: Return, before: Return, *, sees_small: bool) -> str:
    figure = write_return(before, before.figure, sees_small=sees_small)
    if before.out_of is not None:
        of = write_return(before, before.out_of, sees_small=sees_small)
        figure = _("{figure} of {of}").format(figure=figure, of=of)
    told = _("Vintage {n} said {figure}.").format(n=before.vintage, figure=figure)
    hides = row.measure.is_small and not sees_small and (_is_small(row) or _is_small(before))
    if hides or row.figure is None or before.figure is None or row.figure == before.figure:
        return told
    by = write_return(row, abs(row.figure - before.figure), sees_small=True)
    change = _("higher by {by}") if row.figure > before.figure else _("lower by {by}")
    return f"{told} {_('The figure is {change}.').format(change=change.format(by=by))}"


def write_return(row: Return, figure: Decimal | None, *, sees_small: bool) -> str:
    """A figure as it was sent; one of few people only for who may see it."""
    if figure is None:
        return _("not collected")
    if row.measure.is_small and not sees_small and _is_small(row):
        return f"<{rules.SMALL}" if 0 < figure < rules.SMALL else _("hidden")
    return f"{figure:,.3f}".rstrip("0").rstrip(".")


def _is_small(row: Return) -> bool:
    """Whether the count, or what is left of what it is out of, is of few people."""
    told = [row.figure, row.out_of]
    if row.figure is not None and row.out_of is not None:
        told.append(row.out_of - row.figure)
    return any(one is not None and 0 < one < rules.SMALL for one in told)


@dataclass(frozen=True)
class WaitingLine:
    """A return that waits for approval."""

    row: Return
    period: str
    is_mine: bool


def present_waiting(rows: Iterable[Return], viewer: Viewer) -> list[WaitingLine]:
    """The lines of what waits; marked where this viewer may approve them."""
    return [
        WaitingLine(
            row, say_period(row.period), rules.move_return.allowed(viewer, row, to=State.APPROVED)
        )
        for row in rows
    ]


def list_waiting_table(rows: Iterable[Return]) -> Iterable[tuple[Any, ...]]:
    """What waits for approval, for a spreadsheet."""
    for row in rows:
        owner = row.measure.owner
        yield (
            row.measure.code,
            row.measure.title,
            row.period,
            row.vintage,
            str(row.get_state_display()),
            row.submitted_at,
            owner.agency.name if owner else "",
        )
