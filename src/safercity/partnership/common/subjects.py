"""What comments, files and commitments belong to: any object, by kind and id, behind its rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import Viewer


@dataclass(frozen=True)
class Subject:
    """An object as others speak of it. `takes_files`: whether its room allows attachments."""

    kind: str
    key: UUID
    title: str
    address: str
    takes_files: bool = False


Find = Callable[[Viewer, UUID], Subject]
FINDERS: dict[str, Find] = {}


def subject(kind: str) -> Callable[[Find], Find]:
    """Name the function that finds a kind ("commitments.commitment") for who may see it.

    It raises NotVisible for everyone else, and so does whatever hangs from the object.
    """

    def enter(find: Find) -> Find:
        FINDERS[kind] = find
        return find

    return enter


def find_subject(viewer: Viewer, kind: str, *, key: UUID) -> Subject:
    """The object, for this viewer. Errors: NotVisible, also for a kind that nobody knows."""
    find = FINDERS.get(kind)
    if find is None:
        raise NotVisible("There is nothing at this address that you may see.")
    return find(viewer, key)
