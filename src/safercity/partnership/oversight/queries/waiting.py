"""What waits for the Board: asked on its own page for all who see it, and on a chair's My work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from safercity.partnership.common.together import (
    Answer,
    Question,
    asked_together,
    read_together,
)
from safercity.partnership.common.viewers import Role, Viewer
from safercity.partnership.governance.queries import SubjectKind, list_linked_subjects
from safercity.partnership.oversight.models import (
    Adopted,
    Adoption,
    Assurance,
    Doing,
    Jurisdiction,
    Review,
    Reviewed,
)
from safercity.partnership.oversight.queries.assurance import find_asked_quarter


@dataclass(frozen=True)
class Told:
    """Adoptions with who asked, late reviews with their day, every duty told and where it binds."""

    adoptions: list[Answer]
    reviews: list[Answer]
    doings: list[Doing]
    jurisdiction: Jurisdiction | None


def list_told(*, today: date) -> Told:
    """What waits, and the duties told, in one query: the Board's page has ten in all."""
    found = read_together(
        {
            "adoptions": _ask_new_adoptions(),
            "reviews": _ask_reviews_before(today),
            "doings": Question(Doing.objects.all(), title="duty", more="period", day="done_on"),
            "where": Question(Jurisdiction.objects.all(), title="nation", more="tier"),
        }
    )
    doings = [Doing(duty=one.title, period=one.more, done_on=one.day) for one in found["doings"]]
    where = [Jurisdiction(nation=one.title, tier=one.more) for one in found["where"]]
    return Told(found["adoptions"], found["reviews"], doings, next(iter(where), None))


@asked_together
def ask_adoptions(viewer: Viewer) -> Question | None:
    """For the chair: the adoptions that the Board has not considered, and who asked."""
    return _ask_new_adoptions() if viewer.has_role(Role.CHAIR) else None


@asked_together
def ask_late_reviews(viewer: Viewer) -> Question | None:
    """For the chair: reviews past their day."""
    return _ask_reviews_before(timezone.localdate()) if viewer.has_role(Role.CHAIR) else None


def _ask_new_adoptions() -> Question:
    rows = Adoption.objects.filter(state=Adopted.ASKED)
    return Question(rows, key="id", title="subject__title", more="asked_by__name")


def _ask_reviews_before(today: date) -> Question:
    states = [Reviewed.PROMISED, Reviewed.UNDER_WAY]
    return Question(
        Review.objects.filter(due__lt=today, state__in=states), key="id", title="title", day="due"
    )


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
