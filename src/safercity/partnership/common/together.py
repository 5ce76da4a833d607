"""Small questions of many apps, put to the database in one statement.

My work gathers a few rows from every app. Each app marks its question with `asked_together`; the
page calls `ask_together` once, and every question is then answered from that. Elsewhere a question
is asked alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    Expression,
    F,
    Field,
    IntegerField,
    QuerySet,
    TextField,
    UUIDField,
    Value,
)
from django.utils import timezone

from safercity.partnership.common.asking import keep, recall
from safercity.partnership.common.content import find_own_content, stamp_content
from safercity.partnership.common.viewers import Viewer


class Constant(Expression):
    """NULL, or an empty text, of a column's type: written out, without the work of a Cast."""

    def __init__(self, kind: type[Field]) -> None:
        super().__init__(output_field=kind())
        self.literal = "''" if issubclass(kind, TextField) else "NULL"

    def resolve_expression(self, *_args: Any, **_kwargs: Any) -> Constant:
        return self

    def as_sql(self, _compiler: Any, connection: Any) -> tuple[str, tuple[()]]:
        return f"CAST({self.literal} AS {self.output_field.cast_db_type(connection)})", ()

    def get_group_by_cols(self) -> list[Any]:
        return []


@dataclass(frozen=True)
class Answer:
    """One row. What its question does not name is None or "": only who asked knows which it is.

    `key` and `of` are ids, `day` a day, `at` a moment, `number` and `late` counts.
    """

    key: Any
    of: Any
    title: str
    more: str
    detail: str
    day: Any
    at: Any
    number: Any
    late: Any


@dataclass(frozen=True)
class Question:
    """Few rows, and which of their columns is which of an answer's.

    Answers come by day, then title: the order of the rows is not kept. `most`: only so many of the
    rows, the first in their own order; None for all.
    """

    rows: QuerySet
    key: str = ""
    of: str = ""
    title: str = ""
    more: str = ""
    detail: str = ""
    day: str = ""
    at: str = ""
    number: str = ""
    late: str = ""
    most: int | None = None


Ask = Callable[[Viewer], Question | None]
Answered = Callable[[Viewer], list[Answer]]
ASKED: dict[str, Ask] = {}
BUILT = 200  # statements of My work that a process keeps, each of a viewer's day
KINDS: dict[str, type[Field]] = {
    "key": UUIDField,
    "of": UUIDField,
    "title": TextField,
    "more": TextField,
    "detail": TextField,
    "day": DateField,
    "at": DateTimeField,
    "number": IntegerField,
    "late": IntegerField,
}
ABSENT = {column: Constant(kind) for column, kind in KINDS.items()}


def asked_together(ask: Ask) -> Answered:
    """Mark the function that says what is asked for a viewer; None where nothing is.

    It asks the database nothing itself, and depends on the viewer, the day and content alone.
    """
    name = f"{ask.__module__}.{ask.__qualname__}"
    ASKED[name] = ask

    @wraps(ask)
    def answer(viewer: Viewer) -> list[Answer]:
        known = recall((ask_together, viewer))
        return (known or read_together({name: ask(viewer)}))[name]

    return answer


def ask_together(viewer: Viewer) -> None:
    """Ask every such question for this viewer, in one statement, where answers are kept."""
    own = find_own_content()
    stamp = stamp_content(own) if own else 0.0
    asked = _build(viewer, day=timezone.localdate(), content=(own, stamp))
    keep((ask_together, viewer), _sort(ASKED, () if asked is None else asked.all()))


@lru_cache(maxsize=BUILT)
def _build(viewer: Viewer, *, day: date, content: tuple[Path | None, float]) -> QuerySet | None:
    """The statement of a day. To build it takes longer than to ask it."""
    asked = {name: ask(viewer) for name, ask in ASKED.items()}
    return unite(_columns(name, one) for name, one in asked.items() if one)


def unite(parts: Iterable[QuerySet]) -> QuerySet | None:
    """All rows of these, which have the same columns; None where there are none."""
    every = list(parts)
    return every[0].union(*every[1:], all=True) if len(every) > 1 else next(iter(every), None)


def read_together(questions: Mapping[str, Question | None]) -> dict[str, list[Answer]]:
    """The answers to each question, of whatever tables, in one statement."""
    asked = unite(_columns(name, one) for name, one in questions.items() if one)
    return _sort(questions, () if asked is None else asked)


def _sort(names: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {name: [] for name in names}
    for name, *values in rows:
        found[name].append(Answer(*values))
    for answers in found.values():
        answers.sort(key=lambda one: (one.day or date.max, one.title, str(one.key)))
    return found


def _columns(name: str, asked: Question) -> QuerySet:
    """Every part has the same columns of the same types, whatever its table."""
    sources = [getattr(asked, column) for column in KINDS]
    told = [
        F(source) if source else ABSENT[column]
        for column, source in zip(KINDS, sources, strict=True)
    ]
    rows = asked.rows.order_by() if asked.most is None else _limit(asked.rows, asked.most)
    return rows.values_list(Value(name, output_field=CharField()), *told)


def _limit(rows: QuerySet, most: int) -> QuerySet:
    """The first rows; by their ids where a part of a statement may have no limit, as on SQLite."""
    if connections[rows.db].features.supports_slicing_ordering_in_compound:
        return rows[:most]
    return rows.filter(pk__in=rows.values("pk")[:most]).order_by()
