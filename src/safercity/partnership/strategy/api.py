"""The strategy for programs: its versions, and the parts of each."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Router, Schema
from ninja.pagination import paginate

from safercity.documents.strategy import Strategy, count_strategy
from safercity.partnership.common.pages import Asked, look_at, page
from safercity.partnership.common.reading import Slice, Words
from safercity.partnership.strategy import queries, rules

router = Router(tags=["strategy"])


class Version(Schema):
    """One version and the step of its route that it has reached."""

    number: int
    title: str
    step: str = Field(description="Such as draft, published, superseded.")
    made_at: datetime


class Part(Schema):
    """A priority, key action or outcome. Its code stays the same through all versions."""

    code: str
    kind: Literal["priority", "supporting", "action", "outcome"]
    title: Words
    about: Words | None = None
    priority: str | None = Field(None, description="Code of the priority it stands under.")
    leads: list[str] = Field([], description="Organisations that lead a priority.")
    accountable: str | None = Field(None, description="Body that leads a supporting priority.")
    scope: str | None = Field(None, description="Of an outcome: city or high_demand.")
    direction: str | None = Field(None, description="The strategy's own: down, up or count.")
    ambiguous: bool | None = Field(None, description="Whether a rise may be good or bad.")


class WholeVersion(Version):
    """A version with how much it holds of each kind."""

    counts: dict[str, int]


class AnnualReview(Schema):
    """A published version set against an edition of the evidence."""

    id: UUID
    of: int = Field(alias="of.number", description="Number of the version that is reviewed.")
    edition: str = Field(description="Digest of the edition.")
    begun_on: date
    state: str = Field(description="open or ended.")
    made: int | None = Field(description="Number of the version that came of it.")

    @staticmethod
    def resolve_made(row: Any) -> int | None:
        """The number; read with the review."""
        return row.made.number if row.made else None


class Proposal(Schema):
    """A change that a review proposes, and what was agreed."""

    id: UUID
    part: str = Field(description="Code of the part of the strategy it is about.")
    finding: str = Field(description="The finding of the edition that led to it; may be empty.")
    evidence: str = Field(
        description="What the edition said, without the paragraphs that the reader may not see."
    )
    is_silent: bool = Field(description="Whether some of the evidence was left out so.")
    kind: str = Field(description="reword, action, outcome or end.")
    title: str
    text: str
    answer: str = Field(description="open, agreed or refused.")
    reason: str


class WholeReview(AnnualReview):
    """An annual review with what it proposes, in the order of the strategy's parts."""

    proposals: list[Proposal]

    @staticmethod
    def resolve_proposals(row: Any, context: Any) -> list[Any]:
        """What it proposes, as far as the reader may see."""
        return queries.tell_proposals(row, viewer=context["request"].viewer)


@router.get("/strategy/versions", response=list[Version])
@page(rules.see_strategy)
@paginate(Slice)
def list_versions(request: Asked):
    """Every version of the strategy, the newest first."""
    seen = queries.list_versions()
    return seen.filter(step__in=rules.PUBLIC) if request.viewer.is_guest else seen


@router.get("/strategy/versions/{int:number}", response=WholeVersion)
@page(rules.see_strategy)
def show_version(request: Asked, number: int):
    """One version by its number, with how much it holds."""
    version = queries.get_version(number)
    rules.see_version(request.viewer, look_at(request, version).step)
    told = {name: getattr(version, name) for name in Version.model_fields}
    return told | {"counts": count_strategy(queries.read_content(version))}


@router.get("/strategy/versions/{int:number}/parts", response=list[Part])
@page(rules.see_strategy)
@paginate(Slice)
def list_parts(request: Asked, number: int, *, kind: str = ""):
    """The priorities, key actions and outcomes of a version; `kind` gives those of one kind."""
    version = queries.get_version(number)
    rules.see_version(request.viewer, look_at(request, version).step)
    strategy = queries.read_content(version)
    return [part for part in tell_parts(strategy) if kind in ("", part["kind"])]


@router.get("/strategy/reviews", response=list[AnnualReview])
@page(rules.see_drafts)
@paginate(Slice)
def list_reviews(request: Asked):
    """Annual reviews, the newest first."""
    return queries.list_reviews()


@router.get("/strategy/reviews/{uuid:key}", response=WholeReview)
@page(rules.see_drafts)
def show_review(request: Asked, key: UUID):
    """One annual review."""
    return look_at(request, queries.get_review(key))


def tell_parts(strategy: Strategy) -> Iterator[dict]:
    """The parts in the order of the strategy."""
    for priority in strategy.priorities:
        leads = [lead.organisation for lead in priority.lead]
        yield _tell("priority", priority, leads=leads)
        for action in priority.actions:
            yield _tell("action", action, priority=priority.id)
        for each in priority.outcomes:
            facts = {name: getattr(each, name) for name in ("scope", "direction", "ambiguous")}
            yield _tell("outcome", each, priority=priority.id, **facts)
    for supporting in strategy.supporting:
        yield _tell("supporting", supporting, accountable=supporting.accountable)


def _tell(kind: str, part, **facts) -> dict:
    about = getattr(part, "about", None)
    return {"code": part.id, "kind": kind, "title": part.title, "about": about, **facts}
