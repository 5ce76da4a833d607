"""What comments, files and commitments belong to: any object, by kind and id, behind its rule."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from safercity.partnership.common.asking import keep, once_a_page, recall
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.together import unite
from safercity.partnership.common.viewers import Viewer


@dataclass(frozen=True)
class Subject:
    """An object as others speak of it. `kind`: its model's label ("commitments.commitment")."""

    kind: str
    key: UUID
    title: str
    address: str


Find = Callable[[Viewer, Collection[UUID]], list[Subject]]
FindRows = Callable[[Viewer, Collection[Any]], QuerySet]  # ids, or a column of another query
Pair = tuple[str, UUID]
FINDERS: dict[str, Find] = {}


@dataclass(frozen=True)
class Rows:
    """How the objects of a kind are read together with those of others."""

    find: FindRows
    title: str
    named_by: str
    address: Callable[[Any], str]
    say: Callable[[str], str] = str


ROWS: dict[str, Rows] = {}
ListAll = Callable[[Viewer], list[Subject]]
LISTED: dict[str, ListAll] = {}
# What acts and looks are about and nothing hangs from: no comment, no action, no news.
THING_ROWS: dict[str, Rows] = {}
THINGS: dict[str, Find] = {}


def subject(kind: str) -> Callable[[Find], Find]:
    """Name the function that finds objects of a kind, with one query, for who may see them.

    It leaves out what the viewer may not see, and so does whatever hangs from the objects.
    """

    def enter(find: Find) -> Find:
        FINDERS[kind] = find
        return find

    return enter


def subject_rows(
    kind: str, *, title: str, address: Callable[[Any], str], named_by: str = "pk"
) -> Callable[[FindRows], Find]:
    """As `subject`, for rows of one table: all such kinds are then read in one statement.

    The function gives a queryset of what the viewer may see; `title`: the field that titles an
    object; `address`: its page, by its field `named_by`.
    """

    def enter(find: FindRows) -> Find:
        ROWS[kind] = Rows(find, title, named_by, address)

        @wraps(find)
        def find_subjects_of_kind(viewer: Viewer, keys: Collection[UUID]) -> list[Subject]:
            return _read_rows(viewer, {kind: set(keys)})

        FINDERS[kind] = find_subjects_of_kind
        return find_subjects_of_kind

    return enter


def subject_list(kind: str) -> Callable[[ListAll], Find]:
    """As `subject`, for a few hundred objects at most that are in no table.

    The function lists all that the viewer may see; each has a page to itself.
    """

    def enter(list_all: ListAll) -> Find:
        LISTED[kind] = list_all

        def find_listed(viewer: Viewer, keys: Collection[UUID]) -> list[Subject]:
            return [one for one in list_all(viewer) if one.key in keys]

        FINDERS[kind] = find_listed
        return find_listed

    return enter


def thing(kind: str) -> Callable[[Find], Find]:
    """As `subject`, of what the audit names and nothing hangs from."""

    def enter(find: Find) -> Find:
        THINGS[kind] = find
        return find

    return enter


def thing_rows(
    kind: str,
    *,
    title: str,
    address: Callable[[Any], str],
    named_by: str = "pk",
    say: Callable[[str], str] = str,
) -> Callable[[FindRows], FindRows]:
    """As `subject_rows`, of what the audit names and nothing hangs from.

    `say`: the title in words, where the field holds a key of content or a period; "" for a row
    that nothing names, which is left out.
    """

    def enter(find: FindRows) -> FindRows:
        THING_ROWS[kind] = Rows(find, title, named_by, address, say)
        return find

    return enter


def find_subject(viewer: Viewer, kind: str, *, key: UUID) -> Subject:
    """The object, for this viewer. Errors: NotVisible, also for a kind that nobody knows."""
    if found := find_subjects(viewer, [(kind, key)]):
        return found[kind, key]
    raise NotVisible(_("There is nothing at this address that you may see."))


def find_subjects(viewer: Viewer, wanted: Iterable[Pair]) -> dict[Pair, Subject]:
    """Those of the objects that this viewer may see.

    One query for all kinds of `subject_rows`, and one for each other kind. What a page asked
    before, it is not asked again.
    """
    return name_objects(viewer, (pair for pair in wanted if pair[0] in FINDERS))


