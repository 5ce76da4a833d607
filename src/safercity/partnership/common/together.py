"""Small questions of many apps, put to the database in one statement.

My work gathers a few rows from every app. Each app marks its question with `asked_together`; the
page calls `ask_together` once, and every question is then answered from that. Elsewhere a question
is asked alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

from django.core.exceptions import EmptyResultSet
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

    key: Any = None
    of: Any = None
    title: str = ""
    more: str = ""
    detail: str = ""
    day: Any = None
    at: Any = None
    number: Any = None
    late: Any = None


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
    rows = () if asked is None else asked.all()
    keep((ask_together, viewer), _sort(ASKED, rows, named=KINDS))


@lru_cache(maxsize=BUILT)
def _build(viewer: Viewer, *, day: date, content: tuple[Path | None, float]) -> QuerySet | None:
    """The statement of a day. To build it takes longer than to ask it."""
    asked = {name: ask(viewer) for name, ask in ASKED.items()}
    return unite(_columns(name, one, named=KINDS) for name, one in asked.items() if one)


def unite(parts: Iterable[QuerySet]) -> QuerySet | None:
    """All rows of these, which have the same columns; None where there are none."""
    every = list(parts)
    return every[0].union(*every[1:], all=True) if len(every) > 1 else next(iter(every), None)


def read_together(questions: Mapping[str, Question | None]) -> dict[str, list[Answer]]:
    """The answers to each question, of whatever tables, in one statement."""
    asked = {name: one for name, one in questions.items() if one}
    named = [column for column in KINDS if any(getattr(one, column) for one in asked.values())]
    rows = _read([_columns(name, one, named=named) for name, one in asked.items()])
    return _sort(questions, rows, named=named)


def _read(parts: Sequence[QuerySet]) -> Iterable[tuple[Any, ...]]:
    """All rows of these, each with its own order and limit.

    Django's union lets a part have neither on SQLite, which takes both in a SELECT around it.
    """
    said = []
    for part in parts:
        compiler = part.query.get_compiler(part.db)
        with suppress(EmptyResultSet):
            said.append((compiler, *compiler.as_sql()))
    if not said:
        return ()
    first = said[0][0]  # every part has columns of the same types
    sql = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part" for _part, sql, _given in said)
    with first.connection.cursor() as cursor:
        cursor.execute(sql, [value for _part, _sql, given in said for value in given])
        return list(first.results_iter(results=[cursor.fetchall()]))


def _sort(
    names: Iterable[str], rows: Iterable[tuple[Any, ...]], *, named: Collection[str]
) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {name: [] for name in names}
    for name, *values in rows:
        found[name].append(Answer(**dict(zip(named, values, strict=True))))
    for answers in found.values():
        answers.sort(key=lambda one: (one.day or date.max, one.title, str(one.key)))
    return found


def _columns(name: str, asked: Question, *, named: Iterable[str]) -> QuerySet:
    """Every part has the same columns of the same types, whatever its table: those that are `named`
    by one of them at least."""
    told = [F(source) if (source := getattr(asked, column)) else ABSENT[column] for column in named]
    rows = asked.rows.order_by() if asked.most is None else asked.rows[: asked.most]
    return rows.values_list(Value(name, output_field=CharField()), *told)
