"""What the law asks in a year: due, done, proven."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.in_words import say
from safercity.partnership.common.jurisdiction import NationAndTier
from safercity.partnership.common.rules import NotVisible, see_beyond_own
from safercity.partnership.common.subjects import thing_rows
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.oversight.content import Duty, find_day, load_duties
from safercity.partnership.oversight.models import Doing, Jurisdiction
from safercity.partnership.oversight.quarters import (
    Quarter,
    name_year,
    parse_case,
    parse_quarter,
    year_of,
)

NEAR = 30  # days
NATIONS = ("england", "wales")
DEFAULT = Jurisdiction(nation="england", tier="unitary")


@dataclass(frozen=True)
class DutyDue:
    """A duty in one period of a year, or with one case of it.

    `due` is None where it comes with each case and nobody gave this one a day; without a `doing`
    that is the row for the next case.
    """

    duty: Duty
    period: str
    due: date | None
    doing: Doing | None
    is_late: bool

    @property
    def case(self) -> int | None:
        """The number of the case in its year; None where it does not come with each case."""
        return parse_case(self.period)

    @property
    def is_done(self) -> bool:
        return bool(self.doing and self.doing.done_on)

    @property
    def days_late(self) -> int:
        """How many days after its day it was done; 0 for what was done in time or is not done."""
        done = self.doing.done_on if self.doing else None
        return max((done - self.due).days, 0) if done and self.due else 0

    @property
    def state(self) -> str:
        """due, late, done, proven or by_case."""
        if self.doing and self.is_done:
            return "proven" if self.doing.proven_on else "done"
        if self.due is None:
            return "by_case"
        return "late" if self.is_late else "due"


def get_jurisdiction() -> Jurisdiction:
    """Nation and tier; an English unitary council until someone says otherwise."""
    return Jurisdiction.objects.first() or DEFAULT


def find_jurisdiction() -> NationAndTier | None:
    """What somebody said of nation and tier, for the apps below; None until then."""
    told = Jurisdiction.objects.first()
    return NationAndTier(told.nation, told.tier) if told else None


def address_year(year: Any) -> str:
    """The page of a financial year's duties."""
    return reverse("oversight:year", kwargs={"year": int(year)})


def say_doing(told: str) -> str:
    """ "assessment, 2026-27" as the duty is called, with its year or case."""
    duty, _comma, period = told.partition(", ")
    when = name_year(int(period[:4]))
    if case := parse_case(period):
        when = _("case {number} of {year}").format(number=case, year=when)
    elif quarter := parse_quarter(period):
        when = str(quarter)
    return f"{_name_duty(duty)}, {when}"


def _name_duty(key: str) -> str:
    """As any nation's law calls it: which one holds here is no matter for a name."""
    for nation in NATIONS:
        if found := load_duties(nation, find_own_content()).get(key):
            return say(found.title)
    return key


@thing_rows("oversight.doing", title="told", address=address_year, named_by="year", say=say_doing)
def find_doings(viewer: Viewer, keys: Collection[UUID]) -> QuerySet[Doing]:
    """Duties of a period as the audit names them; their page is the year's."""
    rows = Doing.objects.filter(pk__in=keys)
    told = rows.annotate(told=Concat("duty", Value(", "), "period"), year=Substr("period", 1, 4))
    return told if see_beyond_own.allowed(viewer) else told.none()


def list_duties(jurisdiction: Jurisdiction) -> dict[str, Duty]:
    """The duties of this nation and tier, by id. Errors: ContentError."""
    duties = load_duties(jurisdiction.nation, find_own_content())
    return {key: duty for key, duty in duties.items() if jurisdiction.tier in duty.tiers}


def list_year(
    year: int,
    *,
    today: date,
    jurisdiction: Jurisdiction | None = None,
    told: list[Doing] | None = None,
) -> list[DutyDue]:
    """What the law asks in the financial year that begins in `year`, by day.

    A query each for the jurisdiction and for what was `told`, unless they are given.
    """
    where = jurisdiction or get_jurisdiction()
    if told is None:
        told = list(Doing.objects.select_related("proven_by__agency"))
    rows = [
        row
        for duty in list_duties(where).values()
        for row in _occur(duty, year, told=[t for t in told if t.duty == duty.id], today=today)
        if _is_in_force(duty, row, year=year)
    ]
    return sorted(rows, key=_by_day)


