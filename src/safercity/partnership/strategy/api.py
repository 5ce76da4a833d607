"""The strategy for programs: its versions, and the parts of each."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from ninja import Field, Router, Schema
from ninja.pagination import paginate

from safercity.documents.strategy import Strategy, count_strategy
from safercity.partnership.common.pages import Asked, page
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
    rules.see_version(request.viewer, version.step)
    told = {name: getattr(version, name) for name in Version.model_fields}
    return told | {"counts": count_strategy(queries.read_content(version))}


@router.get("/strategy/versions/{int:number}/parts", response=list[Part])
@page(rules.see_strategy)
@paginate(Slice)
def list_parts(request: Asked, number: int, *, kind: str = ""):
    """The priorities, key actions and outcomes of a version; `kind` gives those of one kind."""
    version = queries.get_version(number)
    rules.see_version(request.viewer, version.step)
    strategy = queries.read_content(version)
    return [part for part in tell_parts(strategy) if kind in ("", part["kind"])]


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
