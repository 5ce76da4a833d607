"""What hangs from bodies: seats, lines, subjects with who answers for them, link officers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act
from safercity.partnership.commitments.actions import follow_priority
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance import rules
from safercity.partnership.governance.actions.lasting import (
    day_after,
    end_row,
    find_standing,
    make_row,
    refuse_another,
)
from safercity.partnership.governance.models import (
    Body,
    How,
    Line,
    Link,
    Responsibility,
    Seat,
    Share,
    Subject,
    SubjectKind,
    is_only_asked_for,
    lasting_beyond,
)
from safercity.partnership.people.queries import Agency, Post


@dataclass(frozen=True)
class NewSeat:
    """A place on a body. Without a post the agency's seat is empty."""

    body: Body
    agency: Agency
    post: Post | None = None
    is_statutory: bool = False
    from_day: date | None = None


@dataclass(frozen=True)
class NewLine:
    """That a body reports to another, or assures it."""

    body: Body
    to: Body
    how: How = How.REPORTS
    every: str = ""
    about: str = ""
    is_inferred: bool = False
    from_day: date | None = None


@dataclass(frozen=True)
class NewResponsibility:
    """That a body answers for a subject."""

    subject: Subject
    body: Body
    share: Share = Share.ACCOUNTABLE
    from_day: date | None = None


@dataclass(frozen=True)
class NewLink:
    """A link officer's post between two bodies on which it sits."""

    post: Post
    body: Body
    to: Body
    from_day: date | None = None


@transaction.atomic
def add_seat(new: NewSeat, *, by: Viewer, key: UUID | None = None) -> Seat:
    """Give an agency a seat.

    Errors: NotAllowed; NotYet where the post is of another agency or has another seat there, and
    where the body has ended.
    """
    rules.hang_on(by, [new.body], day=_begin(new.from_day))
    if new.post and new.post.agency_id != new.agency.pk:
        raise NotYet(
            _("%(post)s is not a post of %(agency)s.") % {"post": new.post, "agency": new.agency},
            advice=_("Choose one of that agency's posts."),
        )
    same = (
        {"body": new.body, "post": new.post}
        if new.post
        else {"body": new.body, "agency": new.agency, "post": None}
    )
    return make_row(Seat, new, key=key, same=same, by=by)


@transaction.atomic
def add_line(new: NewLine, *, by: Viewer, key: UUID | None = None) -> Line:
    """Let a body report to another, or assure it. Errors: NotAllowed, NotYet."""
    rules.hang_on(by, [new.body, new.to], day=_begin(new.from_day))
    _refuse_itself(new.body, new.to)
    return make_row(
        Line, new, key=key, same={"body": new.body, "to": new.to, "how": new.how}, by=by
    )


@transaction.atomic
def add_subject(
    code: str, title: str, *, kind: SubjectKind, since: date | None = None, by: Viewer
) -> Subject:
    """Enter what somebody has to answer for; one that is known by its code keeps its identity.

    Errors: NotAllowed.
    """
    rules.change_bodies(by)
    subject, made = Subject.objects.get_or_create(
        code=code, defaults={"title": title, "kind": kind, "since": since}
    )
    told = {"title": title, "kind": str(kind), "ended_on": None}
    changed = {k: [getattr(subject, k), v] for k, v in told.items() if getattr(subject, k) != v}
    if changed:
        Subject.objects.filter(pk=subject.pk).update(**told)
        subject.refresh_from_db()
    if made or changed:
        record_act("subject added" if made else "subject changed", subject, by=by, details=changed)
    return subject


@transaction.atomic
def share_jointly(subject: Subject, bodies: tuple[Body, ...], *, by: Viewer) -> None:
    """These bodies answer together from today on, and no other any more. Errors: NotAllowed."""
    today = timezone.localdate()
    for row in Responsibility.objects.filter(lasting_beyond(today), subject=subject):
        if row.body not in bodies:
            end_row(row, day_after(row, today), by=by)
    for body in bodies:
        share_subject(NewResponsibility(subject, body, Share.JOINT, from_day=today), by=by)


@transaction.atomic
def raise_subject(subject: Subject, *, by: Viewer) -> Subject:
    """Make a duty that the strategy does not hold a supporting priority, under the next number.

    Actions for it follow. One that is a priority already stays as it is. Errors: NotAllowed.
    """
    rules.change_bodies(by)
    if subject.kind == SubjectKind.OTHER:
        numbers = [
            int(code[1:])
            for code in Subject.objects.values_list("code", flat=True)
            if code[0] == "S" and code[1:].isdecimal()
        ]
        code = f"S{max(numbers, default=0) + 1}"
        told = {"kind": SubjectKind.SUPPORTING, "code": code, "since": timezone.localdate()}
        Subject.objects.filter(pk=subject.pk).update(**told)
        record_act("subject raised", subject, by=by, details={"code": [subject.code, code]})
        follow_priority(subject.code, code, title=subject.title, by=by)
        subject.refresh_from_db()
    return subject


