"""What a strategy sets out to do: priorities with their leads, key actions and outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from safercity.documents.strategy.kinds import (
    STRICT,
    BodyId,
    Id,
    NamedId,
    OrganisationId,
    UnitId,
    Words,
)

ActionKind = Literal[
    "review", "continue", "deliver", "recruit", "comply", "develop", "explore", "commission",
    "campaign", "share", "train", "map", "support",
]  # fmt: skip
Direction = Literal["down", "up", "count"]
Scope = Literal["city", "high_demand"]


@dataclass(frozen=True)
class Lead:
    """A lead agency of a priority; `units`: those within it that the strategy names."""

    __pydantic_config__ = STRICT
    organisation: OrganisationId
    units: tuple[UnitId, ...] = ()


@dataclass(frozen=True)
class KeyAction:
    """Something the partners undertook to do. `names`: bodies, partners, papers it speaks of."""

    __pydantic_config__ = STRICT
    id: Id
    kind: ActionKind
    title: Words
    about: Words | None = None
    names: tuple[NamedId, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """A change that people would notice.

    `direction` is the strategy's own; "count" where it states none. `ambiguous`: a rise may be good
    or bad, so it has a `caution` that says why and a `companion` to be read with. `tells`: a change
    in the world, or the partners' own effort. `indicator`: one of the shipped indicators.
    """

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    scope: Scope
    direction: Direction
    tells: Literal["change", "effort"] = "change"
    indicator: str | None = None
    ambiguous: bool = False
    caution: Words | None = None
    companion: Words | None = None
    companion_indicator: str | None = None


@dataclass(frozen=True)
class Priority:
    """A strategic priority: what the partnership itself leads."""

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    lead: tuple[Lead, ...]
    actions: tuple[KeyAction, ...]
    outcomes: tuple[Outcome, ...]
    about: Words | None = None


@dataclass(frozen=True)
class SupportingPriority:
    """A priority that another body leads and answers for; a link officer assures the Board.

    `joint`: the Board has taken it on, and both answer together.
    """

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    accountable: BodyId
    about: Words | None = None
    joint: bool = False
