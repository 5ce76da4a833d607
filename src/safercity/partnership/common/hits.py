"""What an app finds by words. `config` collects every app's `search.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

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


Find = Callable[[Viewer, str], list[Hit] | list[HitRows]]
OFFERED: list[Find] = []


def offer_finders(finders: list[Find]) -> None:
    """Say which apps can be searched. Called once, by `config`, which alone knows every app."""
    OFFERED[:] = finders


def find_hits(viewer: Viewer, words: str) -> list[Hit]:
    """What every app finds for this viewer; what the viewer may not see is not in it."""
    asked = words.strip()
    parts = [part for find in OFFERED for part in find(viewer, asked)] if asked else []
    rows = {
        f"{n}": _limit(part.question) for n, part in enumerate(parts) if isinstance(part, HitRows)
    }
    found = read_together(rows)
    hits: list[Hit] = []
    for n, part in enumerate(parts):
        hits += map(part.present, found[f"{n}"]) if isinstance(part, HitRows) else [part]
    return hits


def _limit(question: Question) -> Question:
    """The first rows in their own order, by their ids: parts of one statement have no limit."""
    first = question.rows.values("pk")[:MOST_OF_AN_APP]
    return replace(question, rows=question.rows.filter(pk__in=first))
