"""A whole strategy as one frozen value, and what can be asked of it by id."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from safercity.documents.strategy.background import (
    Achievement,
    Approval,
    Assessment,
    Consultation,
    FamilySupport,
    Funding,
    Period,
    PlaceBased,
    Programme,
    PromisedReview,
    RiskGroup,
    RiskGroupsChanged,
    Statement,
    Vision,
)
from safercity.documents.strategy.bodies import Body, Meeting, Organisation
from safercity.documents.strategy.kinds import STRICT, BodyId, Id, Words
from safercity.documents.strategy.papers import (
    Definition,
    Difference,
    LinkedDocument,
    Nation,
    Power,
    Source,
)
from safercity.documents.strategy.priorities import (
    KeyAction,
    Outcome,
    Priority,
    SupportingPriority,
)
from safercity.documents.strategy.walking import walk_values

FORMAT = 1
AreaCode = Annotated[str, Field(pattern=r"^[EW]\d{8}$")]
Version = Annotated[int, Field(ge=1)]


@dataclass(frozen=True)
class Strategy:
    """A partnership's strategy as structured content.

    `forked_from`: the version of the shipped file that a workspace's own was made from;
    `adapted_from`: the strategy that names were mapped over (see `adapting`); `made_up`: for a
    demonstration.
    """

    __pydantic_config__ = STRICT
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    version: Version
    id: Id
    title: Words
    partnership: Words
    board: BodyId
    period: Period
    nation: Nation
    tier: Literal["unitary", "two_tier", "district", "county", "borough", "principal_area"]
    vision: Vision
    sources: tuple[Source, ...]
    powers: tuple[Power, ...]
    organisations: tuple[Organisation, ...]
    bodies: tuple[Body, ...]
    priorities: tuple[Priority, ...]
    supporting: tuple[SupportingPriority, ...]
    forked_from: Version | None = None
    adapted_from: Id | None = None
    made_up: bool = False
    areas: tuple[AreaCode, ...] = ()
    emphases: tuple[Statement, ...] = ()
    governance: tuple[Statement, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    documents: tuple[LinkedDocument, ...] = ()
    programmes: tuple[Programme, ...] = ()
    risk_groups: tuple[RiskGroup, ...] = ()
    risk_groups_changed: RiskGroupsChanged | None = None
    assessment: Assessment | None = None
    consultation: Consultation | None = None
    place_based: PlaceBased | None = None
    family_support: FamilySupport | None = None
    funding: tuple[Funding, ...] = ()
    reviews: tuple[PromisedReview, ...] = ()
    approvals: tuple[Approval, ...] = ()
    achievements: tuple[Achievement, ...] = ()
    definitions: tuple[Definition, ...] = ()
    differences: tuple[Difference, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, object]:
        """Everything that has an id, by it; the strategy itself left out."""
        return {value.id: value for _, value in walk_values(self) if hasattr(value, "id")}

    @property
    def actions(self) -> tuple[KeyAction, ...]:
        """Every key action, priority by priority."""
        return tuple(action for each in self.priorities for action in each.actions)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Every outcome, priority by priority."""
        return tuple(outcome for each in self.priorities for outcome in each.outcomes)

    @property
    def priority_titles(self) -> dict[str, str]:
        """Code → English title of the strategic, then of the supporting priorities."""
        strategic, supporting = (
            (each.id for each in self.priorities),
            (s.id for s in self.supporting),
        )
        return {code: self.name(code) for code in (*strategic, *supporting)}

    @property
    def linked_documents(self) -> tuple[LinkedDocument, ...]:
        """The strategies and plans that this one lists as those it is aligned with."""
        return tuple(each for each in self.documents if each.kind == "linked")

    @property
    def board_organisations(self) -> tuple[Organisation, ...]:
        """The kinds of organisation that have a seat on the Board."""
        return tuple(each for each in self.organisations if each.on_board)

    @property
    def accountable_bodies(self) -> tuple[Body, ...]:
        """The bodies that answer for the supporting priorities, each once, in their order."""
        wanted = {each.accountable for each in self.supporting}
        return tuple(body for body in self.bodies if body.id in wanted)

    def name(self, wanted: str, language: str = "en") -> str:
        """The title of what has this id, in English where the language lacks it; else the id."""
        value = self.by_id.get(wanted)
        words = getattr(value, "title", None) or getattr(value, "term", None) or {"en": wanted}
        return words.get(language) or words["en"]
