"""Whom to remind of what its owner has done and nobody has verified or closed; and to whom it is
brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from safercity.partnership.audit.actions import record_acts
from safercity.partnership.commitments.chasing import BATCH, Days, batched, list_held
from safercity.partnership.commitments.models import WAITS, Commitment, Level, State
from safercity.partnership.common.viewers import SYSTEM, WORKING_ROLES, Role
from safercity.partnership.notes.actions import Message, notify_many
from safercity.partnership.notes.queries import list_told
from safercity.partnership.people.queries import User, holders_today, list_posts

VERIFY = gettext_noop("Something was done and waits to be verified")
CLOSE = gettext_noop("Something was done and waits to be closed")
BROUGHT = gettext_noop("Done, not verified or closed, and brought to you as manager")
TO_BOARD = gettext_noop("Done, not verified or closed, and brought to the Board")


@dataclass(frozen=True)
class Settlers:
    """Who may settle: the working posts of each agency, the managers', and who holds them."""

    by_agency: Mapping[UUID, Sequence[UUID]]
    managers: Sequence[UUID]
    held: Mapping[UUID, Sequence[User]]

    def list_posts(self, row: Commitment) -> Sequence[UUID]:
        """Partners' posts for what they may verify, where someone else holds them than who said
        that it was done; managers for the rest.
        """
        if not row.needs_another_agency:
            return self.managers
        others = {agency.pk for agency in row.partners.all()} - {row.owner.agency_id}
        posts = [post for agency in sorted(others) for post in self.by_agency.get(agency, ())]
        return [post for post in posts if self._may_verify(post, row)] or self.managers

    def _may_verify(self, post: UUID, row: Commitment) -> bool:
        return any(user.pk != row.done_by for user in self.held.get(post, ()))


def remind_settlers(today: date, days: Days) -> int:
    """Tell who may verify or close what was done, once a step of `days`. How many were told."""
    first, last = today - timedelta(min(days.done)), today - timedelta(days.done_manager)
    waiting = Commitment.objects.filter(state=State.DONE, done_on__lte=first, done_on__gt=last)
    keys = list(waiting.order_by("owner", "due").values_list("pk", flat=True))
    return sum(_remind(batch, today, days=days) for batch in batched(keys, BATCH))


def _remind(keys: Sequence[UUID], today: date, *, days: Days) -> int:
    rows = Commitment.objects.filter(pk__in=keys, state=State.DONE)
    rows = rows.select_related("owner").prefetch_related("partners")
    messages = {row: _remind_of(row, today, days=days) for row in rows if row.done_on}
    told = list_told(message.once or "" for message in messages.values())
    waiting = {row: message for row, message in messages.items() if message.once not in told}
    if not waiting:
        return 0
    settlers = find_settlers(waiting)
    return notify_many((settlers.list_posts(row), message) for row, message in waiting.items())


def _remind_of(row: Commitment, today: date, *, days: Days) -> Message:
    waited = (today - row.done_on).days if row.done_on else 0
    slot = max(day for day in days.done if waited >= day)
    return _message(row, VERIFY if row.needs_another_agency else CLOSE, slot=str(slot))


def escalate_unsettled(today: date, days: Days) -> int:
    """Bring to managers what was done so long ago and nobody verified or closed. How many rose.

    While nobody holds a manager's post the Board hears of it; and managers once there is one.
    """
    told = {Level.MANAGER: list_held(Role.MANAGER), Level.BOARD: list_held(Role.CHAIR)}
    level = next((level for level, posts in told.items() if posts), None)
    if level is None:
        return 0
    since = today - timedelta(days.done_manager)
    waiting = Commitment.objects.filter(state=State.DONE, done_on__lte=since)
    keys = list(waiting.exclude(escalated_to=level).values_list("pk", flat=True))
    return sum(_bring(batch, level, posts=told[level]) for batch in batched(keys, BATCH))


@transaction.atomic
def _bring(keys: Sequence[UUID], level: Level, *, posts: Sequence[UUID]) -> int:
    """As late work is brought (chasing): not counted as a change of the action."""
    rows = Commitment.objects.select_for_update().filter(pk__in=keys, state=State.DONE)
    risen = list(rows.exclude(escalated_to=level))
    Commitment.objects.filter(pk__in=[row.pk for row in risen]).update(escalated_to=level)
    told = [(row, {"escalated_to": [row.escalated_to, level.value]}) for row in risen]
    record_acts("action escalated", told, by=SYSTEM)
    what = BROUGHT if level == Level.MANAGER else TO_BOARD
    notify_many((posts, _message(row, what, slot=level.value)) for row in risen)
    return len(risen)


def _message(row: Commitment, what: str, *, slot: str) -> Message:
    once = f"{row.pk}:{WAITS}{row.done_on}:{slot}"
    return Message(what, Commitment._meta.label_lower, row.pk, once=once)


def find_settlers(rows: Iterable[Commitment]) -> Settlers:
    """Who may settle these, whose partners were read: three queries for any number."""
    agencies = {agency.pk for row in rows for agency in row.partners.all()}
    working = list_posts().filter(agency__in=agencies, role__in=WORKING_ROLES)
    by_agency: dict[UUID, list[UUID]] = {}
    for post, agency in working.values_list("id", "agency"):
        by_agency.setdefault(agency, []).append(post)
    held = holders_today(post for posts in by_agency.values() for post in posts)
    return Settlers(by_agency, list_held(Role.MANAGER), held)
