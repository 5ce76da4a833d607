"""Assurance by priority and quarter: given, expired, missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.rules import NotVisible, see_beyond_own
from safercity.partnership.common.subjects import subject_rows, thing_rows
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.queries import (
    Subject,
    SubjectKind,
    SubjectSeen,
    list_subjects,
)
from safercity.partnership.oversight.content import Level, load_assuring
from safercity.partnership.oversight.models import Assurance, Chase
from safercity.partnership.oversight.quarters import Quarter, parse_quarter, quarter_of

QUARTERS_SHOWN = 4
PRIORITY = "oversight.priority"


@dataclass(frozen=True)
class Cell:
    """One priority in one quarter. `due` is set where nothing was given.

    `is_before`: it was no priority yet, so that nothing is asked.
    """

    quarter: Quarter
    assurance: Assurance | None
    level: Level | None
    due: date
    is_late: bool
    is_before: bool = False


@dataclass(frozen=True)
class Standing:
    """A supporting priority over the last quarters, the newest last.

    `newest`: the last that was given; `stands` is False where that has expired or none was.
    """

    subject: Subject | SubjectSeen
    cells: tuple[Cell, ...]
    newest: Assurance | None
    level: Level | None
    stands: bool

    @property
    def is_assured(self) -> bool:
        """Whether what stands today says that it is in hand: a level that needs no Board."""
        return bool(self.stands and self.level and not self.level.needs_board)

    @property
    def is_new(self) -> bool:
        """Whether it was no priority in any quarter that has ended."""
        return all(cell.is_before for cell in self.cells)


@dataclass(frozen=True)
class MissingAssurance:
    """Assurance that nobody gave, by when it is or was due."""

    subject: Subject
    quarter: Quarter
    due: date


def get_assurance(key: UUID) -> Assurance:
    """One assurance. Errors: NotVisible."""
    found = Assurance.objects.select_related("subject", "post__agency").filter(pk=key).first()
    if found is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    return found


def due_day(quarter: Quarter) -> date:
    """By when assurance for a quarter is due."""
    cycle = load_assuring(find_own_content()).cycle
    return quarter.last + timedelta(days=cycle.due_within_days)


def list_standing(
    *, today: date, subjects: Iterable[Subject | SubjectSeen] | None = None
) -> list[Standing]:
    """Every supporting priority with its last four ended quarters.

    One query where the subjects are known already, else two.
    """
    if subjects is None:
        subjects = list_subjects(SubjectKind.SUPPORTING).order_by("code")
    given: dict[UUID, list[Assurance]] = {}
    for row in Assurance.objects.select_related("post__agency").order_by("quarter"):
        given.setdefault(row.subject_id, []).append(row)
    return [get_standing(subject, given.get(subject.id, []), today=today) for subject in subjects]


def list_assurance() -> models.QuerySet[Assurance]:
    """All that was given, of the newest quarter first."""
    return Assurance.objects.order_by("-quarter")


def list_given(subject: Subject) -> list[tuple[Assurance, Level | None]]:
    """All that was given for a priority with its level, the newest first."""
    levels = load_assuring(find_own_content()).levels
    rows = Assurance.objects.filter(subject=subject)
    rows = rows.select_related("post__agency", "corrected_by__agency")
    return [(row, levels.get(row.level)) for row in rows.order_by("-quarter")]


def get_standing(
    subject: Subject | SubjectSeen, given: list[Assurance], *, today: date
) -> Standing:
    """Where a priority stands, by what was given for it. No query."""
    given = sorted(given, key=lambda row: row.quarter)
    quarters = [quarter_of(today).before]
    while len(quarters) < QUARTERS_SHOWN:
        quarters.insert(0, quarters[0].before)
    levels = load_assuring(find_own_content()).levels
    by_quarter = {row.quarter: row for row in given}
    cells = []
    for quarter in quarters:
        row, due = by_quarter.get(quarter.slug), due_day(quarter)
        level = levels.get(row.level) if row else None
        is_before = row is None and _is_before(quarter, subject)
        is_late = row is None and due < today and not is_before
        cells.append(Cell(quarter, row, level, due, is_late, is_before))
    newest = given[-1] if given else None
    stands = newest is not None and newest.expires_on > today
    level = levels.get(newest.level) if newest else None
    return Standing(subject, tuple(cells), newest, level, stands)


def find_asked_quarter(today: date) -> Quarter | None:
    """The last ended quarter while link officers are asked for it; None before that."""
    quarter = quarter_of(today).before
    ahead = load_assuring(find_own_content()).cycle.due_within_days
    return quarter if (due_day(quarter) - today).days <= ahead else None


def _is_before(quarter: Quarter, subject: Subject | SubjectSeen) -> bool:
    return subject.since is not None and quarter.last < subject.since


def list_missing_assurance(*, today: date, ahead_days: int = 0) -> list[MissingAssurance]:
    """What nobody gave for the last ended quarter, if it is due within so many days."""
    quarter = quarter_of(today).before
    due = due_day(quarter)
    if (due - today).days > ahead_days:
        return []
    given = set(Assurance.objects.filter(quarter=quarter.slug).values_list("subject", flat=True))
    return [
        MissingAssurance(subject, quarter, due)
        for subject in list_subjects(SubjectKind.SUPPORTING)
        if subject.pk not in given and not _is_before(quarter, subject)
    ]


def list_chases(quarter: Quarter) -> models.QuerySet[Chase]:
    """Whom was asked for a quarter's assurance, and when."""
    return Chase.objects.filter(quarter=quarter.slug).select_related("subject")


def address_of(key: UUID) -> str:
    """The page of one priority's assurance."""
    return reverse("oversight:subject", kwargs={"key": key})


@subject_rows(PRIORITY, title="title", address=address_of)
def find_priorities(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[Subject]:
    """Priorities whose assurance is asked for, as comments and notifications speak of them."""
    rows = list_subjects(with_ended=True).filter(pk__in=keys)
    return rows if see_beyond_own.allowed(viewer) else rows.none()


@thing_rows("governance.subject", title="title", address=address_of)
def find_answered_for(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[Subject]:
    """The same as acts are written about them."""
    rows = list_subjects(with_ended=True).filter(pk__in=keys)
    return rows if see_beyond_own.allowed(viewer) else rows.none()


def say_given(told: str) -> str:
    """The title of a priority and the quarter, in words."""
    title, _comma, quarter = told.rpartition(", ")
    return f"{title}, {parse_quarter(quarter) or quarter}"


@thing_rows(
    "oversight.assurance",
    title="told",
    address=address_of,
    named_by="subject_id",
    say=say_given,
)
def find_assurances(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[Assurance]:
    """What was given for a quarter, as the audit names it."""
    rows = Assurance.objects.filter(pk__in=keys)
    told = rows.annotate(told=Concat("subject__title", Value(", "), "quarter"))
    return told if see_beyond_own.allowed(viewer) else told.none()


def read_quarter(slug: str) -> Quarter:
    """The quarter of an address. Errors: NotVisible for what is none."""
    quarter = parse_quarter(slug)
    if quarter is None:
        raise NotVisible(_("There is no such quarter."))
    return quarter
