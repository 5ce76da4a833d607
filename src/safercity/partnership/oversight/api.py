"""Assurance and duties of the law for programs."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from safercity.partnership.common.in_words import say
from safercity.partnership.common.pages import Asked, look_at, page
from safercity.partnership.common.reading import Slice
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.oversight import queries, rules
from safercity.partnership.oversight.quarters import FIRST_YEAR, LAST_YEAR
from safercity.partnership.oversight.queries import DutyDue, Standing

router = Router(tags=["oversight"])


class Assurance(Schema):
    """What was said of a supporting priority in a quarter, or that nobody said anything."""

    code: str
    title: str
    quarter: str
    level: str | None
    given_on: date | None
    holds_until: date | None
    evidence: str
    view: str = Field(description="The link officer's view.")
    is_late: bool


class Duty(Schema):
    """What the law asks in a year, and whether it was done and proven."""

    id: str
    title: str
    period: str
    case: int | None = Field(description="Its number in the year, once somebody entered it.")
    act: str
    section: str
    who: str = Field(description="Whom the law binds.")
    due: date | None = Field(description="None where a case was given no day.")
    by_law: bool = Field(description="Whether that day is the law's own.")
    state: str = Field(
        description="due, late, done, proven, or by_case: the row of the next case, not begun."
    )
    done_on: date | None
    days_late: int | None = Field(description="How many days after its day it was done.")
    evidence: str
    link: str


class Adoption(Schema):
    """A further priority that the Board may take on jointly with the body that answers for it."""

    id: UUID
    code: str = Field(alias="subject.code", description="Code of the priority.")
    title: str = Field(alias="subject.title")
    state: str = Field(description="asked, considered, agreed, adopted, declined or withdrawn.")
    reason: str
    terms: str
    asked_by_id: UUID = Field(description="Id of an agency.")
    post_id: UUID | None = Field(description="Id of the post that asked.")
    accountable_id: UUID | None = Field(description="Id of the body that answers for it.")
    link_officer_id: UUID | None = Field(description="Id of a post.")


class Step(Schema):
    """A step that an adoption took."""

    state: str
    day: date = Field(description="Of the decision that took it.")
    note: str
    decision_id: UUID | None
    body_id: UUID | None = Field(None, alias="decision.body_id", description="Which body decided.")
    by_one_person: bool | None = Field(
        description="Whether who took it wrote the decision into the log too, without chairing the"
        " body; null where that was not kept yet."
    )


class WholeAdoption(Adoption):
    """An adoption with the steps it took, in their order."""

    steps: list[Step]

    @staticmethod
    def resolve_steps(row: Any) -> list[Any]:
        """The steps."""
        return list(queries.list_steps(row))


class Review(Schema):
    """A review that the strategy promises."""

    id: UUID
    title: str
    state: str = Field(description="promised, under_way, decided, closed or dropped.")
    scope: str
    as_is: str
    options: str
    lead_id: UUID | None = Field(description="Id of a post.")
    due: date | None
    is_late: bool
    decision_id: UUID | None


@router.get("/assurance", response=list[Assurance])
@page(rules.see_oversight)
@paginate(Slice)
def list_assurance(request: Asked):
    """Every supporting priority over the last four ended quarters."""
    return list(_tell_standing(queries.list_standing(today=timezone.localdate())))


@router.get("/duties/{int:year}", response=list[Duty])
@page(rules.see_oversight)
@paginate(Slice)
def list_duties(request: Asked, year: int):
    """The duties of the financial year that begins in `year`, by day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotVisible(_("There is no such year here."))
    return [_tell_duty(each) for each in queries.list_year(year, today=timezone.localdate())]


@router.get("/adoptions", response=list[Adoption])
@page(rules.see_oversight)
@paginate(Slice)
def list_adoptions(request: Asked):
    """Adoptions of further priorities, the newest first."""
    return queries.list_adoptions()


@router.get("/adoptions/{uuid:key}", response=WholeAdoption)
@page(rules.see_oversight)
def show_adoption(request: Asked, key: UUID):
    """One adoption."""
    return look_at(request, queries.get_adoption(key))


@router.get("/reviews", response=list[Review])
@page(rules.see_oversight)
@paginate(Slice)
def list_reviews(request: Asked):
    """Reviews that the strategy promises, by title; the annual ones are under the strategy."""
    return queries.list_reviews()


def _tell_standing(standing: list[Standing]) -> Iterator[dict[str, Any]]:
    for each in standing:
        for cell in each.cells:
            row = cell.assurance
            yield {
                "code": each.subject.code,
                "title": each.subject.title,
                "quarter": cell.quarter.slug,
                "level": row.level if row else None,
                "given_on": row.given_on if row else None,
                "holds_until": row.expires_on if row else None,
                "evidence": row.evidence if row else "",
                "view": row.view if row else "",
                "is_late": cell.is_late,
            }


def _tell_duty(each: DutyDue) -> dict[str, Any]:
    duty, doing = each.duty, each.doing
    return {
        "id": duty.id,
        "title": say(duty.title),
        "period": each.period,
        "case": each.case if doing else None,
        "act": duty.source.act,
        "section": duty.source.section,
        "who": say(duty.who),
        "due": each.due,
        "by_law": duty.by_law,
        "state": each.state,
        "done_on": doing.done_on if doing else None,
        "days_late": each.days_late or None,
        "evidence": doing.evidence if doing else "",
        "link": doing.link if doing else "",
    }
