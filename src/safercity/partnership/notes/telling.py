"""Telling people that something waits: in the app, and by one e-mail a day that says no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from safercity.partnership.common.subjects import find_subjects
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.notes.models import Notification
from safercity.partnership.people.queries import User, get_viewers, holders_today

__all__ = ["Message", "notify_many", "notify_posts"]


@dataclass(frozen=True)
class Message:
    """What people are told: a few words without any content, and the object to look at.

    `once`: told twice under the same words, heard once.
    """

    what: str
    subject_kind: str
    subject_id: UUID
    once: str | None = None


ToTell = tuple[Collection[UUID], Message]
"""Posts, and what their holders are told."""


def notify_posts(posts: Iterable[UUID], message: Message, *, but: UUID | None = None) -> int:
    """Tell everyone who holds one of the posts today, in the app and by e-mail. How many.

    Who may not see the object hears nothing of it.
    """
    return notify_many([(list(posts), message)], but=but)


@transaction.atomic
def notify_many(told: Iterable[ToTell], *, but: UUID | None = None) -> int:
    """As `notify_posts` for many messages: a few queries, and two or three a person who hears."""
    pairs = list(told)
    held = holders_today({post for posts, _message in pairs for post in posts})
    waiting: dict[User, list[Message]] = {}
    for posts, message in pairs:
        for user in dict.fromkeys(user for post in posts for user in held.get(post, ())):
            if user.id != but:
                waiting.setdefault(user, []).append(message)
    rows = list(_write(waiting))
    # Another process may have told the same meanwhile: its row stays and ours is left out.
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    for user_id in dict.fromkeys(row.user_id for row in rows):
        _ask_for_mail(user_id)
    return len(rows)


def _write(waiting: dict[User, list[Message]]) -> Iterator[Notification]:
    onces = {one.once for messages in waiting.values() for one in messages if one.once}
    heard = Notification.objects.filter(once__in=onces, user__in=list(waiting))
    known = set(heard.values_list("user", "once"))
    viewers = get_viewers(waiting)
    for user in sorted(waiting, key=lambda user: user.id):
        for message in _pick_visible(viewers[user.id], waiting[user]):
            if not message.once or (user.id, message.once) not in known:
                known.add((user.id, message.once))
                yield Notification(user=user, **vars(message))


def _pick_visible(viewer: Viewer, messages: list[Message]) -> list[Message]:
    seen = find_subjects(viewer, [(one.subject_kind, one.subject_id) for one in messages])
    return [one for one in messages if (one.subject_kind, one.subject_id) in seen]


def _ask_for_mail(user: UUID) -> None:
    """At most one e-mail a person and day, and it says only that something waits."""
    day = timezone.localdate().isoformat()
    enqueue("notes.send_email", {"user": str(user)}, once=f"notes.send_email:{user}:{day}")
