"""What an app finds by words. `config` collects every app's `search.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from safercity.partnership.common.together import Answer, Question, read_together
from safercity.partnership.common.viewers import Viewer

MOST_OF_AN_APP = 20  # a finder gives at most so many of a kind: the reader narrows the words


@dataclass(frozen=True)
class Hit:
    """One thing found. `kind` is its noun for a person ("Place", "Action"), already translated."""

    title: str
    address: str
    kind: str
    detail: str = ""


@dataclass(frozen=True)
class HitRows:
    """Rows that the words are in, and how each is told: all apps' are read in one statement."""

    question: Question
    present: Callable[[Answer], Hit]


Find = Callable[[Viewer, str], Sequence[Hit | HitRows]]
OFFERED: list[Find] = []


def offer_finders(finders: list[Find]) -> None:
    """Say which apps can be searched. Called once, by `config`, which alone knows every app."""
    OFFERED[:] = finders


def find_hits(viewer: Viewer, words: str) -> list[Hit]:
    """What every app finds for this viewer; what the viewer may not see is not in it."""
    asked = words.strip()
    parts = [part for find in OFFERED for part in find(viewer, asked)] if asked else []
    rows = {
        f"{n}": replace(part.question, most=MOST_OF_AN_APP)
        for n, part in enumerate(parts)
        if isinstance(part, HitRows)
    }
    found = read_together(rows)
    hits: list[Hit] = []
    for n, part in enumerate(parts):
        hits += _present(part, found[f"{n}"]) if isinstance(part, HitRows) else [part]
    return hits


def _present(part: HitRows, rows: Iterable[Answer]) -> list[Hit]:
    """The hits by day, then by the title that a person reads: a row may hold but a key of it."""
    told = [(row, part.present(row)) for row in rows]
    told.sort(key=lambda pair: (pair[0].day or date.max, pair[1].title, str(pair[0].key)))
    return [hit for _row, hit in told]


def hold_words(words: str, *fields: str) -> Q:
    """Rows in which every word stands in one of these fields, in any case."""
    asked = Q()
    for word in words.split():
        asked &= reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields))
    return asked


def has_words(words: str, *texts: str) -> bool:
    """Whether every word stands in one of these texts, in any case."""
    said = "\n".join(texts).casefold()
    return all(word in said for word in words.casefold().split())
