"""Reading comments, files and notifications."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from uuid import UUID

from django.db import models
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from safercity.partnership.common.ids import read_id
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.subjects import (
    Pair,
    Subject,
    find_subject,
    find_subjects,
    name_pages,
    title_subjects,
)
from safercity.partnership.common.together import Question, asked_together
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.notes import rules
from safercity.partnership.notes.models import Attachment, Note, Notification

__all__ = [
    "Comments",
    "Told",
    "ask_unread",
    "count_unread",
    "find_notes",
    "get_attachment",
    "get_note",
    "list_attachments",
    "list_notifications",
    "list_told",
    "read_comments",
    "tell_notifications",
]


SHOWN = 5  # on My work
ON_A_PAGE = 20  # comments


@dataclass(frozen=True)
class Told:
    """A notification with the object's title as it is now."""

    notification: Notification
    subject: Subject


@dataclass(frozen=True)
class Comments:
    """What the page of an object shows of its comments and files: notes/_notes.html.

    `notes`: the oldest first. `earlier`: the newest of those before; `later`: others follow.
    `may_take_back`: those that the viewer may.
    """

    kind: str
    key: UUID
    notes: list[Note]
    earlier: UUID | None
    later: bool
    files: list[Attachment]
    may_write: bool
    takes_files: bool
    may_take_back: frozenset[UUID]


def read_comments(viewer: Viewer, *, of: Pair, at: str = "") -> Comments:
    """The comments and files on an object whose page has asked its own rule already.

    The newest comments; or, where `at` (the id of a comment) is not among them, those up to it.
    """
    kind, key = of
    notes, later = _read_notes(kind, key, last=read_id(at))
    takes_files = rules.takes_files(kind)
    return Comments(
        kind,
        key,
        notes[:ON_A_PAGE][::-1],
        earlier=notes[ON_A_PAGE].pk if notes[ON_A_PAGE:] else None,
        later=later,
        files=list_attachments(kind, key) if takes_files else [],
        may_write=rules.write_note.allowed(viewer),
        takes_files=takes_files,
        may_take_back=frozenset(n.pk for n in notes if rules.take_back.allowed(viewer, n)),
    )


def find_notes(viewer: Viewer, words: Iterable[str]) -> models.QuerySet[Note]:
    """Comments with all of these words on what the viewer may see, the newest first.

    `on`: the object's title; `page`: its kind, a slash, and what its page is named by.
    """
    held = reduce(and_, (Q(text__icontains=word) for word in words), Q(taken_back_at=None))
    kind, slash = Cast("subject_kind", TextField()), Value("/", output_field=TextField())
    rows = Note.objects.filter(held).annotate(
        on=title_subjects(viewer), page=Concat(kind, slash, name_pages(viewer))
    )
    return rows.filter(on__isnull=False).order_by("-id")


def _read_notes(kind: str, key: UUID, *, last: UUID | None) -> tuple[list[Note], bool]:
    """Comments of a page and one more, the newest first; whether others follow. One query."""
    of = Note.objects.filter(subject_kind=kind, subject_id=key, taken_back_at=None).order_by("-id")
    ends = [of, of.filter(pk__lte=last)] if last else [of]
    wanted = reduce(or_, (Q(pk__in=each.values("pk")[: ON_A_PAGE + 1]) for each in ends))
    rows = list(of.filter(wanted).select_related("post__agency"))
    newest = rows[: ON_A_PAGE + 1]
    if last is None or not newest[ON_A_PAGE:] or last >= newest[ON_A_PAGE - 1].pk:
        return newest, False
    early = [row for row in rows if row.pk <= last][: ON_A_PAGE + 1]
    return (early, True) if early else (newest, False)


def list_attachments(kind: str, key: UUID) -> list[Attachment]:
    """The files with an object, as read_comments."""
    rows = Attachment.objects.filter(subject_kind=kind, subject_id=key, deleted_at=None)
    return list(rows.select_related("post__agency"))


def get_note(key: UUID, *, viewer: Viewer) -> Note:
    """One comment, for who may see what it is on. Errors: NotVisible."""
    note = Note.objects.filter(pk=key, taken_back_at=None).first()
    if note is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    find_subject(viewer, note.subject_kind, key=note.subject_id)
    return note


def get_attachment(key: UUID, *, viewer: Viewer) -> Attachment:
    """One file, for who may see what it is with. Errors: NotVisible."""
    found = Attachment.objects.filter(pk=key, deleted_at=None).first()
    if found is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    find_subject(viewer, found.subject_kind, key=found.subject_id)
    return found


def count_unread(viewer: Viewer) -> int:
    """How many notifications the viewer has not read."""
    return Notification.objects.filter(user=viewer.id, read_at=None).count()


def list_told(onces: Iterable[str]) -> set[str]:
    """Which of these messages (Message.once) someone was told already."""
    rows = Notification.objects.filter(once__in=list(onces))
    return {once for once in rows.values_list("once", flat=True) if once}


def list_notifications(viewer: Viewer) -> models.QuerySet[Notification]:
    """The viewer's notifications, unread and newest first."""
    unread_first = models.F("read_at").desc(nulls_first=True)
    return Notification.objects.filter(user=viewer.id).order_by(unread_first, "-id")


@asked_together
def ask_unread(viewer: Viewer) -> Question:
    """The newest notifications that the viewer has not read: id, subject, what it is."""
    unread = list_notifications(viewer).filter(read_at=None).order_by("-id")[:SHOWN]
    rows = Notification.objects.filter(pk__in=unread.values("pk"))
    return Question(rows, key="id", of="subject_id", title="what", more="subject_kind")


def tell_notifications(viewer: Viewer, rows: list[Notification]) -> list[Told]:
    """Each with its object's title; without those whose object the viewer may no longer see."""
    found = find_subjects(viewer, [(row.subject_kind, row.subject_id) for row in rows])
    pairs = [(row, found.get((row.subject_kind, row.subject_id))) for row in rows]
    return [Told(row, subject) for row, subject in pairs if subject]
