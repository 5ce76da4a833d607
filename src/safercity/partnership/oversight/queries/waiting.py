"""Adoptions asked, reviews late and duties told, in one query: the chair's page has ten in all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import CharField, DateField, F, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from safercity.partnership.common.together import Question, asked_together
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


@dataclass
class Told:
    """What was found: (id, title, asked by) of adoptions, (id, title, due) of reviews, doings."""

    adoptions: list[tuple[UUID, str, str]] = field(default_factory=list)
    reviews: list[tuple[UUID, str, date]] = field(default_factory=list)
    doings: list[Doing] = field(default_factory=list)
    jurisdiction: Jurisdiction | None = None


def list_told(*, today: date) -> Told:
    """Adoptions that the Board has not considered, reviews past their day, every duty told."""
    adoptions = Adoption.objects.filter(state=Adopted.ASKED)
    reviews = Review.objects.filter(
        due__lt=today, state__in=[Reviewed.PROMISED, Reviewed.UNDER_WAY]
    )
    rows = _columns(
        adoptions, kind="adoption", names=("id", "subject__title", "asked_by__name", "")
    )
    rows = rows.union(
        _columns(reviews, kind="review", names=("id", "title", "state", "due")),
        _columns(Doing.objects.all(), kind="doing", names=("id", "duty", "period", "done_on")),
        _columns(Jurisdiction.objects.all(), kind="where", names=("", "nation", "tier", "")),
        all=True,
    )
    told = Told()
    for kind, key, title, more, day in rows:
        if kind == "adoption":
            told.adoptions.append((key, title, more))
        elif kind == "review":
            told.reviews.append((key, title, day))
        elif kind == "doing":
            told.doings.append(Doing(duty=title, period=more, done_on=day))
        else:
            told.jurisdiction = Jurisdiction(nation=title, tier=more)
    return told


def _columns(rows: QuerySet, *, kind: str, names: tuple[str, str, str, str]) -> QuerySet:
    """(kind, id, title, more, day) of each row, of the same types whatever the table."""
    key, title, more, day = names
    no_day, no_id = Value(None, output_field=DateField()), Value(None, output_field=UUIDField())
    return rows.order_by().values_list(
        Value(kind, output_field=CharField()),
        F(key) if key else Cast(no_id, UUIDField()),
        Cast(title, CharField()),
        Cast(more, CharField()),
        F(day) if day else Cast(no_day, DateField()),
    )


@asked_together
def ask_adoptions(viewer: Viewer) -> Question | None:
    """For the chair: the adoptions that the Board has not considered, and who asked."""
    if not viewer.has_role(Role.CHAIR):
        return None
    rows = Adoption.objects.filter(state=Adopted.ASKED)
    return Question(rows, key="id", title="subject__title", more="asked_by__name")


@asked_together
def ask_late_reviews(viewer: Viewer) -> Question | None:
    """For the chair: reviews past their day."""
    if not viewer.has_role(Role.CHAIR):
        return None
    rows = Review.objects.filter(
        due__lt=timezone.localdate(), state__in=[Reviewed.PROMISED, Reviewed.UNDER_WAY]
    )
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
