"""Bodies and how they hang together on a day."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Max, Q
from django.utils import timezone

from safercity.evidence.taxonomy.files import Faults, read_content
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.governance.marks import Mark, MarkKind, find_marks
from safercity.partnership.governance.models import (
    Body,
    Decision,
    How,
    Line,
    Link,
    Responsibility,
    Seat,
    Share,
    Subject,
    SubjectKind,
    Terms,
    Tier,
    holding_on,
)
from safercity.partnership.governance.structure import (
    BodySeen,
    LineSeen,
    LinkSeen,
    SeatSeen,
    Structure,
    SubjectSeen,
)
from safercity.partnership.people.queries import holders_today

__all__ = [
    "Body",
    "Decision",
    "Link",
    "Mark",
    "MarkKind",
    "Share",
    "Structure",
    "Subject",
    "SubjectKind",
    "find_board",
    "find_body",
    "find_marks",
    "find_subject",
    "get_body",
    "get_decision",
    "get_structure",
    "get_subject",
    "list_accountable",
    "list_bodies",
    "list_decisions",
    "list_hanging_lines",
    "list_hanging_links",
    "list_links",
    "list_responsibilities",
    "list_seats",
    "list_subjects",
    "list_terms",
]

Row = TypeVar("Row", bound=models.Model)


def get_body(key: UUID) -> Body:
    """One body with its chair, vice-chair and successor; `terms_number` of the newest terms.

    Errors: NotVisible.
    """
    bodies = Body.objects.select_related(
        "chair__agency", "vice_chair__agency", "successor"
    ).annotate(terms_number=Max("terms__number"))
    return _get(bodies, key)


def find_body(code: str) -> Body | None:
    """The body that the strategy's content knows by this id."""
    return Body.objects.filter(code=code).first()


def find_board() -> Body | None:
    """The partnership's own Board."""
    return Body.objects.filter(is_board=True).first()


def list_bodies(*, with_ended: bool = False) -> models.QuerySet[Body]:
    """Bodies by name."""
    bodies = Body.objects.all()
    today = timezone.localdate()
    return bodies if with_ended else bodies.filter(Q(until_day=None) | Q(until_day__gt=today))


def list_terms(body: Body) -> models.QuerySet[Terms]:
    """The versions of a body's terms of reference, the newest first."""
    return Terms.objects.filter(body=body)


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
        rows = rows.filter(Q(what__icontains=words) | Q(reason__icontains=words))
    return rows


def get_decision(key: UUID) -> Decision:
    """One decision. Errors: NotVisible."""
    return _get(list_decisions().select_related("replaces"), key)


def list_subjects(*kinds: SubjectKind) -> models.QuerySet[Subject]:
    """What somebody has to answer for today, by kind and title."""
    rows = Subject.objects.filter(ended_on=None)
    return rows.filter(kind__in=kinds) if kinds else rows


def get_subject(key: UUID) -> Subject:
    """One subject. Errors: NotVisible."""
    return _get(Subject.objects.all(), key)


def find_subject(code: str) -> Subject | None:
    """The subject of this code: a priority's id in the strategy."""
    return Subject.objects.filter(code=code).first()


def list_accountable(subject: Subject) -> list[Body]:
    """The bodies that answer for a subject today, by name."""
    held = holding_on(timezone.localdate())
    rows = Responsibility.objects.filter(held, subject=subject).select_related("body")
    return [row.body for row in rows.order_by("body__name")]


def list_links(*, posts: frozenset[UUID] | None = None) -> models.QuerySet[Link]:
    """The link officers of today; with `posts`, those who hold one of them."""
    rows = Link.objects.filter(holding_on(timezone.localdate()))
    rows = rows if posts is None else rows.filter(post__in=posts)
    return rows.select_related("post__agency", "body", "to").order_by("body__name", "id")


def list_seats(body: Body) -> models.QuerySet[Seat]:
    """A body's seats of today, with agency and post."""
    rows = Seat.objects.filter(holding_on(timezone.localdate()), body=body)
    return rows.select_related("agency", "post")


