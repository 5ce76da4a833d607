"""Whom to remind of what is due, and to whom late work is brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from safercity.partnership.audit.actions import record_act
from safercity.partnership.commitments.models import OPEN, Commitment, Level, PriorityLead
from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.notes.actions import Message, notify_posts
from safercity.partnership.people.queries import holders_today, list_posts

LADDER = (Level.NOBODY, Level.LEAD, Level.MANAGER, Level.BOARD)
WHAT = {
    Level.LEAD: "Late, and brought to you as lead of the priority",
    Level.MANAGER: "Late, and brought to you as manager",
    Level.BOARD: "Late, and brought to the Board",
}


@dataclass(frozen=True)
class Days:
    """After how many days what happens (content/commitments.yaml)."""

    before: tuple[int, ...]
    every_late: int
    lead: int
    manager: int
    board: int


def read_days(values: dict[str, Any]) -> Days:
    """The days as a content file says them."""
    after = values["escalate_after_days_late"]
    before = tuple(sorted(values["remind_days_before"]))
    return Days(before, values["remind_every_days_late"], **after)


def remind_owners(today: date, days: Days) -> int:
    """Tell who holds the owner's post, once a step of `days`; managers where nobody holds it."""
    rows = list(
        Commitment.objects.filter(state__in=OPEN, due__lte=today + timedelta(days.before[-1]))
    )
    held = holders_today({row.owner_id for row in rows})
    managers = _posts_of(Role.MANAGER)
    told = 0
    for row in rows:
        slot, what = find_slot((row.due - today).days, days)
        message = _message(row, what, slot=f"due:{row.due}:{slot}")
        told += notify_posts([row.owner_id] if row.owner_id in held else managers, message)
    return told


def find_slot(days_left: int, days: Days) -> tuple[str, str]:
    """Which reminder it is time for: its name, and what it says."""
    if days_left < 0:
        return f"late{-days_left // days.every_late}", "Something is late"
    return f"{next(day for day in days.before if days_left <= day)}", "Something is due"


def find_level(days_late: int, days: Days, *, has_lead: bool) -> Level:
    """To whom something so late belongs. Without a lead it goes straight to the manager."""
    if days_late >= days.board:
        return Level.BOARD
    if days_late >= days.manager:
        return Level.MANAGER
    if days_late >= days.lead:
        return Level.LEAD if has_lead else Level.MANAGER
    return Level.NOBODY


def escalate_late(today: date, days: Days) -> int:
    """Bring late work to the priority's lead, then the manager, then the Board. How many rose."""
    leads = dict(PriorityLead.objects.values_list("priority", "post"))
    posts = {Level.MANAGER: _posts_of(Role.MANAGER), Level.BOARD: _posts_of(Role.CHAIR)}
    late = Commitment.objects.filter(state__in=OPEN, due__lte=today - timedelta(days.lead))
    risen = 0
    for row in late.exclude(escalated_to=Level.BOARD):
        lead = leads.get(row.priority)
        level = find_level((today - row.due).days, days, has_lead=lead is not None)
        if LADDER.index(level) <= LADDER.index(Level(row.escalated_to)):
            continue
        whom = [lead] if level == Level.LEAD and lead else posts.get(level, [])
        risen += _bring_to(row, level, posts=whom)
    return risen


@transaction.atomic
def _bring_to(row: Commitment, level: Level, *, posts: list[UUID]) -> bool:
    """Not counted as a change: a person's open form must not go stale because the clock moved."""
    rows = Commitment.objects.filter(pk=row.pk, escalated_to=row.escalated_to, state__in=OPEN)
    if not rows.update(escalated_to=level):
        return False
    details = {"escalated_to": [row.escalated_to, level.value]}
    record_act("action escalated", row, by=SYSTEM, details=details)
    notify_posts(posts, _message(row, WHAT[level], slot=f"late:{row.due}:{level}"))
    return True


def _posts_of(role: Role) -> list[UUID]:
    return list(list_posts().filter(role=role).values_list("id", flat=True))


def _message(row: Commitment, what: str, *, slot: str) -> Message:
    return Message(what, Commitment._meta.label_lower, row.pk, once=f"{row.pk}:{slot}")
