"""Everything on one day, as plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from safercity.evidence.taxonomy.files import Faults, read_content
from safercity.partnership.common.content import find_own_content
from safercity.partnership.governance.models import (
    Body,
    How,
    Line,
    Link,
    Responsibility,
    Seat,
    Share,
    Subject,
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
from safercity.partnership.people.queries import is_held


def get_structure(*, day: date | None = None) -> Structure:
    """Everything on `day` (today), for the map and its marks. Five queries.

    Whether a post is held is asked of today: holdings are the `people` app's own.
    """
    day = day or timezone.localdate()
    seats = list(
        Seat.objects.filter(holding_on(day))
        .select_related("agency", "post")
        .annotate(is_held=is_held("post"))
        .order_by("id")
    )
    links = Link.objects.filter(holding_on(day)).select_related("post__agency")
    bodies = list(
        Body.objects.filter(_begun_by(day))
        .select_related("chair__agency", "vice_chair__agency")
        .annotate(is_held=is_held("chair"))
    )
    known = {body.pk for body in bodies}
    return Structure(
        tuple(_see_body(body, seats, day=day) for body in bodies),
        tuple(
            LineSeen(line.body_id, line.to_id, How(line.how), line.every, line.is_inferred)
            for line in Line.objects.filter(holding_on(day), body__in=known, to__in=known)
        ),
        tuple(_see_subjects(day, known=known)),
        tuple(
            LinkSeen(link.body_id, link.to_id, str(link.post), link.post_id, link.is_held)
            for link in links.annotate(is_held=is_held("post"))
        ),
        read_must_sit(find_own_content()),
    )


def _begun_by(day: date) -> Q:
    return Q(from_day=None) | Q(from_day__lte=day)


def _see_body(body: Any, seats: list[Any], *, day: date) -> BodySeen:
    return BodySeen(
        body.pk,
        body.name,
        Tier(body.tier),
        body.is_board,
        str(body.chair or ""),
        body.is_held,
        str(body.vice_chair or ""),
        body.quorum,
        tuple(
            SeatSeen(
                seat.agency.name,
                seat.agency.kind,
                seat.post.title if seat.post else "",
                seat.post_id,
                seat.is_statutory,
                seat.is_held,
            )
            for seat in seats
            if seat.body_id == body.pk
        ),
        not body.holds_on(day),
        body.successor_id,
    )


def _see_subjects(day: date, *, known: set[UUID]) -> list[SubjectSeen]:
    """Subjects with who answers for them, in one query: a row for each pair, or for none."""
    subjects = Subject.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day))
    rows = subjects.values_list(
        "id", "code", "title", "kind", "since", "held__body", "held__share", "held__from_day",
        "held__until_day",
    )  # fmt: skip
    seen: dict[UUID, SubjectSeen] = {}
    row: tuple[Any, ...]
    for row in rows.order_by("kind", "code", "held__body__name"):
        key, code, title, kind, since, body, share, begins, ends = row
        subject = seen.setdefault(key, SubjectSeen(key, code, title, kind, since=since))
        if body in known and Responsibility(from_day=begins, until_day=ends).holds_on(day):
            held = (*subject.held, (body, Share(share)))
            seen[subject.id] = replace(subject, held=held)
    return list(seen.values())


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
