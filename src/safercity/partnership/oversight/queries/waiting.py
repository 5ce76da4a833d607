"""What waits for the Board, asked on its own page for all who see it; and what waits on My work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, IntegerField, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from safercity.partnership.common.together import (
    Answer,
    Question,
    asked_together,
    read_together,
)
from safercity.partnership.common.viewers import Role, Viewer
from safercity.partnership.governance.queries import (
    SubjectKind,
    list_linked_subjects,
    list_spoken_for,
)
from safercity.partnership.oversight.models import (
    ENDED,
    Adopted,
    Adoption,
    Assurance,
    Doing,
    Jurisdiction,
    Review,
    Reviewed,
)
from safercity.partnership.oversight.queries.assurance import find_asked_quarter
from safercity.partnership.oversight.queries.calendar import DEFAULT, DutyDue, list_near

# As `rules.find_asked` has it: the terms are there to which the accountable body may agree.
ASKS_OTHER = Q(state=Adopted.CONSIDERED, accountable__isnull=False) & ~Q(terms="")
STILL_OPEN = [Reviewed.PROMISED, Reviewed.UNDER_WAY]


@dataclass(frozen=True)
class Told:
    """Adoptions that ask the Board, late reviews with their day, duties told, where they bind."""

    adoptions: list[Answer]
    reviews: list[Answer]
    doings: list[Doing]
    jurisdiction: Jurisdiction | None


def list_told(*, today: date) -> Told:
    """What waits, and the duties told, in one query: the Board's page has ten in all."""
    found = read_together(
        {
            "adoptions": _ask_about(_list_under_way().exclude(ASKS_OTHER)),
            "reviews": _ask_reviews_before(today),
            "doings": _ask_doings(),
            "where": _ask_jurisdiction(),
        }
    )
    doings, where = _read_doings(found["doings"]), _read_jurisdiction(found["where"])
    return Told(found["adoptions"], found["reviews"], doings, where)


@asked_together
def ask_adoptions(viewer: Viewer) -> Question | None:
    """The adoptions that wait for a body for which the viewer's posts speak; all, for the manager.

    `number`: 1 where the Board is asked, 0 where the accountable body is.
    """
    if not viewer.posts:
        return None
    rows = _list_under_way()
    if not viewer.has_role(Role.MANAGER):
        spoken = list_spoken_for(viewer.post_ids)
        board = ~ASKS_OTHER & Exists(spoken.filter(is_board=True))
        rows = rows.filter(board | (ASKS_OTHER & Q(accountable__in=spoken.values("pk"))))
    return _ask_about(rows)


@asked_together
def ask_late_reviews(viewer: Viewer) -> Question | None:
    """For the chair: reviews past their day."""
    return _ask_reviews_before(timezone.localdate()) if viewer.has_role(Role.CHAIR) else None


@asked_together
def ask_own_reviews(viewer: Viewer) -> Question | None:
    """For who holds the post that leads a review: those that are not decided and have a day."""
    if not viewer.posts:
        return None
    rows = Review.objects.filter(lead__in=viewer.post_ids, due__isnull=False, state__in=STILL_OPEN)
    return Question(rows, key="id", title="title", day="due")


@asked_together
def ask_doings(viewer: Viewer) -> Question | None:
    """For the manager: every duty told."""
    return _ask_doings() if viewer.has_role(Role.MANAGER) else None


@asked_together
def ask_jurisdiction(viewer: Viewer) -> Question | None:
    """For the manager: where the duties bind."""
    return _ask_jurisdiction() if viewer.has_role(Role.MANAGER) else None


def list_own_duties(viewer: Viewer, *, today: date) -> list[DutyDue]:
    """For the manager: the duties that are late or due within a month."""
    if not viewer.has_role(Role.MANAGER):
        return []
    where = _read_jurisdiction(ask_jurisdiction(viewer)) or DEFAULT
    return list_near(today=today, jurisdiction=where, told=_read_doings(ask_doings(viewer)))


def _ask_doings() -> Question:
    is_open = Case(When(done_on=None, then=1), default=0, output_field=IntegerField())
    rows = Doing.objects.annotate(on=Coalesce("done_on", "due"), is_open=is_open)
    return Question(rows, title="duty", more="period", day="on", number="is_open")


def _read_doings(answers: list[Answer]) -> list[Doing]:
    return [
        Doing(duty=one.title, period=one.more, **{"due" if one.number else "done_on": one.day})
        for one in answers
    ]


def _ask_jurisdiction() -> Question:
    return Question(Jurisdiction.objects.all(), title="nation", more="tier")


def _read_jurisdiction(answers: list[Answer]) -> Jurisdiction | None:
    return next((Jurisdiction(nation=one.title, tier=one.more) for one in answers), None)


def _list_under_way() -> QuerySet[Adoption]:
    return Adoption.objects.exclude(state__in=ENDED)


def _ask_about(rows: QuerySet[Adoption]) -> Question:
    asks_board = Case(When(ASKS_OTHER, then=0), default=1, output_field=IntegerField())
    return Question(
        rows.annotate(asks_board=asks_board),
        key="id",
        title="subject__title",
        more="asked_by__name",
        detail="state",
        number="asks_board",
    )


def _ask_reviews_before(today: date) -> Question:
    rows = Review.objects.filter(due__lt=today, state__in=STILL_OPEN)
    return Question(rows, key="id", title="title", day="due")


@asked_together
def ask_own_assurance(viewer: Viewer) -> Question | None:
    """For who links a priority to the Board, whatever their role: those of theirs that were here in
    the last quarter and have no assurance of it."""
    quarter = find_asked_quarter(timezone.localdate())
    if quarter is None or not viewer.posts:
        return None
    given = Assurance.objects.filter(quarter=quarter.slug)
    mine = list_linked_subjects(viewer.post_ids).filter(kind=SubjectKind.SUPPORTING)
    rows = mine.filter(Q(since=None) | Q(since__lte=quarter.last))
    rows = rows.exclude(pk__in=given.values("subject"))
    return Question(rows, key="id", title="title", more="code")
