"""What a strategy stands on and beside: sources, powers, linked documents, where sources differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from safercity.documents.strategy.kinds import (
    STRICT,
    AnyId,
    HolderId,
    Id,
    PowerId,
    SourceId,
    Words,
)

Nation = Literal["england", "wales"]
Level = Literal["city", "county_and_city", "national"]


@dataclass(frozen=True)
class Source:
    """A text that the content was taken from."""

    __pydantic_config__ = STRICT
    id: Id
    kind: Literal["strategy", "news", "minutes", "other"]
    title: Words
    note: Words | None = None


@dataclass(frozen=True)
class Power:
    """A law that asks or allows something. Days are empty where they are not known.

    `enacted`: royal assent; `valid_from`: when it began to bind; `successor`: what took its place.
    """

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    requires: Words
    nations: tuple[Nation, ...]
    enacted: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    amends: PowerId | None = None
    successor: PowerId | None = None
    inferred: bool = False


@dataclass(frozen=True)
class Relation:
    """Which part of the strategy a document bears on, and why. `inferred`: evident, not said."""

    __pydantic_config__ = STRICT
    to: AnyId
    why: Words
    inferred: bool = False


@dataclass(frozen=True)
class LinkedDocument:
    """Another strategy or paper.

    `kind`: "linked" where the strategy lists it among those it is aligned with, "leaned_on" where
    it only speaks of it, "own" for the partnership's papers.
    """

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    kind: Literal["linked", "leaned_on", "own"]
    level: Level
    holder: HolderId | None = None
    relates: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Saying:
    """What one source says of a thing."""

    __pydantic_config__ = STRICT
    source: SourceId
    words: Words


@dataclass(frozen=True)
class Difference:
    """Where sources differ; both are kept. `holds`: the id of the source that holds, or "both"."""

    __pydantic_config__ = STRICT
    id: Id
    about: Words
    says: tuple[Saying, ...]
    holds: str
    why: Words
    relates: tuple[AnyId, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A term as the strategy means it. `…_more`: its list says that it is not complete."""

    __pydantic_config__ = STRICT
    id: Id
    term: Words
    means: Words | None = None
    includes: tuple[Words, ...] = ()
    includes_more: bool = False
    excludes: tuple[Words, ...] = ()
    excludes_more: bool = False
