"""Commenting, attaching, telling people that something waits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.content import read_settings
from safercity.partnership.common.free_text import refuse_names
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.subjects import Subject
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.notes import rules
from safercity.partnership.notes.files import (
    FileRefused,
    folder_of_files,
    place_of,
    show_name,
    sniff,
)
from safercity.partnership.notes.mentions import find_mentions, tell_mentions
from safercity.partnership.notes.models import Attachment, Note, Notification
from safercity.partnership.notes.telling import Message, notify_many, notify_posts

__all__ = [
    "READ_MOST",
    "Message",
    "SentFile",
    "add_note",
    "attach_file",
    "delete_expired",
    "find_mentions",
    "mark_read",
    "notify_many",
    "notify_posts",
    "settle",
    "take_back_note",
    "tell_mentions",
]

READ_MOST = 50_000_001  # bytes read of a sent file, whatever a workspace allows


@dataclass(frozen=True)
class SentFile:
    """A file as it came in."""

    name: str
    content: bytes


@transaction.atomic
def add_note(subject: Subject, text: str, *, key: UUID | None = None, by: Viewer) -> Note:
    """Comment on an object the viewer was shown; @title of a post tells who holds it.

    Errors: NotAllowed, NotVisible, NamesAPerson.
    """
    rules.comment_on(by, subject)
    refuse_names(text)
    if key and (made := Note.objects.filter(pk=key, by=by.account).first()):
        return made
    note = Note.objects.create(
        id=key or new_id(),
        subject_kind=subject.kind,
        subject_id=subject.key,
        text=text.strip(),
        by=by.account,
        post_id=by.posts[0].id,
    )
    mentioned = find_mentions(text)
    note.mentions.set(mentioned)  # type: ignore[arg-type]  # ids of posts are no whole numbers
    record_act("comment written", note, by=by, details={"on": subject.key})
    message = Message(
        gettext_noop("You were mentioned"), subject.kind, subject.key, once=f"note:{note.pk}"
    )
    notify_posts(mentioned, message, but=by.id)
    return note


@transaction.atomic
def take_back_note(note: Note, *, by: Viewer) -> None:
    """Take a comment away, words and all; the audit keeps that there was one."""
    rules.take_back(by, note)
    Note.objects.filter(pk=note.pk).update(taken_back_at=timezone.now(), text="")
    record_act("comment taken back", note, by=by)


@transaction.atomic
def attach_file(subject: Subject, sent: SentFile, *, by: Viewer) -> Attachment:
    """Keep a file with an object until it expires.

    Errors: NotAllowed, NotVisible, NotYet, FileRefused.
    """
    rules.attach_file(by, subject)
    limits = read_settings("notes.yaml")
    _check_room(subject, sent, limits=limits)
    attachment = Attachment.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.key,
        name=show_name(sent.name),
        kind=sniff(sent.content, sent.name),
        size=len(sent.content),
        digest=hashlib.sha256(sent.content).hexdigest(),
        post_id=by.posts[0].id,
        expires_on=timezone.localdate() + timedelta(days=limits["expires_after_days"]),
    )
    file = place_of(attachment.pk)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(sent.content)
    record_act("file attached", attachment, by=by, details={"size": attachment.size})
    return attachment


def _check_room(subject: Subject, sent: SentFile, *, limits: dict) -> None:
    if not sent.content:
        raise FileRefused(_("“{name}” is empty.").format(name=show_name(sent.name)))
    if len(sent.content) > limits["largest_megabytes"] * 1_000_000:
        raise FileRefused(
            _("“{name}” is larger than {most} MB.").format(
                name=show_name(sent.name), most=limits["largest_megabytes"]
            ),
            advice=_("Give a link to where it is kept."),
        )
    kept = Attachment.objects.filter(
        subject_kind=subject.kind, subject_id=subject.key, deleted_at=None
    )
    if kept.count() >= limits["most_of_an_object"]:
        raise NotYet(_("There are as many files here as can be kept."))


def delete_expired(day: date) -> int:
    """Delete the bytes of files whose day has come; the row stays and says when. How many."""
    gone = 0
    for attachment in Attachment.objects.filter(deleted_at=None, expires_on__lte=day):
        place_of(attachment.pk).unlink(missing_ok=True)
        with transaction.atomic():
            Attachment.objects.filter(pk=attachment.pk).update(
                deleted_at=timezone.now(), name="deleted"
            )
            record_act("file deleted on time", attachment, by=SYSTEM)
        gone += 1
    return gone + _sweep(folder_of_files())


def _sweep(folder: Path) -> int:
    """Bytes whose act was undone have no row: nobody can reach them, and they go too."""
    kept = {
        str(key) for key in Attachment.objects.filter(deleted_at=None).values_list("pk", flat=True)
    }
    old = timezone.now().timestamp() - 24 * 60 * 60  # younger ones may be in an open transaction
    orphans = [
        file
        for file in (folder.iterdir() if folder.is_dir() else ())
        if file.name not in kept and file.stat().st_mtime < old
    ]
    for file in orphans:
        file.unlink(missing_ok=True)
    return len(orphans)


def settle(subject_kind: str, keys: Iterable[UUID], *, once: str) -> int:
    """What was asked about these objects is done: nobody's notification of it waits. How many did.

    `once`: how Message.once of what was asked begins; mentions in comments on them still wait.
    """
    asked = Notification.objects.filter(
        subject_kind=subject_kind, subject_id__in=list(keys), once__startswith=once, read_at=None
    )
    return asked.update(read_at=timezone.now())


def take_back(subject_kind: str, keys: Iterable[UUID], *, once: str) -> None:
    """What was asked about these objects is asked no more: its notifications go, read or not, and
    who is asked again is told again. `once`: as for `settle`."""
    asked = Notification.objects.filter(subject_kind=subject_kind, subject_id__in=list(keys))
    asked.filter(once__startswith=once).delete()


def mark_read(keys: Iterable[UUID], *, by: Viewer) -> int:
    """Mark the viewer's own notifications as read; anyone else's stay as they are. How many."""
    own = Notification.objects.filter(user=by.id, read_at=None, pk__in=list(keys))
    return own.update(read_at=timezone.now())