def _by_day(row: DutyDue) -> tuple[date, str, int, str]:
    return row.due or date.max, row.duty.id, row.case or 0, row.period


def list_near(*, today: date, jurisdiction: Jurisdiction, told: list[Doing]) -> list[DutyDue]:
    """What is not done of this year and late or due within `NEAR` days, by day.

    Of the years beside it what is due within `NEAR` days either way: a duty that is late on the
    last of March is so on the first of April, and a new site is not behind with a year before it.
    A case that was written down is waited for, of whatever year it is.
    """
    this = year_of(today)
    waited_for = {int(each.period[:4]) for each in told if not each.done_on}
    years = {
        year: list_year(year, today=today, jurisdiction=jurisdiction, told=told)
        for year in {this - 1, this, this + 1, *waited_for}
    }
    soon, lately = today + timedelta(days=NEAR), today - timedelta(days=NEAR)
    rows = [
        row
        for year, rows in years.items()
        for row in rows
        if row.due and not row.is_done and row.due <= soon
        if year == this or row.doing or row.due >= lately
    ]
    return sorted(rows, key=_by_day)


def find_due(duty: str, period: str, *, today: date) -> DutyDue:
    """One duty in one period. Errors: NotVisible where the law asks no such thing then."""
    start = period[:4]
    rows = list_year(int(start), today=today) if start.isdigit() and 1 < int(start) < 9000 else []
    for row in rows:
        if (row.duty.id, row.period) == (duty, period):
            return row
    raise NotVisible(_("There is nothing at this address that you may see."))


def _is_in_force(duty: Duty, row: DutyDue, *, year: int) -> bool:
    """Whether it binds on the day it is due; what comes with each case, on some day of the year."""
    by_day = row.due if row.case is None else None
    first, last = (by_day, by_day) if by_day else (date(year, 4, 1), date(year + 1, 3, 31))
    begun = duty.valid_from is None or duty.valid_from <= last
    return begun and (duty.valid_to is None or first < duty.valid_to)


def _occur(duty: Duty, year: int, *, told: list[Doing], today: date) -> Iterator[DutyDue]:
    """The duty's periods in a year."""
    done = {each.period: each for each in told}
    slug = name_year(year, sign="-")
    if duty.every == "quarter":
        for number in range(1, 5):
            quarter = Quarter(year, number)
            row = done.get(quarter.slug)
            by = quarter.next.last
            yield DutyDue(duty, quarter.slug, by, row, row is None and by < today)
        return
    if duty.every == "case":
        yield from _occur_by_case(duty, slug, told=told, today=today)
        return
    due = None if duty.by is None else find_day(duty.by, year)
    row = done.get(slug)
    if duty.every == "months" and row is None and _stands(duty, year, told=told):
        return  # done in an earlier year, and not due again in this one
    yield DutyDue(duty, slug, due, row, row is None and due is not None and due < today)


def _occur_by_case(duty: Duty, slug: str, *, told: list[Doing], today: date) -> Iterator[DutyDue]:
    """Every case of a year that was written down, then the next."""
    numbered = [(parse_case(each.period), each) for each in told if each.period[:7] == slug]
    cases = {number: each for number, each in numbered if number}
    for number in sorted(cases):
        row = cases[number]
        is_late = bool(row.due and not row.done_on and row.due < today)
        yield DutyDue(duty, row.period, row.due, row, is_late)
    yield DutyDue(duty, f"{slug}-{max(cases, default=0) + 1}", None, None, False)


def _stands(duty: Duty, year: int, *, told: list[Doing]) -> bool:
    """Whether an earlier time still covers the whole of the year."""
    before = name_year(year, sign="-")
    earlier = [each.done_on for each in told if each.period < before and each.done_on]
    if not earlier:
        return False
    last, months = max(earlier), duty.months or 12
    month = last.year * 12 + last.month - 1 + months
    again = date(month // 12, month % 12 + 1, 1)
    return year_of(again) > year