def name_objects(viewer: Viewer, wanted: Iterable[Pair]) -> dict[Pair, Subject]:
    """As `find_subjects`, and also what nothing hangs from: for lists of what was done."""
    pairs = set(wanted)
    known: dict[Pair, Subject | None] = recall((name_objects, viewer)) or {}
    fresh = {pair: None for pair in pairs if pair not in known}
    known = known | fresh | _read(viewer, fresh)
    keep((name_objects, viewer), known)
    return {pair: found for pair in pairs if (found := known[pair])}


def has_own_page(kind: str) -> bool:
    """Whether each object of a kind has a page to itself: of `subject_rows` and `subject_list`.

    The page shows the comments on it; on a part of another's page nothing could be read.
    """
    return kind in ROWS or kind in LISTED


def title_subjects(viewer: Viewer) -> Case:
    """The title of what a row hangs from, as a column of a query of rows that hang from objects.

    NULL where the viewer may not see the object, or where its kind has no page to itself. Of what
    is in no table it is "": a statement that held the title of each place was slow to write.
    """
    titles = {kind: rows.title for kind, rows in ROWS.items()}
    listed = [
        When(subject_kind=kind, subject_id__in=list(found), then=Value(""))
        for kind in LISTED
        if (found := list_known(viewer, kind))
    ]
    return _choose_by_kind(viewer, titles, more=listed, default=None)


def name_pages(viewer: Viewer) -> Case:
    """What the page of a row's object is named by, as `title_subjects`; "" for its own id."""
    names = {kind: rows.named_by for kind, rows in ROWS.items() if rows.named_by != "pk"}
    return _choose_by_kind(viewer, names, more=(), default="")


def read_subject(viewer: Viewer, pair: Pair, *, title: str, name: str) -> Subject:
    """The object that has a page to itself, by its row's `title_subjects` and `name_pages`."""
    kind, key = pair
    if kind in LISTED:
        return list_known(viewer, kind)[key]
    return Subject(kind, key, title, ROWS[kind].address(name or key))


@once_a_page
def list_known(viewer: Viewer, kind: str) -> dict[UUID, Subject]:
    """What the viewer may see of a kind that is in no table, by id."""
    return {one.key: one for one in LISTED[kind](viewer)}


def _choose_by_kind(
    viewer: Viewer, fields: Mapping[str, str], *, more: Iterable[When], default: str | None
) -> Case:
    of_row = [OuterRef("subject_id")]
    cases = [
        When(
            subject_kind=kind,
            then=Subquery(
                ROWS[kind].find(viewer, of_row).order_by().values_list(Cast(field, TextField()))
            ),
        )
        for kind, field in fields.items()
    ]
    return Case(*cases, *more, default=Value(default), output_field=TextField())


def list_rows(viewer: Viewer, found: Mapping[str, QuerySet], *, most: int) -> list[Subject]:
    """Objects of several kinds in one statement: `found` has the rows of each kind."""
    every = ROWS | THING_ROWS
    read = unite(_columns(kind, rows) for kind, rows in found.items())
    return [
        Subject(kind, key, said, _address(every[kind], name or key))
        for kind, key, title, name in (() if read is None else read[:most])
        if (said := every[kind].say(title))
    ]


def _address(rows: Rows, name: Any) -> str:
    """SQLite keeps an id without its dashes, and the column of names is one of text."""
    return rows.address(UUID(name) if rows.named_by.endswith("_id") else name)


def _read(viewer: Viewer, pairs: Iterable[Pair]) -> dict[Pair, Subject | None]:
    by_kind: dict[str, set[UUID]] = {}
    for kind, key in pairs:
        by_kind.setdefault(kind, set()).add(key)
    found = _read_rows(viewer, by_kind)
    for kind in by_kind.keys() - ROWS.keys() - THING_ROWS.keys():
        if find := FINDERS.get(kind) or THINGS.get(kind):
            found += find(viewer, by_kind[kind])
    return {(each.kind, each.key): each for each in found}


def _read_rows(viewer: Viewer, keys: Mapping[str, set[UUID]]) -> list[Subject]:
    every = ROWS | THING_ROWS
    found = {
        kind: every[kind].find(viewer, wanted)
        for kind, wanted in keys.items()
        if wanted and kind in every
    }
    return list_rows(viewer, found, most=sum(map(len, keys.values())))


def _columns(kind: str, found: QuerySet) -> QuerySet:
    rows = (ROWS | THING_ROWS)[kind]
    name = F(rows.named_by) if rows.named_by != "pk" else Value("", output_field=CharField())
    return found.order_by().values_list(
        Value(kind, output_field=CharField()),
        F("pk"),
        Cast(rows.title, TextField()),
        Cast(name, TextField()),
    )
