"""Names of things whose app the asker must not know: an app gives them by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

Namer = Callable[[Iterable[UUID]], Mapping[UUID, str]]

NAMERS: dict[str, Namer] = {}


def names(kind: str) -> Callable[[Namer], Namer]:
    """Mark the function that names things of a kind ("people.agency")."""

    def enter(namer: Namer) -> Namer:
        NAMERS[kind] = namer
        return namer

    return enter


def name_things(kind: str, ids: Iterable[UUID | None]) -> Mapping[Any, str]:
    """The names of these things; nothing where no app names the kind."""
    wanted = {key for key in ids if key}
    namer = NAMERS.get(kind)
    return namer(wanted) if namer and wanted else {}
