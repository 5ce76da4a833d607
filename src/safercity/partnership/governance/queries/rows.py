"""Bodies, decisions, subjects and what hangs from them, as rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.common.asking import once_a_page, tell_once
from safercity.partnership.common.hits import hold_words
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.rules import see_beyond_own as see_bodies
from safercity.partnership.common.subjects import subject_rows
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.models import (
    Body,
    Decision,
    Line,
    Link,
    Responsibility,
    Seat,
    Share,
    Subject,
    SubjectKind,
    Terms,
    holding_on,
    lasting_beyond,
)
from safercity.partnership.people.queries import Post, list_posts

Row = TypeVar("Row", bound=models.Model)


def get_body(key: UUID) -> Body:
    """One body with its chair, vice-chair and successor, and whom it follows (`before`), in one
    query; `terms_number` of the newest terms. Errors: NotVisible.
    """
    bodies = Body.objects.select_related(
        "chair__agency", "vice_chair__agency", "successor"
    ).annotate(terms_number=Max("terms__number"))
    rows = list(bodies.filter(Q(pk=key) | Q(successor=key)))
    body = next((row for row in rows if row.pk == key), None)
    if body is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    body.before = [row for row in rows if row is not body]
    return body


def find_body(code: str) -> Body | None:
    """The body that the strategy's content knows by this id."""
    return Body.objects.filter(code=code).first()


@once_a_page
def find_board() -> Body | None:
    """The partnership's own Board."""
    return Body.objects.filter(is_board=True).first()


def list_bodies(*, with_ended: bool = False) -> models.QuerySet[Body]:
    """Bodies by name."""
    bodies = Body.objects.all()
    today = timezone.localdate()
    return bodies if with_ended else bodies.filter(lasting_beyond(today))


@once_a_page
def list_every_body() -> tuple[Body, ...]:
    """Bodies of today, to come and that ended, by name."""
    return tuple(Body.objects.all())


def list_terms(body: Body) -> models.QuerySet[Terms]:
    """The versions of a body's terms of reference, the newest first."""
    return Terms.objects.filter(body=body)


def add_terms(bodies: models.QuerySet[Body]) -> models.QuerySet[Body]:
    """With `terms_text`: the newest version of each body's terms of reference, as text."""
    newest = Terms.objects.filter(body=OuterRef("pk")).order_by("-number")
    return bodies.annotate(terms_text=Subquery(newest.values("text")[:1]))


def list_decisions(
    *, body: UUID | None = None, subject: UUID | None = None, words: str = ""
) -> models.QuerySet[Decision]:
    """The log, the newest first; all filters are optional."""
    rows = Decision.objects.select_related("body", "subject", "replaced_by")
    if body:
        rows = rows.filter(body=body)
    if subject:
        rows = rows.filter(subject=subject)
    if words:
        rows = rows.filter(hold_words(words, "what", "reason", "options"))
    return rows


def get_decision(key: UUID) -> Decision:
    """One decision. Errors: NotVisible."""
    return _get(list_decisions().select_related("replaces"), key)


def list_subjects(*kinds: SubjectKind, with_ended: bool = False) -> models.QuerySet[Subject]:
    """What somebody has to answer for today, by kind and title."""
    rows = Subject.objects.all() if with_ended else Subject.objects.filter(ended_on=None)
    return rows.filter(kind__in=kinds) if kinds else rows


@once_a_page
def list_every_subject() -> tuple[Subject, ...]:
    """Subjects of today and those that ended, by kind and title."""
    return tuple(Subject.objects.all())


def get_subject(key: UUID) -> Subject:
    """One subject. Errors: NotVisible."""
    return _get(Subject.objects.all(), key)


def find_subject(code: str) -> Subject | None:
    """The subject of this code: a priority's id in the strategy."""
    return Subject.objects.filter(code=code).first()


@once_a_page
def list_accountable(subject: Subject) -> tuple[Body, ...]:
    """The bodies that answer for a subject today, by name; read once a page."""
    held = holding_on(timezone.localdate())
    rows = Responsibility.objects.filter(held, subject=subject).select_related("body")
    return tuple(row.body for row in rows.order_by("body__name"))


def list_stopping(subject: Subject, accountable: Body) -> list[Body]:
    """The bodies that answer for it and would no more, once this one and the Board do so jointly.

    The Board is told by the same statement (`find_board`).
    """
    today = timezone.localdate()
    held = Responsibility.objects.filter(lasting_beyond(today), subject=subject)
    answering = Q(lasting_beyond(today), pk__in=held.values("body"))
    bodies = list(list_bodies(with_ended=True).filter(answering | Q(is_board=True)))
    tell_once(find_board, next((body for body in bodies if body.is_board), None))
    return [body for body in bodies if not body.is_board and body != accountable]


def list_stopped(subject: Subject, day: date) -> list[Body]:
    """The bodies that stopped answering for it on that day; who began then stopped on the next."""
    days = (day, day + timedelta(days=1))
    rows = Responsibility.objects.filter(subject=subject, until_day__in=days)
    return [row.body for row in rows.select_related("body").order_by("body__name")]


