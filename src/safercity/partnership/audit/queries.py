"""Reading history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Count, Max, OuterRef, Q, Subquery, Value
from django.utils import timezone
from django.utils.translation import gettext

from safercity.partnership.audit.actions import REWORDED
from safercity.partnership.audit.models import Act, Look, PersonKey, Seal
from safercity.partnership.audit.names import name_people, read_name
from safercity.partnership.audit.sealing import Fault, verify_chain
from safercity.partnership.audit.wording import list_named, tell_changes, tell_kind, tell_page
from safercity.partnership.common.about import find_kept, may_open
from safercity.partnership.common.subjects import Subject
from safercity.partnership.common.things import find_things
from safercity.partnership.common.together import Answer, Question
from safercity.partnership.common.viewers import Viewer

__all__ = [
    "Around",
    "Entry",
    "Fault",
    "Thing",
    "Things",
    "count_looks",
    "find_acts",
    "find_looks",
    "hold_about",
    "list_entries",
    "list_history",
    "list_pages",
    "name_entries",
    "name_people",
    "name_things",
    "question_changes",
    "read_around",
    "read_changes",
    "resolve_words",
    "verify_chain",
]

Thing = tuple[str, UUID | None]
Things = Mapping[Thing, Subject]
AT_ONCE = 5_000  # things that a file names with one statement
WORDS = {"verb": gettext, "page": tell_page}  # how pages print them
COUNTED = 10_000  # a seal waits for as many: beyond them the exact number tells no more


@dataclass(frozen=True)
class Entry:
    """One act as a page shows it. `by_name` is "" for the system and for who was forgotten."""

    key: UUID
    at: datetime
    verb: str
    kind: str
    object_id: UUID | None
    by: UUID | None
    by_name: str
    agency: UUID | None
    details: dict[str, Any]
    about: Subject | None = None  # from `name_entries`; None where the reader may not see it

    @property
    def named(self) -> list[Thing]:
        """What the details name by id: for `tell`."""
        return list(list_named(self.kind, self.details))

    def tell(self, names: Things) -> str:
        """The details in words, for a reader who may see the things of `names`."""
        return tell_changes(self.kind, self.details, names=names)

    @property
    def thing(self) -> str:
        """What kind of thing it was done to, as a noun."""
        return tell_kind(self.kind)

    @property
    def changes(self) -> str:
        """The details as they are kept: "due: 2026-03-01 → 2026-04-01; title: reworded"."""
        return "; ".join(f"{name}: {_tell(value)}" for name, value in self.details.items())


def _tell(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        old, new = value
        return "reworded" if REWORDED in (old, new) else f"{old} → {new}"
    return "reworded" if value == REWORDED else str(value)


def list_history(*targets: models.Model, limit: int = 100) -> list[Entry]:
    """What was done to an object, or to several that are told together, the newest first."""
    keys: dict[str, list[Any]] = {}
    for target in targets:
        keys.setdefault(target._meta.label_lower, []).append(target.pk)
    if not keys:
        return []
    wanted = reduce(or_, (Q(kind=kind, object_id__in=ids) for kind, ids in keys.items()))
    return _entries(Act.objects.filter(wanted).order_by("-id")[:limit])


def find_acts(**conditions: Any) -> models.QuerySet[Act]:
    """Acts by any field (`kind=`, `by=`, `at__gte=` …), the newest first."""
    return Act.objects.filter(**conditions).order_by("-id")


def hold_about(viewer: Viewer, keys: Collection[UUID]) -> Q:
    """The condition of acts on these things, and of those on others that name one of them.

    The latter are found by their kinds first: else a source that few acts name costs a walk through
    all of them, with each one's details read.
    """
    parts = [
        Act.objects.filter(kind__in=kept.kinds, **{f"details__{kept.detail}__in": names})
        for kept, names in find_kept(viewer, keys)
    ]
    own = Act.objects.filter(object_id__in=keys)
    if not parts:
        return Q(object_id__in=keys)
    return Q(pk__in=own.values("pk").union(*(part.values("pk") for part in parts), all=True))


def resolve_words(conditions: Mapping[str, Any], field: str, *, kept: list[str]) -> dict[str, Any]:
    """The conditions with the words of a `verb` or a `page` as those of the `kept` that read so.

    Words that are a whole one mean that one; else all that they are in, large or small letters.
    """
    resolved = dict(conditions)
    if words := resolved.pop(field, "").strip().casefold():
        told = {one: (one.casefold(), WORDS[field](one).casefold()) for one in kept}
        whole = [one for one, said in told.items() if words in said]
        within = [one for one, said in told.items() if any(words in each for each in said)]
        resolved[f"{field}__in"] = whole or within
    return resolved


def list_pages() -> list[str]:
    """Every page of which a look is kept."""
    return _list_kept(Look, "page")["page"]


def _list_kept(model: type[models.Model], *fields: str) -> dict[str, list[str]]:
    """Every value of indexed fields, from one to the next: never a walk through all rows."""
    table, *columns = map(connection.ops.quote_name, (model._meta.db_table, *fields))
    parts = []
    for field, column in zip(fields, columns, strict=True):
        least = f"SELECT MIN({column}) FROM {table}"
        parts.append(
            f"SELECT * FROM (WITH RECURSIVE kept(one) AS ({least} UNION ALL"
            f" SELECT ({least} WHERE {column} > kept.one) FROM kept WHERE kept.one IS NOT NULL)"
            f" SELECT '{field}', one FROM kept WHERE one <> '') of_{field}"
        )
    kept: dict[str, list[str]] = {field: [] for field in fields}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        for field, one in cursor.fetchall():
            kept[field].append(one)
    return kept


def question_changes(*kinds: str) -> Question:
    """Asks, for My work, how many acts on these kinds there are since yesterday began.

    Every change leaves an act. As long as there is no other, what was read of them the same day
    still holds. Acts are counted because the newest alone is no sure sign: of two who write, who
    began earlier may end later, with an earlier moment. Nobody writes for a day.
    """
    yesterday = timezone.localdate() - timedelta(1)
    begun = timezone.make_aware(datetime.combine(yesterday, time.min))
    acts = Act.objects.filter(kind__in=kinds, at__gte=begun).annotate(whose=Value("all"))
    counted = acts.order_by().values("whose").annotate(n=Count("kind"), newest=Max("at"))
    return Question(counted, number="n", at="newest")


def read_changes(told: list[Answer]) -> tuple[tuple[int, datetime], ...]:
    """What has to be the same for nothing to have changed: the answer to `question_changes`."""
    return tuple((one.number, one.at) for one in told)


def find_looks(**conditions: Any) -> models.QuerySet[Look]:
    """Looks by any field, the newest first."""
    return Look.objects.filter(**conditions).order_by("-id")


def count_looks(**conditions: Any) -> list[dict[str, Any]]:
    """Looks by page: how many, and the latest."""
    rows = Look.objects.filter(**conditions).values("page")
    counted = rows.annotate(looks=Count("id"), latest=Max("at")).order_by("-looks")
    return [dict(row) for row in counted]


@dataclass(frozen=True)
class Around:
    """What stands around a list of acts. `verbs` and `kinds`: all there ever were, to choose from;
    `seal`: number and moment of the newest, None before the first; `waiting` for the next: more
    than `COUNTED` are not counted.
    """

    verbs: list[str]
    kinds: list[str]
    seal: Seal | None
    waiting: int


def read_around(*, has_seal: bool = True) -> Around:
    """Never a walk through all acts. Without `has_seal` nothing is read of seals: a query less."""
    kept = _list_kept(Act, "verb", "kind")
    if not has_seal:
        return Around(kept["verb"], kept["kind"], None, 0)
    waiting = Act.objects.filter(seal=None).order_by().values("id")[: COUNTED + 1]
    counted = Subquery(
        waiting,
        template="(SELECT COUNT(*) FROM (%(subquery)s) waiting)",
        output_field=models.IntegerField(),
    )
    newest = Seal.objects.order_by("-number")
    sealed = {name: Subquery(newest.values(name)[:1]) for name in ("number", "at")}
    newest_act = Act.objects.order_by("-id")
    told: Any = newest_act.values_list(sealed["number"], sealed["at"], counted).first()
    number, at, count = told or (0, None, 0)
    return Around(
        kept["verb"], kept["kind"], Seal(number=int(number), at=at) if at else None, count
    )


def list_entries(acts: models.QuerySet[Act]) -> list[Entry]:
    """A page of acts with their names read."""
    return _entries(acts)


def name_entries(entries: Iterable[Entry], things: Things) -> list[Entry]:
    """The acts with what they are about, of the `name_things` of a viewer."""
    return [replace(one, about=things.get((one.kind, one.object_id))) for one in entries]


def name_things(pairs: Iterable[Thing], viewer: Viewer) -> Things:
    """Title and address of what the viewer may see of these; "" where the page stays shut."""
    wanted = sorted({(kind, key) for kind, key in pairs if key})
    found: dict[Thing, Subject] = {}
    for first in range(0, len(wanted), AT_ONCE):
        found.update(find_things(viewer, wanted[first : first + AT_ONCE]).items())
    return {
        pair: one if may_open(viewer, one.address) else replace(one, address="")
        for pair, one in found.items()
    }


def _entries(acts: models.QuerySet[Act]) -> list[Entry]:
    keys = PersonKey.objects.filter(person=OuterRef("by")).values("key")[:1]
    return [
        Entry(
            key=row.id,
            at=row.at,
            verb=row.verb,
            kind=row.kind,
            object_id=row.object_id,
            by=row.by,
            by_name=read_name(row.person_key, row.by_name),
            agency=row.agency,
            details=row.details,
        )
        for row in acts.annotate(person_key=Subquery(keys))
    ]
