"""Who is in a strategy: organisations with their units, bodies with their lines, meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from safercity.documents.strategy.kinds import (
    STRICT,
    BodyId,
    Id,
    OrganisationId,
    Words,
)

OrganisationKind = Literal[
    "council", "police", "fire", "health", "justice", "commissioner", "voluntary", "education",
    "commissioned", "national",
]  # fmt: skip
Tier = Literal["decision", "strategic", "tactical", "operational"]
Every = Literal["day", "week", "month", "quarter", "year", "once", "regularly", "case"]


@dataclass(frozen=True)
class Unit:
    """A part of an organisation. `on_board`: named with it among the Board's members."""

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    about: Words | None = None
    on_board: bool = False


@dataclass(frozen=True)
class Organisation:
    """An organisation. `agency`: its slug in the taxonomy; `on_board`: has a seat on the Board."""

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    kind: OrganisationKind
    agency: str | None = None
    about: Words | None = None
    on_board: bool = False
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Seat:
    """Who takes the chair: a post and the organisation it belongs to, never a person."""

    __pydantic_config__ = STRICT
    post: Words
    organisation: OrganisationId


@dataclass(frozen=True)
class Line:
    """That a body reports to another, or assures it. `inferred`: ours, not the strategy's word."""

    __pydantic_config__ = STRICT
    to: BodyId
    how: Literal["reports", "assures"]
    every: Every | None = None
    about: Words | None = None
    inferred: bool = False


@dataclass(frozen=True)
class Body:
    """A board, group, panel or meeting that decides or answers for something.

    `tier`: "decision" for those that adopt the strategy. `inferred`: known by another name only.
    """

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    tier: Tier
    about: Words | None = None
    chair: Seat | None = None
    vice_chair: Seat | None = None
    overseen_by: OrganisationId | None = None
    lines: tuple[Line, ...] = ()
    inferred: bool = False


@dataclass(frozen=True)
class Meeting:
    """A meeting that comes again. `every` is empty where the strategy does not say how often."""

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    kind: Literal["multi_agency", "local", "tactical", "place_based"]
    every: Every | None = None
    body: BodyId | None = None
    about: Words | None = None
