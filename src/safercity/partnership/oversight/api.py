"""Assurance and duties of the law for programs."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from safercity.partnership.common.pages import Asked, page
from safercity.partnership.common.reading import Slice
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.oversight import queries, rules
from safercity.partnership.oversight.content import say
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
    act: str
    section: str
    who: str = Field(description="Whom the law binds.")
    due: date | None = Field(description="None where it comes with each case.")
    by_law: bool = Field(description="Whether that day is the law's own.")
    state: str = Field(description="due, late, done, proven or by_case.")
    done_on: date | None
    evidence: str
    link: str


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
        "act": duty.source.act,
        "section": duty.source.section,
        "who": say(duty.who),
        "due": each.due,
        "by_law": duty.by_law,
        "state": each.state,
        "done_on": doing.done_on if doing else None,
        "evidence": doing.evidence if doing else "",
        "link": doing.link if doing else "",
    }
