"""Bodies and decisions for programs: posts and agencies, never a person."""

from datetime import date
from uuid import UUID

from ninja import Field, Router, Schema
from ninja.pagination import paginate

from safercity.partnership.common.pages import Asked, look_at, page
from safercity.partnership.common.reading import Slice
from safercity.partnership.governance import queries, rules

router = Router(tags=["boards"])


class Body(Schema):
    """A board, group or meeting, from when and until when, and what took its place."""

    id: UUID
    name: str
    tier: str
    about: str
    is_board: bool = Field(description="Whether it is the partnership's own Board.")
    chair_id: UUID | None = Field(description="Id of a post.")
    vice_chair_id: UUID | None
    quorum: int | None
    from_day: date | None
    until_day: date | None
    successor_id: UUID | None


class Seat(Schema):
    """An agency's place on a body; without a post it is empty."""

    agency_id: UUID
    post_id: UUID | None
    is_statutory: bool


class Line(Schema):
    """What runs from one body to another."""

    from_id: UUID = Field(alias="body_id")
    to_id: UUID
    how: str
    every: str
    about: str
    is_inferred: bool = Field(description="Supposed, not agreed.")


class Answer(Schema):
    """A priority that the body answers for."""

    code: str = Field(alias="subject.code")
    title: str = Field(alias="subject.title")
    share: str


class WholeBody(Body):
    """A body with its seats, its lines either way, and what it answers for, as of today."""

    seats: list[Seat]
    lines: list[Line]
    answers_for: list[Answer]

    @staticmethod
    def resolve_seats(row: queries.Body) -> list:
        """Seats of today."""
        return list(queries.list_seats(row))

    @staticmethod
    def resolve_lines(row: queries.Body) -> list:
        """Lines of today."""
        return list(queries.list_hanging_lines(row))

    @staticmethod
    def resolve_answers_for(row: queries.Body) -> list:
        """What it answers for today."""
        return list(queries.list_responsibilities(row))


class Decision(Schema):
    """What a body decided on a day, and why."""

    id: UUID
    body_id: UUID
    day: date
    what: str
    reason: str
    options: str
    about: str | None = Field(description="Code of the priority it is about.")
    replaces_id: UUID | None

    @staticmethod
    def resolve_about(row: queries.Decision) -> str | None:
        """The priority's code."""
        return row.subject.code if row.subject else None


@router.get("/bodies", response=list[Body])
@page(rules.see_bodies)
@paginate(Slice)
def list_bodies(request: Asked):
    """Bodies by name; those that ended too."""
    return queries.list_bodies(with_ended=True)


@router.get("/bodies/{uuid:key}", response=WholeBody)
@page(rules.see_bodies)
def show_body(request: Asked, key: UUID):
    """One body."""
    return look_at(request, queries.get_body(key))


@router.get("/decisions", response=list[Decision])
@page(rules.see_bodies)
@paginate(Slice)
def list_decisions(request: Asked, *, body: UUID | None = None, words: str = ""):
    """The log of decisions, the newest first."""
    return queries.list_decisions(body=body, words=words)
