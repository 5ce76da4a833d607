"""Whom to remind of what its owner has done and nobody has verified or closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop

from safercity.partnership.commitments.chasing import BATCH, Days, batched
from safercity.partnership.commitments.models import WAITS, Commitment, State
from safercity.partnership.common.viewers import WORKING_ROLES, Role
from safercity.partnership.notes.actions import Message, notify_many
from safercity.partnership.notes.queries import list_told
from safercity.partnership.people.queries import User, holders_today, list_posts

MANAGER = "manager"  # the last step
VERIFY = gettext_noop("Something was done and waits to be verified")
CLOSE = gettext_noop("Something was done and waits to be closed")
BROUGHT = gettext_noop("Done, not verified or closed, and brought to you as manager")


@dataclass(frozen=True)
class Settlers:
    """Who may settle: the working posts of each agency, the managers', and who holds them."""

    by_agency: Mapping[UUID, Sequence[UUID]]
    managers: Sequence[UUID]
    held: Mapping[UUID, Sequence[User]]

    def list_posts(self, row: Commitment, slot: str) -> Sequence[UUID]:
        """Partners' posts for what they may verify, where someone else holds them than who said
        that it was done; managers for the rest, and at the last step.
        """
        if slot == MANAGER or not row.needs_another_agency:
            return self.managers
        others = {agency.pk for agency in row.partners.all()} - {row.owner.agency_id}
        posts = [post for agency in sorted(others) for post in self.by_agency.get(agency, ())]
        return [post for post in posts if self._may_verify(post, row)] or self.managers

    def _may_verify(self, post: UUID, row: Commitment) -> bool:
        return any(user.pk != row.done_by for user in self.held.get(post, ()))


def remind_settlers(today: date, days: Days) -> int:
    """Tell who may verify or close what was done, once a step of `days`. How many were told."""
    since = today - timedelta(min((*days.done, days.done_manager)))
    waiting = Commitment.objects.filter(state=State.DONE, done_on__lte=since)
    keys = list(waiting.order_by("owner", "due").values_list("pk", flat=True))
    return sum(_remind(batch, today, days=days) for batch in batched(keys, BATCH))


def _remind(keys: Sequence[UUID], today: date, *, days: Days) -> int:
    rows = Commitment.objects.filter(pk__in=keys, state=State.DONE)
    rows = rows.select_related("owner").prefetch_related("partners")
    slots = {row: find_slot((today - row.done_on).days, days) for row in rows if row.done_on}
    messages = {row: _say(row, slot) for row, slot in slots.items()}
    told = list_told(message.once or "" for message in messages.values())
    waiting = {row: message for row, message in messages.items() if message.once not in told}
    if not waiting:
        return 0
    settlers = find_settlers(waiting)
    return notify_many(
        (settlers.list_posts(row, slots[row]), message) for row, message in waiting.items()
    )


def find_slot(days_done: int, days: Days) -> str:
    """Which reminder it is time for: its name."""
    if days_done >= days.done_manager:
        return MANAGER
    return str(max(day for day in days.done if days_done >= day))


def _say(row: Commitment, slot: str) -> Message:
    what = VERIFY if row.needs_another_agency else CLOSE
    once = f"{row.pk}:{WAITS}{row.done_on}:{slot}"
    what = BROUGHT if slot == MANAGER else what
    return Message(what, Commitment._meta.label_lower, row.pk, once=once)


def find_settlers(rows: Iterable[Commitment]) -> Settlers:
    """Who may settle these, whose partners were read: three queries for any number."""
    agencies = {agency.pk for row in rows for agency in row.partners.all()}
    working = list_posts().filter(agency__in=agencies, role__in=WORKING_ROLES)
    by_agency: dict[UUID, list[UUID]] = {}
    for post, agency in working.values_list("id", "agency"):
        by_agency.setdefault(agency, []).append(post)
    managers = list(list_posts().filter(role=Role.MANAGER).values_list("id", flat=True))
    held = holders_today(post for posts in by_agency.values() for post in posts)
    return Settlers(by_agency, managers, held)
