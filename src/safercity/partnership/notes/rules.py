"""Who may comment, take back, attach and download. First of all, who may see the object."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from safercity.partnership.common.content import read_settings
from safercity.partnership.common.rules import NotAllowed, NotVisible, NotYet, hold_a_post, rule
from safercity.partnership.common.subjects import Subject, has_own_page
from safercity.partnership.common.viewers import Role, Viewer

__all__ = [
    "attach_file",
    "comment_on",
    "open_notifications",
    "take_back",
    "takes_files",
    "write_note",
]

open_notifications = hold_a_post


class Written(Protocol):
    """A comment, as far as it matters who wrote it."""

    @property
    def by(self) -> UUID: ...


@rule
def write_note(viewer: Viewer) -> None:
    """Everyone with a post, but auditors: they look, and leave no trace in what they look at."""
    hold_a_post(viewer)
    if viewer.roles == {Role.AUDITOR}:
        raise NotAllowed(_("Auditors look and do not comment."))


@rule
def comment_on(viewer: Viewer, subject: Subject) -> None:
    """Who may comment, on what has a page that shows it: a part of the strategy has none."""
    write_note(viewer)
    if not has_own_page(subject.kind):
        raise NotVisible(
            _("No comments are kept with this."),
            advice=_("Comment on one of its actions or measures instead."),
        )


@rule
def take_back(viewer: Viewer, note: Written) -> None:
    """Who wrote it, and managers."""
    if viewer.id != note.by and not viewer.has_role(Role.MANAGER):
        raise NotAllowed(_("Only who wrote a comment takes it back."), advice=_("Ask a manager."))


@rule
def attach_file(viewer: Viewer, subject: Subject) -> None:
    """Who may comment on it, where the room takes files at all."""
    comment_on(viewer, subject)
    if not takes_files(subject.kind):
        raise NotYet(
            _("No files are kept here."),
            advice=_("Give a link to where it is kept, or ask for files to be turned on."),
        )


def takes_files(kind: str) -> bool:
    """Whether the room of this kind of object takes files (content/notes.yaml)."""
    return kind.partition(".")[0] in read_settings("notes.yaml")["rooms_with_files"]