def list_joint() -> list[tuple[Subject, list[Body]]]:
    """Supporting priorities that several bodies answer for together today, by number. One query."""
    held = Responsibility.objects.filter(
        holding_on(timezone.localdate()),
        share=Share.JOINT,
        subject__kind=SubjectKind.SUPPORTING,
        subject__ended_on=None,
    )
    found: dict[UUID, tuple[Subject, list[Body]]] = {}
    rows = held.select_related("subject", "body")
    for row in rows.order_by("subject__code", "body__is_board", "body__name"):
        found.setdefault(row.subject_id, (row.subject, []))[1].append(row.body)
    return list(found.values())


def list_links(*, posts: frozenset[UUID] | None = None) -> models.QuerySet[Link]:
    """The link officers of today; with `posts`, those who hold one of them."""
    rows = _list_links()
    return rows if posts is None else rows.filter(post__in=posts)


def list_seats(body: Body, *, ever: bool = False) -> models.QuerySet[Seat]:
    """A body's seats of today, with agency and post; `ever`: those to come and that ended too."""
    rows = Seat.objects.filter(_hold(ever=ever), body=body)
    return rows.select_related("agency", "post")


def list_hanging_lines(body: Body, *, ever: bool = False) -> models.QuerySet[Line]:
    """The lines of today, or `ever`, that leave a body or end at it."""
    rows = Line.objects.filter(_hold(ever=ever))
    return rows.filter(Q(body=body) | Q(to=body)).select_related("body", "to")


def list_hanging_links(body: Body, *, ever: bool = False) -> models.QuerySet[Link]:
    """The link officers of today, or `ever`, who sit on a body for another, either way."""
    rows = _list_links(ever=ever)
    return rows.filter(Q(body=body) | Q(to=body))


def list_responsibilities(body: Body, *, ever: bool = False) -> models.QuerySet[Responsibility]:
    """What a body answers for today, or `ever` did and will."""
    rows = Responsibility.objects.filter(_hold(ever=ever), body=body)
    return rows.select_related("subject").order_by("subject__kind", "subject__code")


def list_standing(body: Body, *, beyond: date) -> list[Seat | Line | Responsibility | Link]:
    """What hangs from a body, or ends at it, and has not ended by that day."""
    lasting, both = lasting_beyond(beyond), Q(body=body) | Q(to=body)
    return [
        *Seat.objects.filter(lasting, body=body).select_related("body", "agency", "post"),
        *Line.objects.filter(lasting, both).select_related("body", "to"),
        *Responsibility.objects.filter(lasting, body=body).select_related("body", "subject"),
        *_list_links(ever=True).filter(lasting, both),
    ]


def list_deciding(post: UUID | None) -> models.QuerySet[Body]:
    """The bodies on which a post sits today or that it chairs, and the Board."""
    seats = Seat.objects.filter(holding_on(timezone.localdate()), post=post)
    sits = Q(pk__in=seats.values("body")) | Q(chair=post) | Q(vice_chair=post)
    board = Q(is_board=True)
    return Body.objects.filter(board | sits if post else board)


def list_spoken_for(posts: frozenset[UUID]) -> models.QuerySet[Body]:
    """The bodies that these posts chair, or assure the Board about as link officers."""
    linked = list_links(posts=posts).filter(to__is_board=True)
    chaired = Q(chair__in=posts) | Q(vice_chair__in=posts)
    return Body.objects.filter(chaired | Q(pk__in=linked.order_by().values("body")))


@once_a_page
def list_speakers(body: Body) -> list[Post]:
    """The same from the other end: the posts that speak for a body today, with their agency."""
    linked = list_links().filter(body=body, to__is_board=True)
    chairs = [post for post in (body.chair_id, body.vice_chair_id) if post]
    return list(list_posts().filter(Q(pk__in=chairs) | Q(pk__in=linked.order_by().values("post"))))


def list_linked_subjects(posts: frozenset[UUID]) -> models.QuerySet[Subject]:
    """The subjects of the bodies for which these posts are link officers today."""
    today = holding_on(timezone.localdate())
    links = Link.objects.filter(today, post__in=posts)
    held = Responsibility.objects.filter(today, body__in=links.values("body"))
    return list_subjects().filter(pk__in=held.values("subject"))


def address_of(key: UUID) -> str:
    """The page of one decision."""
    return reverse("governance:decision", kwargs={"key": key})


def address_of_body(key: UUID) -> str:
    """The page of one body."""
    return reverse("governance:body", kwargs={"key": key})


@subject_rows("governance.body", title="name", address=address_of_body)
def find_commented_bodies(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[Body]:
    """Bodies as comments speak of them."""
    rows = Body.objects.filter(pk__in=keys)
    return rows if see_bodies.allowed(viewer) else rows.none()


@subject_rows("governance.decision", title="what", address=address_of)
def find_decisions(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[Decision]:
    """Decisions as comments and commitments speak of them."""
    rows = Decision.objects.filter(pk__in=keys)
    return rows if see_bodies.allowed(viewer) else rows.none()


def _hold(*, ever: bool) -> Q:
    return Q() if ever else holding_on(timezone.localdate())


def _list_links(*, ever: bool = False) -> models.QuerySet[Link]:
    rows = Link.objects.filter(_hold(ever=ever))
    return rows.select_related("post__agency", "body", "to").order_by("body__name", "id")


def _get(rows: models.QuerySet[Row], key: UUID) -> Row:
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    return found
