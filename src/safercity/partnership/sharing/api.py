"""The register of sharing agreements for programs."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Field, Router, Schema
from ninja.pagination import paginate

from safercity.partnership.common.pages import Asked, look_at, page
from safercity.partnership.common.reading import Slice
from safercity.partnership.sharing import queries, rules
from safercity.partnership.sharing.models import Agreement as Row

router = Router(tags=["sharing"])


class Agreement(Schema):
    """An agreement as it is written now; what the parties agreed holds until they agree anew."""

    id: UUID
    reference: str
    title: str
    state: str
    lead_id: UUID = Field(description="Id of an agency.")
    from_day: date
    until_day: date | None
    review_on: date
    marking: str
    sources: list[str] = Field(description="What it covers.")

    @staticmethod
    def resolve_sources(row: Row) -> list[str]:
        """The sources; read with the list."""
        return [one.source for one in row.data_sets.all()]


class Party(Schema):
    """An agency that it binds, and what it is in data protection law."""

    agency_id: UUID
    role: str


class DataSet(Schema):
    """A source, and how much of it the parties see."""

    source: str
    fields: list[str] = Field(description="Fields of its records that are shared.")
    threshold: int = Field(description="The smallest count shown inside the partnership.")
    shows_counts: bool


class WholeAgreement(Agreement):
    """An agreement with what it says, its parties and its data sets."""

    purpose: str
    gateways: list[str]
    bases: list[str]
    uses: list[str]
    products: list[str] = Field(description="Combined products that it allows.")
    assessment: str
    assessed_on: date | None
    retention_months: int
    handling: str
    parties: list[Party]
    data_sets: list[DataSet]

    @staticmethod
    def resolve_parties(row: Row) -> list[Any]:
        """The parties; read with the agreement."""
        return list(row.parties.all())

    @staticmethod
    def resolve_data_sets(row: Row) -> list[Any]:
        """The data sets; read with the agreement."""
        return list(row.data_sets.all())


@router.get("/agreements", response=list[Agreement])
@page(rules.see_agreements)
@paginate(Slice)
def list_agreements(request: Asked, state: str = ""):
    """The register by title; `state`: draft, agreed, in_review or ended."""
    return queries.list_agreements_for(request.viewer, state=state)


@router.get("/agreements/{uuid:key}", response=WholeAgreement)
@page(rules.see_agreements)
def show_agreement(request: Asked, key: UUID):
    """One agreement."""
    agreement = queries.get_agreement(key)
    rules.see_agreement(request.viewer, agreement)
    return look_at(request, agreement)
