"""Whom to remind of what is due or waits to be settled, and to whom late work is brought."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from safercity.partnership.audit.actions import record_acts
from safercity.partnership.commitments import rules
from safercity.partnership.commitments.models import OPEN, Commitment, Level, PriorityLead
from safercity.partnership.common.viewers import SYSTEM, Role, Viewer
from safercity.partnership.notes.actions import Message, notify_many
from safercity.partnership.notes.queries import list_told
from safercity.partnership.people.queries import (
    get_viewers,
    holders_today,
    is_held,
    list_posts,
)

BATCH = 500  # rows whose reminders are looked up together
LADDER = (Level.NOBODY, Level.LEAD, Level.MANAGER, Level.BOARD)
WHAT = {
    Level.LEAD: gettext_noop("Late, and brought to you as lead of the priority"),
    Level.MANAGER: gettext_noop("Late, and brought to you as manager"),
    Level.BOARD: gettext_noop("Late, and brought to the Board"),
}


@dataclass(frozen=True)
class Days:
    """After how many days what happens (content/commitments.yaml)."""

    before: tuple[int, ...]
    every_late: int
    lead: int
    manager: int
    board: int
    done: tuple[int, ...] = (7, 14)
    done_manager: int = 21


def read_days(values: dict[str, Any]) -> Days:
    """The days as a content file says them; a copy older than `remind_days_done` has our own."""
    after = dict(values["escalate_after_days_late"])
    before = tuple(sorted(values["remind_days_before"]))
    if "remind_days_done" in values:
        after["done"] = tuple(sorted(values["remind_days_done"]))
    if "escalate_after_days_done" in values:
        after["done_manager"] = values["escalate_after_days_done"]["manager"]
    return Days(before, values["remind_every_days_late"], **after)


def remind_owners(today: date, days: Days) -> int:
    """Tell who holds the owner's post, once a step of `days`.

    Where nobody holds it managers hear, and the Board where nobody holds a manager's either.
    """
    soon = Commitment.objects.filter(state__in=OPEN, due__lte=today + timedelta(days.before[-1]))
    # Owner by owner, so that a batch has few people in it.
    keys = list(soon.order_by("owner", "due").values_list("pk", flat=True))
    return sum(_remind(batch, today, days=days) for batch in batched(keys, BATCH))


def _remind(keys: Sequence[UUID], today: date, *, days: Days) -> int:
    rows = Commitment.objects.filter(pk__in=keys, state__in=OPEN)
    messages = {row: _reminder(row, today, days=days) for row in rows}
    told = list_told(message.once or "" for message in messages.values())
    due = {row: message for row, message in messages.items() if message.once not in told}
    if not due:
        return 0
    held = holders_today({row.owner_id for row in due})
    others = list_held(Role.MANAGER) or list_held(Role.CHAIR)
    return notify_many(
        ([row.owner_id] if row.owner_id in held else others, message)
        for row, message in due.items()
    )


def _reminder(row: Commitment, today: date, *, days: Days) -> Message:
    slot, what = find_slot((row.due - today).days, days)
    return _message(row, what, slot=f"due:{row.due}:{slot}")


def batched(keys: Sequence[UUID], size: int) -> Iterator[Sequence[UUID]]:
    """Ids in lists of at most `size` (itertools has it from Python 3.12)."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def find_slot(days_left: int, days: Days) -> tuple[str, str]:
    """Which reminder it is time for: its name, and what it says."""
    if days_left < 0:
        return f"late{-days_left // days.every_late}", gettext_noop("Something is late")
    return f"{next(day for day in days.before if days_left <= day)}", gettext_noop(
        "Something is due"
    )


def find_level(days_late: int, days: Days, *, heard: Collection[Level]) -> Level:
    """To whom something so late belongs: where nobody hears (`heard`), to the next who does, and
    after the Board to the last before.
    """
    steps = {Level.LEAD: days.lead, Level.MANAGER: days.manager, Level.BOARD: days.board}
    due = [level for level, step in steps.items() if days_late >= step]
    if not due:
        return Level.NOBODY
    rest = [level for level in LADDER[LADDER.index(due[-1]) :] if level in heard]
    return next(iter(rest or [level for level in reversed(due) if level in heard]), Level.NOBODY)


@dataclass(frozen=True)
class Ladder:
    """To whom late work is brought: the post that leads each priority, then those who keep all.

    `heard`: who holds each lead's post. A post that nobody holds is none: nobody would hear there.
    """

    today: date
    days: Days
    leads: Mapping[str, UUID]
    heard: Mapping[UUID, Collection[Viewer]]
    posts: Mapping[Level, list[UUID]]

    def find_level(self, row: Commitment) -> Level:
        """Where a commitment belongs now."""
        heard = [level for level, posts in self.posts.items() if posts]
        lead = self.heard.get(self.leads[row.priority], ()) if row.priority in self.leads else ()
        if any(rules.see_commitment.allowed(viewer, row) for viewer in lead):
            heard.append(Level.LEAD)
        return find_level((self.today - row.due).days, self.days, heard=heard)

    def list_posts(self, row: Commitment, level: Level) -> list[UUID]:
        """Who hears of it there."""
        if level == Level.LEAD:
            return [self.leads[row.priority]]
        return self.posts[level]


def escalate_late(today: date, days: Days) -> int:
    """Bring late work to the priority's lead, then the manager, then the Board. How many rose."""
    leads = dict(PriorityLead.objects.exclude(post=None).values_list("priority", "post"))
    held = holders_today(set(leads.values()))
    viewers = get_viewers(user for users in held.values() for user in users)
    ladder = Ladder(
        today,
        days,
        leads=leads,
        heard={post: [viewers[user.id] for user in users] for post, users in held.items()},
        posts={Level.MANAGER: list_held(Role.MANAGER), Level.BOARD: list_held(Role.CHAIR)},
    )
    late = Commitment.objects.filter(state__in=OPEN, due__lte=today - timedelta(days.lead))
    late = late.exclude(escalated_to=Level.BOARD).order_by("due", "id")
    keys = list(late.values_list("pk", flat=True))
    return sum(_bring(batch, ladder) for batch in batched(keys, BATCH))


@transaction.atomic
def _bring(keys: Sequence[UUID], ladder: Ladder) -> int:
    """Not counted as a change: a person's open form must not go stale because the clock moved."""
    rows = Commitment.objects.select_for_update().filter(pk__in=keys, state__in=OPEN)
    rows = rows.prefetch_related("owner", "partners")  # not joined: their rows are not locked
    risen = {
        row: level
        for row in rows
        if LADDER.index(level := ladder.find_level(row)) > LADDER.index(Level(row.escalated_to))
    }
    for level in set(risen.values()):
        here = [row.pk for row, its in risen.items() if its == level]
        Commitment.objects.filter(pk__in=here).update(escalated_to=level)
    record_acts(
        "action escalated",
        [(row, {"escalated_to": [row.escalated_to, its.value]}) for row, its in risen.items()],
        by=SYSTEM,
    )
    notify_many(
        (ladder.list_posts(row, its), _message(row, WHAT[its], slot=f"late:{row.due}:{its}"))
        for row, its in risen.items()
    )
    return len(risen)


def list_held(role: Role) -> list[UUID]:
    """The posts of a role that someone holds today."""
    return list(list_posts().filter(is_held(), role=role).values_list("id", flat=True))


def _message(row: Commitment, what: str, *, slot: str) -> Message:
    return Message(what, Commitment._meta.label_lower, row.pk, once=f"{row.pk}:{slot}")
