"""The chair's page: is it working, who is accountable, what needs a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.export.plain import Cell
from safercity.partnership.common.in_words import say, write_date
from safercity.partnership.governance.queries import (
    Mark,
    Structure,
    SubjectKind,
    find_marks,
    get_structure,
)
from safercity.partnership.oversight.models import Adopted
from safercity.partnership.oversight.presenters.adopting import name_asked
from safercity.partnership.oversight.presenters.assurance import claim, say_standing
from safercity.partnership.oversight.presenters.duties import name_duty
from safercity.partnership.oversight.quarters import quarter_of
from safercity.partnership.oversight.queries.assurance import Standing, list_standing
from safercity.partnership.oversight.queries.calendar import DEFAULT, list_near
from safercity.partnership.oversight.queries.waiting import Told, list_told

COLUMNS = ("part", "what", "detail", "day")


@dataclass(frozen=True)
class Waiting:
    """Something that needs a decision: what, why, and where."""

    title: str
    detail: str
    address: str
    due: date | None = None


@dataclass(frozen=True)
class BoardPage:
    """The three answers."""

    heading: str
    standing: list[Standing]
    claim: str
    structure: Structure
    marks: list[Mark]
    waiting: list[Waiting]


def present_board(*, today: date | None = None) -> BoardPage:
    """The page of today."""
    today = today or timezone.localdate()
    structure = get_structure()
    marks = list({mark.text: mark for mark in find_marks(structure)}.values())
    supporting = [each for each in structure.subjects if each.kind == SubjectKind.SUPPORTING]
    standing = list_standing(today=today, subjects=supporting)
    waiting = list(list_waiting(standing, list_told(today=today), today=today))
    n = len(waiting)
    heading = (
        ngettext("%(n)s thing needs the Board", "%(n)s things need the Board", n) % {"n": n}
        if n
        else _("Nothing needs a decision of the Board")
    )
    return BoardPage(heading, standing, claim(standing), structure, marks, waiting)


def list_waiting(standing: list[Standing], told: Told, *, today: date) -> Iterator[Waiting]:
    """What needs the Board: adoptions, weak or missing assurance, late reviews and duties."""
    for one in told.adoptions:
        yield Waiting(
            name_asked(one),
            _("Asked by %s; the Board has not considered it.") % one.more
            if one.detail == Adopted.ASKED
            else str(Adopted(one.detail).label),
            reverse("oversight:adoption", kwargs={"key": one.key}),
        )
    yield from _wait_for_assurance(standing, today=today)
    for one in told.reviews:
        address = reverse("oversight:review", kwargs={"key": one.key})
        late = _("It was to be decided by now.")
        yield Waiting(_("Review: %s") % one.title, late, address, one.day)
    where = told.jurisdiction or DEFAULT
    for duty in list_near(today=today, jurisdiction=where, told=told.doings):
        if duty.is_late:
            address = reverse("oversight:year", kwargs={"year": int(duty.period[:4])})
            what = _("A duty of the law that is late.")
            yield Waiting(name_duty(duty), what, address, duty.due)


def _wait_for_assurance(standing: list[Standing], *, today: date) -> Iterator[Waiting]:
    quarter = quarter_of(today).before
    for each in standing:
        address = reverse("oversight:subject", kwargs={"key": each.subject.id})
        last = each.cells[-1]
        if last.is_late:
            yield Waiting(
                _("Assurance of %s") % each.subject.title,
                _("Missing for %(quarter)s.") % {"quarter": quarter},
                address,
                last.due,
            )
        elif each.newest and not each.stands:
            yield Waiting(
                _("Assurance of %s") % each.subject.title,
                _("It expired on %(day)s.") % {"day": write_date(each.newest.expires_on)},
                address,
            )
        elif each.newest and each.level and each.level.needs_board:
            yield Waiting(
                _("Assurance of %s") % each.subject.title,
                f"{say(each.level.title)}: {each.newest.view}",
                address,
            )


def list_rows(page: BoardPage) -> Iterator[list[Cell]]:
    """The page as a table: what needs a decision, then how each priority stands, then the marks."""
    for one in page.waiting:
        yield [_("What needs a decision of the Board"), one.title, one.detail, one.due]
    for each in page.standing:
        until = each.newest.expires_on if each.newest else None
        yield [_("Is it working?"), each.subject.title, say_standing(each), until]
    for mark in page.marks:
        yield [_("Who is accountable?"), mark.text, "", None]
