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
from safercity.partnership.common.things import hang
from safercity.partnership.common.together import Answer, Question, asked_together, read_together
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
    "list_notifications",
    "list_told",
    "read_comments",
    "tell_notifications",
]


SHOWN = 5  # on My work
ON_A_PAGE = 20  # comments
NAME_POST = Concat("post__title", Value(", "), "post__agency__name")


@dataclass(frozen=True)
class Told:
    """A notification with the object's title as it is now."""

    notification: Notification
    subject: Subject


class Said:
    """A comment as a page shows it. `by`: the person; `post`: in words."""

    def __init__(self, told: Answer):
        self.pk, self.by, self.at = told.key, told.of, told.at
        self.text, self.post = told.more, told.title


class KeptFile:
    """A file as a page shows it."""

    def __init__(self, told: Answer):
        self.pk, self.name, self.size = told.key, told.more, told.number
        self.post, self.expires_on = told.title, told.day


@dataclass(frozen=True)
class Comments:
    """What the page of an object shows of its comments and files: notes/_notes.html.

    `notes`: the oldest first. `earlier`: the newest of those before; `later`: others follow.
    `may_take_back`: those that the viewer may.
    """

    kind: str
    key: UUID
    notes: list[Said]
    earlier: UUID | None
    later: bool
    files: list[KeptFile]
    may_write: bool
    takes_files: bool
    may_take_back: frozenset[UUID]


def read_comments(viewer: Viewer, *, of: Pair, at: str = "", most: int = ON_A_PAGE) -> Comments:
    """The comments and files on an object whose page has asked its own rule already: one query.

    The newest comments, `most` of them at once; or, where `at` (the id of a comment) is not among
    them, those up to it.
    """
    kind, key = of
    takes_files = rules.takes_files(kind)
    last = read_id(at)
    told = read_together(
        {
            "notes": _ask_notes(of, last=last, most=most),
            "files": _ask_files(kind, key) if takes_files else None,
        }
    )
    newest_first = [Said(one) for one in sorted(told["notes"], key=_by_key, reverse=True)]
    notes, later = _choose(newest_first, last=last, most=most)
    return Comments(
        kind,
        key,
        notes[:most][::-1],
        earlier=notes[most].pk if notes[most:] else None,
        later=later,
        files=[KeptFile(one) for one in sorted(told["files"], key=_by_key)],
        may_write=rules.write_note.allowed(viewer),
        takes_files=takes_files,
        may_take_back=frozenset(n.pk for n in notes if rules.take_back.allowed(viewer, n)),
    )


def find_notes(viewer: Viewer, words: Iterable[str]) -> models.QuerySet[Note]:
    """Comments with all of these words on what the viewer may see, the newest first.

    `on` and, after the object's kind and a slash, `page`: what `read_subject` asks for.
    """
    held = reduce(and_, (Q(text__icontains=word) for word in words), Q(taken_back_at=None))
    kind, slash = Cast("subject_kind", TextField()), Value("/", output_field=TextField())
    rows = Note.objects.filter(held).annotate(
        on=title_subjects(viewer), page=Concat(kind, slash, name_pages(viewer))
    )
    return rows.filter(on__isnull=False).order_by("-id")


def _ask_notes(of: Pair, *, last: UUID | None, most: int) -> Question:
    """Comments of a page and one more: the newest, and those up to `last`."""
    kind, key = of
    every = Note.objects.filter(subject_kind=kind, subject_id=key, taken_back_at=None)
    every = every.order_by("-id")
    ends = [every, every.filter(pk__lte=last)] if last else [every]
    wanted = reduce(or_, (Q(pk__in=each.values("pk")[: most + 1]) for each in ends))
    rows = every.filter(wanted).annotate(who=NAME_POST)
    return Question(rows, key="id", of="by", title="who", more="text", at="at")


def _ask_files(kind: str, key: UUID) -> Question:
    rows = Attachment.objects.filter(subject_kind=kind, subject_id=key, deleted_at=None)
    named = rows.annotate(who=NAME_POST)
    return Question(named, key="id", title="who", more="name", number="size", day="expires_on")


def _choose(notes: list[Said], *, last: UUID | None, most: int) -> tuple[list[Said], bool]:
    """Those of the page that `last` is on, and one more; whether others follow."""
    newest = notes[: most + 1]
    if last is None or not newest[most:] or last >= newest[most - 1].pk:
        return newest, False
    early = [one for one in notes if one.pk <= last][: most + 1]
    return (early, True) if early else (newest, False)


def _by_key(one: Answer) -> UUID:
    return one.key


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


hang(Note)
hang(Attachment)