def list_hanging_lines(body: Body) -> models.QuerySet[Line]:
    """The lines of today that leave a body or end at it."""
    rows = Line.objects.filter(holding_on(timezone.localdate()))
    return rows.filter(Q(body=body) | Q(to=body)).select_related("body", "to")


def list_hanging_links(body: Body) -> models.QuerySet[Link]:
    """The link officers of today who sit on a body for another, either way."""
    return list_links().filter(Q(body=body) | Q(to=body))


def list_responsibilities(body: Body) -> models.QuerySet[Responsibility]:
    """What a body answers for today."""
    rows = Responsibility.objects.filter(holding_on(timezone.localdate()), body=body)
    return rows.select_related("subject").order_by("subject__kind", "subject__code")


def get_structure(*, day: date | None = None) -> Structure:
    """Everything on `day` (today), for the map and its marks. Six queries.

    Whether a post is held is asked of today: holdings are the `people` app's own.
    """
    day = day or timezone.localdate()
    seats = list(
        Seat.objects.filter(holding_on(day)).select_related("agency", "post").order_by("id")
    )
    links = list(Link.objects.filter(holding_on(day)).select_related("post__agency"))
    bodies = list(
        Body.objects.filter(_begun_by(day)).select_related("chair__agency", "vice_chair__agency")
    )
    posts = {seat.post_id for seat in seats} | {link.post_id for link in links}
    posts |= {body.chair_id for body in bodies}
    held = frozenset(holders_today(post for post in posts if post))
    known = {body.pk for body in bodies}
    return Structure(
        tuple(_see_body(body, seats, held=held, day=day) for body in bodies),
        tuple(
            LineSeen(line.body_id, line.to_id, How(line.how), line.every, line.is_inferred)
            for line in Line.objects.filter(holding_on(day), body__in=known, to__in=known)
        ),
        tuple(_see_subjects(day, known=known)),
        tuple(
            LinkSeen(link.body_id, link.to_id, str(link.post), link.post_id, link.post_id in held)
            for link in links
        ),
        read_must_sit(find_own_content()),
    )


def _begun_by(day: date) -> Q:
    return Q(from_day=None) | Q(from_day__lte=day)


def _see_body(body: Body, seats: list[Seat], *, held: frozenset[UUID], day: date) -> BodySeen:
    return BodySeen(
        body.pk,
        body.name,
        Tier(body.tier),
        body.is_board,
        str(body.chair or ""),
        body.chair_id in held,
        str(body.vice_chair or ""),
        body.quorum,
        tuple(
            SeatSeen(
                seat.agency.name,
                seat.agency.kind,
                seat.post.title if seat.post else "",
                seat.post_id,
                seat.is_statutory,
                seat.post_id in held,
            )
            for seat in seats
            if seat.body_id == body.pk
        ),
        not body.holds_on(day),
        body.successor_id,
    )


def _see_subjects(day: date, *, known: set[UUID]) -> list[SubjectSeen]:
    held: dict[UUID, list[tuple[UUID, Share]]] = {}
    rows = Responsibility.objects.filter(holding_on(day), body__in=known).order_by("body__name")
    for row in rows:
        held.setdefault(row.subject_id, []).append((row.body_id, Share(row.share)))
    subjects = Subject.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day))
    return [
        SubjectSeen(each.pk, each.code, each.title, each.kind, tuple(held.get(each.pk, ())))
        for each in subjects.order_by("kind", "code")
    ]


@cache
def read_must_sit(overrides: Path | None) -> tuple[str, ...]:
    """The kinds of agency that the law puts on the Board. Errors: ContentError."""
    faults = Faults()
    file = read_content("statutory/responsible.yaml", overrides, faults=faults)
    entries: Any = file.values.get("must_sit")
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) and isinstance(entry.get("id"), str) for entry in entries
    ):
        faults.add(file.path, "must_sit: is not a list of entries with an id")
    faults.raise_if_any()
    return tuple(entry["id"] for entry in entries)


def _get(rows: models.QuerySet[Row], key: UUID) -> Row:
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotVisible("There is nothing at this address that you may see.")
    return found
