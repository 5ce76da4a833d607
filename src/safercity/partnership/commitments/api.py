"""Actions for programs: as the list and the page of each show them to the agency."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from safercity.partnership.commitments import queries, rules
from safercity.partnership.common.pages import Asked, page
from safercity.partnership.common.reading import Slice

router = Router(tags=["actions"])


class Owner(Schema):
    """The post that promised it."""

    id: UUID
    title: str
    agency: str = Field(alias="agency.name")
    agency_id: UUID


class Action(Schema):
    """What a post has promised by a day."""

    id: UUID
    what: str
    kind: queries.Kind
    owner: Owner
    due: date
    state: queries.State
    brought_to: str = Field(
        alias="escalated_to",
        description="lead, manager or board, as long as it is late or not settled; else empty.",
    )
    days_late: int = Field(description="Days past its day while it is open; 0 or less: not late.")
    confidence: str
    priority: str = Field(description="Code of the strategy's priority, where it serves one.")
    place: str
    funding: str
    counts_as_done: bool = Field(description="Verified by another agency, or closed.")


class Progress(Schema):
    """How it went, on one day."""

    at: datetime
    state: queries.State
    confidence: str
    text: str


class WholeAction(Action):
    """An action with its partners, its evidence and what was said of it."""

    partners: list[UUID] = Field(description="Ids of agencies.")
    evidence: str
    updates: list[Progress] = Field(description="The newest first, fifty at most.")

    @staticmethod
    def resolve_partners(row: queries.Commitment) -> list[UUID]:
        """The ids; one query made them all."""
        return [agency.pk for agency in row.partners.all()]

    @staticmethod
    def resolve_updates(row: queries.Commitment) -> list:
        """What was said."""
        return queries.list_updates(row)


class ActionFilters(Schema):
    """What the list is narrowed to; nothing named lists all."""

    agency: UUID | None = Field(None, description="Owner's agency, or a partner.")
    owner: UUID | None = Field(None, description="Id of a post.")
    state: Literal["", "open", *queries.State.values] = Field(  # type: ignore[valid-type]
        "", description="One state, or `open`."
    )
    kind: Literal["", *queries.Kind.values] = ""  # type: ignore[valid-type]
    priority: str = ""
    place: str = ""
    late: bool = Field(False, description="Only what is late.")
    words: str = Field("", max_length=80, description="Words that it must have.")


@router.get("/actions", response=list[Action])
@page(rules.see_commitments)
@paginate(Slice)
def list_actions(request: Asked, asked: Query[ActionFilters]):
    """Actions that the agency may see, the earliest due first."""
    return queries.list_commitments(request.viewer, queries.Wanted(**asked.dict()))


@router.get("/actions/{uuid:key}", response=WholeAction)
@page(rules.see_commitments)
def show_action(request: Asked, key: UUID):
    """One action."""
    return queries.get_commitment(key, viewer=request.viewer)