@transaction.atomic
def end_subject(subject: Subject, day: date, *, by: Viewer) -> None:
    """Nobody answers for it from that day on; who did so stays written. Errors: NotAllowed."""
    rules.change_bodies(by)
    Subject.objects.filter(pk=subject.pk).update(ended_on=day)
    record_act("subject ended", subject, by=by, details={"until": day})
    for row in Responsibility.objects.filter(lasting_beyond(day), subject=subject):
        end_row(row, day_after(row, day), by=by)


@transaction.atomic
def drop_asked_subject(subject: Subject, *, by: Viewer) -> None:
    """End a subject that came in by asking and was not adopted.

    One that a body answers for is a duty from today, whoever gives it up. Errors: NotAllowed.
    """
    if not is_only_asked_for(subject.kind, subject.code, since=subject.since):
        return
    today = timezone.localdate()
    if not Responsibility.objects.filter(lasting_beyond(today), subject=subject).exists():
        end_subject(subject, today, by=by)
        return
    rules.change_bodies(by)
    Subject.objects.filter(pk=subject.pk).update(since=today)
    record_act("subject changed", subject, by=by, details={"since": [None, today]})
    subject.refresh_from_db()


@transaction.atomic
def add_responsibility(
    new: NewResponsibility, *, by: Viewer, key: UUID | None = None
) -> Responsibility:
    """Let a body answer for a subject from a day on; one that answers today can get a new share.

    Errors: NotAllowed; NotYet where it answers already, but not from that day, where it would
    answer jointly with the Board, which an adoption records, and where it has ended.
    """
    rules.hang_on(by, [new.body], day=_begin(new.from_day))
    _refuse_unadopted(new)
    row = _find_answering(new)
    if row and row.pk != key:
        refuse_another(row, {"from_day": new.from_day})
    return share_subject(new, by=by, key=key)


def _refuse_unadopted(new: NewResponsibility) -> None:
    held = Responsibility.objects.filter(
        lasting_beyond(timezone.localdate()), subject=new.subject, body__is_board=True
    )
    if new.share == Share.JOINT and (new.body.is_board or held.exists()):
        raise NotYet(
            _("That the Board answers for something jointly is recorded as an adoption."),
            advice=_("Ask for one under Oversight: it keeps the decisions of both bodies."),
        )


@transaction.atomic
def share_subject(new: NewResponsibility, *, by: Viewer, key: UUID | None = None) -> Responsibility:
    """See that a body answers for a subject by that day.

    One that does so already gets the new share; one that was to begin later begins then, and one
    that was to end goes on. Errors: NotAllowed.
    """
    rules.change_bodies(by)
    row = _find_answering(new)
    if row is None:
        same = {"subject": new.subject, "body": new.body}
        return make_row(Responsibility, new, key=key, same=same, by=by)
    told: dict[str, object] = {}
    if row.share != new.share:
        told["share"] = new.share
    if row.until_day is not None:
        told["until_day"] = None
    if row.from_day and row.is_to_come and (not new.from_day or new.from_day < row.from_day):
        told["from_day"] = new.from_day
    if told:
        changed = {name: [getattr(row, name), value] for name, value in told.items()}
        Responsibility.objects.filter(pk=row.pk).update(**told)
        row.refresh_from_db()
        details = {"subject": new.subject, **changed}
        record_act("share changed", new.body, by=by, details=details)
    return row


def _find_answering(new: NewResponsibility) -> Responsibility | None:
    rows = Responsibility.objects.select_related("body", "subject")
    return find_standing(rows.filter(subject=new.subject, body=new.body), from_day=new.from_day)


@transaction.atomic
def add_link(new: NewLink, *, by: Viewer, key: UUID | None = None) -> Link:
    """Name a link officer.

    Errors: NotAllowed, NotYet where the post does not sit on both on the day on which it begins,
    or one of the two has ended by then.
    """
    day = _begin(new.from_day)
    rules.hang_on(by, [new.body, new.to], day=day)
    _refuse_itself(new.body, new.to)
    rules.sit_on_both(by, new.post, bodies=(new.body, new.to), day=day)
    same = {"post": new.post, "body": new.body, "to": new.to}
    return make_row(Link, new, key=key, same=same, by=by)


def _begin(day: date | None) -> date:
    """From when something new holds: not before today."""
    return max(day or date.min, timezone.localdate())


def _refuse_itself(body: Body, to: Body) -> None:
    if body.pk == to.pk:
        raise NotYet(_("%s cannot answer to itself.") % body, advice=_("Choose another body."))
