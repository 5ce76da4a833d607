"""Agencies and posts for programs. Who holds a post is on no address of the API."""

from datetime import date
from uuid import UUID

from ninja import Field, Router, Schema
from ninja.pagination import paginate

from safercity.partnership.common.pages import Asked, look_at, page
from safercity.partnership.common.reading import Slice
from safercity.partnership.people import queries, rules

router = Router(tags=["agencies"])


class Agency(Schema):
    """An organisation of the partnership."""

    id: UUID
    slug: str
    name: str
    kind: str
    layers: list[str] = Field(description="The evidence's agencies whose records it answers for.")
    is_guest: bool
    ended_on: date | None = Field(description="When it left the partnership.")


class Post(Schema):
    """What owns actions, by its title: never a person."""

    id: UUID
    title: str
    role: str
    agency_id: UUID
    team: str = Field(description="Name of its team; empty without one.")
    ended_on: date | None

    @staticmethod
    def resolve_team(row: queries.Post) -> str:
        """The team's name."""
        return row.team.name if row.team else ""


@router.get("/agencies", response=list[Agency])
@page(rules.see_people)
@paginate(Slice)
def list_agencies(request: Asked):
    """Agencies by name; those that left too."""
    return queries.list_agencies_for(request.viewer)


@router.get("/agencies/{uuid:key}", response=Agency)
@page(rules.see_people)
def show_agency(request: Asked, key: UUID):
    """One agency."""
    rules.see_of_agency(request.viewer, key)
    return look_at(request, queries.get_agency(key))


@router.get("/posts", response=list[Post])
@page(rules.see_people)
@paginate(Slice)
def list_posts(request: Asked, agency: UUID | None = None):
    """Posts by agency and title; those that ended too."""
    posts = queries.list_posts(agency=agency, with_ended=True)
    viewer = request.viewer
    return posts.filter(agency__in=viewer.agencies) if viewer.is_guest else posts
