"""What comments, files and commitments belong to: any object, by kind and id, behind its rule."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import Viewer


@dataclass(frozen=True)
class Subject:
    """An object as others speak of it. `kind`: its model's label ("commitments.commitment")."""

    kind: str
    key: UUID
    title: str
    address: str


Find = Callable[[Viewer, Collection[UUID]], list[Subject]]
FINDERS: dict[str, Find] = {}


def subject(kind: str) -> Callable[[Find], Find]:
    """Name the function that finds objects of a kind, with one query, for who may see them.

    It leaves out what the viewer may not see, and so does whatever hangs from the objects.
    """

    def enter(find: Find) -> Find:
        FINDERS[kind] = find
        return find

    return enter


def find_subject(viewer: Viewer, kind: str, *, key: UUID) -> Subject:
    """The object, for this viewer. Errors: NotVisible, also for a kind that nobody knows."""
    if found := find_subjects(viewer, [(kind, key)]):
        return found[kind, key]
    raise NotVisible("There is nothing at this address that you may see.")


def find_subjects(
    viewer: Viewer, wanted: Iterable[tuple[str, UUID]]
) -> dict[tuple[str, UUID], Subject]:
    """Those of the objects that this viewer may see: one query a kind."""
    by_kind: dict[str, set[UUID]] = {}
    for kind, key in wanted:
        by_kind.setdefault(kind, set()).add(key)
    return {
        (kind, each.key): each
        for kind, keys in by_kind.items()
        if kind in FINDERS
        for each in FINDERS[kind](viewer, keys)
    }
