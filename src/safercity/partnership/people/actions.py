"""Making and changing agencies, posts and accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import SYSTEM, Role, Viewer
from safercity.partnership.people import rules
from safercity.partnership.people.models import Agency, Holding, Post, Team, User

VISIT_KEPT = timedelta(minutes=5)  # a page that is opened again and again writes no more often


@dataclass(frozen=True)
class NewAgency:
    """What an agency is made from."""

    slug: str
    name: str
    kind: str = ""
    layers: tuple[str, ...] = field(default=())
    is_guest: bool = False


def _check(by: Viewer) -> None:
    if by is not SYSTEM:  # the command line, on the machine itself
        rules.change_people(by)


@transaction.atomic
def add_agency(new: NewAgency, *, by: Viewer) -> Agency:
    """Enter an agency. Errors: NotAllowed."""
    _check(by)
    agency = Agency.objects.create(
        slug=new.slug,
        name=new.name,
        kind=new.kind,
        layers=list(new.layers),
        is_guest=new.is_guest,
    )
    record_act("agency added", agency, by=by)
    return agency


@transaction.atomic
def add_post(agency: Agency, title: str, *, role: Role, team: str = "", by: Viewer) -> Post:
    """Make a post in an agency, and its team where it is new. Errors: NotAllowed."""
    _check(by)
    group = Team.objects.get_or_create(agency=agency, name=team)[0] if team else None
    post = Post.objects.create(agency=agency, team=group, title=title, role=role)
    record_act("post added", post, by=by, details={"role": role})
    return post


@transaction.atomic
def add_person(email: str, name: str, *, password: str | None = None, by: Viewer) -> User:
    """Make an account; without a password it is entered by invitation or single sign-on."""
    _check(by)
    user = User(email=email.strip().lower(), name=name.strip())
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.save()
    record_act("account made", user, by=by)
    return user


@transaction.atomic
def take_post(user: User, post: Post, *, from_day: date | None = None, by: Viewer) -> Holding:
    """Put a person in a post. Errors: NotAllowed, NotYet for a post that has ended."""
    _check(by)
    if post.ended_on:
        raise NotYet(f"{post} ended on {post.ended_on}.", advice="Choose a post that is in use.")
    holding = Holding.objects.create(
        post=post, user=user, from_day=from_day or timezone.localdate()
    )
    record_act("post taken", post, by=by, details={"person": user, "from": holding.from_day})
    return holding


def note_visit(by: Viewer, *, before: datetime | None) -> datetime | None:
    """Write down that the viewer is here now; they were here at `before`, which is given back.

    No act: what is done is audited, where someone looks is a look.
    """
    now = timezone.now()
    if before is None or now - before > VISIT_KEPT:
        User.objects.filter(pk=by.id).update(seen_at=now)
    return before
