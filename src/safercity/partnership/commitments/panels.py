"""Actions on My work: how they stand, what waits for my word, what is due from me and mine."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.commitments import presenters, queries, rules
from safercity.partnership.commitments.models import Commitment, State
from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.together import Answer
from safercity.partnership.common.viewers import Viewer

MOST_MARKS = 60
MARKS = {
    State.VERIFIED: "full",
    State.CLOSED: "full",
    State.DONE: "full",
    State.ON_TRACK: "open",
    State.SLIPPING: "half",
    State.BLOCKED: "half",
    State.NOT_STARTED: "none",
}


def list_panels(viewer: Viewer) -> list[Panel]:
    """The tally, what waits for a decision, what is due from me and from mine."""
    every = reverse("commitments:list")
    work = queries.list_work(viewer)
    counts = {one.title: one for one in queries.ask_due(viewer)}
    agencys = tuple(_due(row, owner=row.owner.title) for row in work.ours)
    brought = [_brought(row) if row.is_open else _settle(row, viewer) for row in work.brought]
    decisions = (*brought, *(_settle(row, viewer) for row in work.done))
    return [
        Panel(_("Actions"), _tally(viewer), 10, more=every),
        Panel(_("Actions to settle"), decisions, 110, **_decisions(viewer)),
        Panel(_("My actions"), tuple(map(_due, work.mine)), 210, **_count(counts.get("mine"))),
        Panel(_("All actions"), agencys, 310, more=every, **_count(counts.get("ours"))),
    ]


def _count(told: Answer | None) -> dict[str, Any]:
    return {"count": told.number if told else 0, "late": told.late if told else 0}


def _decisions(viewer: Viewer) -> dict[str, Any]:
    brought, others = queries.ask_brought(viewer), queries.ask_settled(viewer)
    return {
        "count": sum(one.number or 0 for one in (*brought, *others)),
        "late": sum(one.late or 0 for one in brought),
    }


def _tally(viewer: Viewer) -> tuple[Row, ...]:
    tally = queries.read_tally(viewer)
    counts, total = tally.by_state, tally.by_state.total()
    if not total:
        return ()
    known = [state for state in State if counts[state]]
    said = ", ".join(f"{counts[state]} {state.label.lower()}" for state in known)
    if tally.late:
        said += _("; %(n)s of them late") % {"n": tally.late}
    return (
        Row(
            ngettext("%(n)s action", "%(n)s actions", total) % {"n": total},
            reverse("commitments:list"),
            detail=said,
            marks=_mark(counts) if total <= MOST_MARKS else (),
        ),
    )


def _mark(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(mark for state, mark in MARKS.items() for _each in range(counts[state]))


def _settle(row: Commitment, viewer: Viewer) -> Row:
    """With its button; what was brought to who may not settle it is looked at instead."""
    to = State.VERIFIED if row.needs_another_agency else State.CLOSED
    words = _("Verify") if row.needs_another_agency else _("Close")
    may = not row.escalated_to or rules.change_state.allowed(viewer, row, to=to)
    return Row(
        row.what,
        queries.address_of(row.pk),
        detail=presenters.tell_next(row),
        owner=str(row.owner),
        button=words if may else _("Decide"),
        press=_step(row, to) if may else "",
    )


def _brought(row: Commitment) -> Row:
    return Row(
        row.what,
        queries.address_of(row.pk),
        detail=presenters.tell_next(row),
        due=row.due,
        is_late=True,
        owner=str(row.owner),
        button=_("Decide"),
    )


def _due(row: Commitment, *, owner: str = "") -> Row:
    return Row(
        row.what,
        queries.address_of(row.pk),
        detail=row.get_state_display(),
        due=row.due,
        is_late=row.is_late,
        owner=owner,
        button="" if owner else _("Update"),
        press="" if owner else reverse("commitments:update", kwargs={"key": row.pk}),
    )


def _step(row: Commitment, state: State) -> str:
    return reverse("commitments:step", kwargs={"key": row.pk, "state": state.value})
