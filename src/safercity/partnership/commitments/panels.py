"""Actions on My work: how they stand, what waits for my word, what is due from me and mine."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.commitments import presenters, queries
from safercity.partnership.commitments.models import OPEN, Commitment, Level, State
from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.viewers import Role, Viewer

MOST = 40  # rows of a panel; My work shows fewer
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
    """The tally, what waits for a decision, what is due from me and from mine: one query each."""
    every = reverse("commitments:list")
    mine, ours = queries.split_due(viewer)
    agencys = tuple(_due(row, owner=row.owner.title) for row in ours)
    return [
        Panel(_("Actions"), _tally(viewer), 10, more=every),
        Panel(_("Actions to settle"), tuple(_decisions(viewer)), 110),
        Panel(_("My actions"), tuple(_due(row) for row in mine), 210),
        Panel(_("All actions"), agencys, 310, more=every),
    ]


def _tally(viewer: Viewer) -> tuple[Row, ...]:
    counts = queries.count_by_state(viewer)
    late = counts.pop("late")
    total = sum(counts.values()) - counts[State.WITHDRAWN]
    if not total:
        return ()
    said = [f"{counts[s]} {s.label.lower()}" for s in State if counts[s] and s in MARKS]
    said += [_("%(n)s late") % {"n": late}] if late else []
    marks = [mark for state, mark in MARKS.items() for _each in range(counts[state])]
    if len(marks) + late > MOST_MARKS:
        marks, late = [], 0
    return (
        Row(
            ngettext("%(n)s action", "%(n)s actions", total) % {"n": total},
            reverse("commitments:list"),
            detail=", ".join(said),
            marks=tuple(marks + ["late"] * late),
        ),
    )


def _decisions(viewer: Viewer) -> list[Row]:
    settle = [
        Row(
            row.what,
            queries.address_of(row.pk),
            detail=presenters.tell_next(row),
            owner=str(row.owner),
            button=_("Verify") if row.needs_another_agency else _("Close"),
            press=_step(row, State.VERIFIED if row.needs_another_agency else State.CLOSED),
        )
        for row in queries.list_to_settle(viewer)[:MOST]
    ]
    return [*(_brought(row) for row in _list_brought(viewer)), *settle]


def _list_brought(viewer: Viewer) -> list[Commitment]:
    levels = []
    if viewer.has_role(Role.MANAGER):
        levels.append(Level.MANAGER)
    if viewer.has_role(Role.CHAIR):
        levels.append(Level.BOARD)
    if not levels:
        return []
    rows = queries.list_commitments(viewer).filter(escalated_to__in=levels, state__in=OPEN)
    return list(rows[:MOST])


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
