"""What a strategy tells around its priorities: period, people at risk, what was done, money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from safercity.documents.strategy.bodies import Every
from safercity.documents.strategy.kinds import (
    STRICT,
    ActionId,
    BodyId,
    HolderId,
    Id,
    NamedId,
    ProgrammeId,
    SourceId,
    UnitId,
    Words,
)

Year = Annotated[int, Field(ge=1998, le=2100)]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Age = Annotated[int, Field(ge=0, le=120)]


@dataclass(frozen=True)
class Period:
    """The years a strategy is for; `years`: how many it says they are."""

    __pydantic_config__ = STRICT
    first_year: Year
    last_year: Year
    years: int | None = None
    note: Words | None = None


@dataclass(frozen=True)
class Vision:
    """Where the partnership wants to be, and what has to be reduced to get there."""

    __pydantic_config__ = STRICT
    words: Words
    by_reducing: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A thing the strategy says of itself: an emphasis, or a principle of its governance."""

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    about: Words | None = None
    names: tuple[NamedId, ...] = ()


@dataclass(frozen=True)
class Ages:
    """Ages in whole years, both counted in."""

    __pydantic_config__ = STRICT
    first: Age
    last: Age


@dataclass(frozen=True)
class RiskGroup:
    """People and communities at greatest risk; `why`: what puts them there, in a word."""

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    ages: Ages | None = None
    why: Words | None = None


@dataclass(frozen=True)
class RiskGroupsChanged:
    """Whether the groups are other than those of the assessment before."""

    __pydantic_config__ = STRICT
    changed: bool
    about: Words | None = None


@dataclass(frozen=True)
class Programme:
    """A programme or commissioned service. `ages`: whom it is for, where that is said."""

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    commissioned: bool = False
    holder: HolderId | None = None
    ages: Ages | None = None
    about: Words | None = None


@dataclass(frozen=True)
class Achievement:
    """What was done before this strategy; `figure` in `unit` where there is one."""

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    first_year: Year
    last_year: Year
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    figure: int | None = None
    unit: Words | None = None
    about: Words | None = None
    names: tuple[NamedId, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """What the priorities rest on, and whose records it was made from."""

    __pydantic_config__ = STRICT
    about: Words
    names: tuple[NamedId, ...] = ()


@dataclass(frozen=True)
class Consultation:
    """Who was asked, when and how, and what came of it. `responses_over`: more than so many."""

    __pydantic_config__ = STRICT
    id: Id
    first_month: Month
    last_month: Month
    responses_over: int | None = None
    face_to_face: Words | None = None
    asked: tuple[Words, ...] = ()
    channels: tuple[Words, ...] = ()
    places: tuple[Words, ...] = ()
    result: Words | None = None
    note: Words | None = None


@dataclass(frozen=True)
class PlaceBased:
    """How the partnership works place by place; `overlaid`: whose data are laid over each other."""

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    about: Words
    overlaid: tuple[NamedId, ...] = ()
    finds: Words | None = None
    where: tuple[Words, ...] = ()
    resources: Words | None = None


@dataclass(frozen=True)
class FamilySupport:
    """How families are supported, and what that is expected to bring."""

    __pydantic_config__ = STRICT
    id: Id
    about: Words
    names: tuple[NamedId, ...] = ()
    expects: tuple[Words, ...] = ()
    participation: Words | None = None


@dataclass(frozen=True)
class FundedPost:
    """A post that money pays for."""

    __pydantic_config__ = STRICT
    title: Words
    unit: UnitId | None = None


@dataclass(frozen=True)
class Funding:
    """Money. `pounds` is empty where no amount is stated."""

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    pounds: Annotated[int, Field(ge=0)] | None = None
    rounds: Annotated[int, Field(ge=1)] | None = None
    programme: ProgrammeId | None = None
    about: Words | None = None
    posts: tuple[FundedPost, ...] = ()


@dataclass(frozen=True)
class PromisedReview:
    """A review that the strategy promises; `action`: the key action it stands in, if any."""

    __pydantic_config__ = STRICT
    id: Id
    title: Words
    every: Every
    action: ActionId | None = None
    about: Words | None = None


@dataclass(frozen=True)
class Approval:
    """A step of the strategy's approval. `expected`: announced, and not known to have happened."""

    __pydantic_config__ = STRICT
    id: Id
    body: BodyId
    day: date
    state: Literal["expected", "decided"]
    weekday: str | None = None
    source: SourceId | None = None
    how_known: Words | None = None
