"""Small questions of many apps, put to the database in one statement.

My work gathers a few rows from every app. Each app marks its question with `asked_together`; the
page calls `ask_together` once, and every question is then answered from that. Elsewhere a question
is asked alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    QuerySet,
    TextField,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast

from safercity.partnership.common.asking import keep, recall
from safercity.partnership.common.viewers import Viewer


class Nothing(Cast):
    """NULL of a column's type; a constant, that nothing is grouped by."""

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

    Answers come by day, then title: the order of the rows is not kept.
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


Ask = Callable[[Viewer], Question | None]
Answered = Callable[[Viewer], list[Answer]]
ASKED: dict[str, Ask] = {}
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


def asked_together(ask: Ask) -> Answered:
    """Mark the function that says what is asked for a viewer; None where nothing is."""
    name = f"{ask.__module__}.{ask.__qualname__}"
    ASKED[name] = ask

    @wraps(ask)
    def answer(viewer: Viewer) -> list[Answer]:
        known = recall((ask_together, viewer))
        return (known or read_together({name: ask(viewer)}))[name]

    return answer


def ask_together(viewer: Viewer) -> None:
    """Ask every such question for this viewer, in one statement, where answers are kept."""
    asked = {name: ask(viewer) for name, ask in ASKED.items()}
    keep((ask_together, viewer), read_together(asked))


def unite(parts: Iterable[QuerySet]) -> QuerySet | None:
    """All rows of these, which have the same columns; None where there are none."""
    every = list(parts)
    return every[0].union(*every[1:], all=True) if len(every) > 1 else next(iter(every), None)


def read_together(questions: Mapping[str, Question | None]) -> dict[str, list[Answer]]:
    """The answers to each question, of whatever tables, in one statement."""
    found: dict[str, list[Answer]] = {name: [] for name in questions}
    parts = [_columns(name, asked) for name, asked in questions.items() if asked]
    for name, *values in unite(parts) or ():
        found[name].append(Answer(*values))
    for answers in found.values():
        answers.sort(key=lambda one: (one.day or date.max, one.title, str(one.key)))
    return found


def _columns(name: str, asked: Question) -> QuerySet:
    """Every part has the same columns of the same types, whatever its table."""
    told: list[Any] = [Value(name, output_field=CharField())]
    for column, kind in KINDS.items():
        source = getattr(asked, column)
        if issubclass(kind, TextField):
            told.append(F(source) if source else Value("", output_field=kind()))
        else:
            told.append(F(source) if source else Nothing(Value(None, output_field=kind()), kind()))
    return asked.rows.order_by().values_list(*told)
