"""Actions for programs: as the list and the page of each show them to the agency."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from safercity.partnership.commitments import queries, rules
from safercity.partnership.common.pages import Asked, look_at, page
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
        description="lead, manager or board, as long as it is late or not settled; else empty.",
    )
    days_late: int = Field(description="Days past its day while it is open; 0 or less: not late.")
    confidence: str
    priority: str = Field(description="Code of the strategy's priority, where it serves one.")
    place: str = Field(description="What it is called today; empty where you may not know it.")
    place_id: str = Field("", description="Its lasting id, where it is on today's list of places.")
    funding: str
    counts_as_done: bool = Field(description="Verified by another agency, or closed.")

    @staticmethod
    def resolve_brought_to(row: queries.Commitment) -> str:
        """To whom it is brought now: what is settled or withdrawn waits for nobody."""
        return row.escalated_to if row.is_open or row.state == queries.State.DONE else ""

    @staticmethod
    def resolve_place(row: queries.Commitment, context: dict[str, Any]) -> str:
        """The place's name, for who may know it."""
        return queries.tell_place(row, viewer=context["request"].viewer)

    @staticmethod
    def resolve_place_id(row: queries.Commitment, context: dict[str, Any]) -> str:
        """The place itself, where it has a page for the agency."""
        told = queries.title_places([row], viewer=context["request"].viewer)
        return row.known_place if told[0].place_address else ""


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
    place: str = Field("", max_length=80, description="Lasting id of a place, or words of it.")
    funding: str = Field("", max_length=80, description="Words of the funding line.")
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
    return look_at(request, queries.get_commitment(key, viewer=request.viewer))
