"""Making, changing and ending agencies and posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import Role, Viewer
from safercity.partnership.people import rules
from safercity.partnership.people.actions.holdings import end_holdings, keep_an_administrator
from safercity.partnership.people.models import Agency, Holding, Invitation, Post, Team
from safercity.partnership.people.queries import find_team


@dataclass(frozen=True)
class NewAgency:
    """What an agency is made from."""

    slug: str
    name: str
    kind: str = ""
    layers: tuple[str, ...] = field(default=())
    is_guest: bool = False
    key: UUID | None = None


@dataclass(frozen=True)
class NewPost:
    """What a post is made from."""

    agency: Agency
    title: str
    role: Role
    team: str = ""
    key: UUID | None = None


@transaction.atomic
def add_agency(new: NewAgency, *, by: Viewer) -> Agency:
    """Enter an agency; sent twice with one key, made once. Errors: NotAllowed."""
    rules.keep_people(by)
    agency, made = Agency.objects.get_or_create(
        id=new.key or new_id(),
        defaults={
            "slug": new.slug,
            "name": new.name,
            "kind": new.kind,
            "layers": list(new.layers),
            "is_guest": new.is_guest,
        },
    )
    if made:
        record_act("agency added", agency, by=by)
    return agency


@transaction.atomic
def change_agency(
    agency: Agency, changes: Mapping[str, Any], *, version: int, by: Viewer
) -> Agency:
    """Change an agency's name, kind, layers or standing. Errors: NotAllowed, Stale."""
    rules.keep_people(by)
    rules.use_agency(by, agency)
    if changes.get("is_guest") and not agency.is_guest:
        rules.make_guest(by, agency)
    changed = save_changes(agency, dict(changes), version=version)
    if changed:
        record_act("agency changed", agency, by=by, details=changed)
    return agency


@transaction.atomic
def end_agency(agency: Agency, *, by: Viewer) -> None:
    """Let an agency leave the partnership today. Errors: NotAllowed, NotYet while it has posts."""
    rules.keep_people(by)
    rules.use_agency(by, agency)
    if left := Post.objects.filter(agency=agency, ended_on=None).count():
        raise NotYet(
            _("{agency} still has posts in use: {left}.").format(agency=agency, left=left),
            advice=_("End them first, so that their work is given to someone."),
        )
    save_changes(agency, {"ended_on": timezone.localdate()}, version=agency.version)
    record_act("agency ended", agency, by=by)


def add_post(agency: Agency, title: str, *, role: Role, team: str = "", by: Viewer) -> Post:
    """Make a post in an agency, and its team where it is new. Errors: NotAllowed."""
    return make_post(NewPost(agency, title, role, team), by=by)


@transaction.atomic
def make_post(new: NewPost, *, by: Viewer) -> Post:
    """Make a post; sent twice with one key, made once. Errors: NotAllowed, NotYet."""
    rules.keep_people(by)
    rules.use_agency(by, new.agency)
    rules.give_role(by, new.agency, role=new.role)
    post, made = Post.objects.get_or_create(
        id=new.key or new_id(),
        defaults={
            "agency": new.agency,
            "team": _take_team(new.agency, new.team, by=by),
            "title": new.title,
            "role": new.role,
        },
    )
    if made:
        record_act("post added", post, by=by, details={"role": new.role})
    return post


@transaction.atomic
def change_post(post: Post, new: NewPost, *, version: int, by: Viewer) -> Post:
    """Change a post's title, role or team. Errors: NotAllowed, NotYet, Stale."""
    rules.keep_people(by)
    rules.use_post(by, post)
    rules.give_role(by, post.agency, role=new.role)
    changes = {
        "title": new.title,
        "role": new.role.value,
        "team": _take_team(post.agency, new.team, by=by),
    }
    changed = save_changes(post, changes, version=version)
    if "role" in changed:
        keep_an_administrator(by=by)
    if changed:
        record_act("post changed", post, by=by, details=changed)
    return post


@transaction.atomic
def end_post(post: Post, *, by: Viewer) -> None:
    """End a post today: who holds it leaves it, open invitations to it are withdrawn.

    What the post owns stays with it until someone gives it to another. Errors: NotAllowed, NotYet.
    """
    rules.keep_people(by)
    rules.use_post(by, post)
    today = timezone.localdate()
    end_holdings(Holding.objects.filter(post=post), day=today, by=by)
    Invitation.objects.filter(post=post, state=Invitation.State.OPEN).update(
        state=Invitation.State.WITHDRAWN, digest=""
    )
    save_changes(post, {"ended_on": today}, version=post.version)
    keep_an_administrator(by=by)
    record_act("post ended", post, by=by)


@transaction.atomic
def rename_team(team: Team, name: str, *, version: int, by: Viewer) -> Team:
    """Give a team another name; its posts stay in it.

    Errors: NotAllowed, Stale; NotYet for an agency that has left, or a name that is taken.
    """
    rules.keep_people(by)
    rules.use_agency(by, team.agency)
    rules.take_team_name(by, team, name=name)
    changed = save_changes(team, {"name": name}, version=version)
    if changed:
        record_act("team renamed", team, by=by, details=changed)
    return team


def _take_team(agency: Agency, name: str, *, by: Viewer) -> Team | None:
    """The agency's team of this name, made where it is new."""
    if not name:
        return None
    if found := find_team(agency, name):
        return found
    team, made = Team.objects.get_or_create(agency=agency, name=name)
    if made:
        record_act("team added", team, by=by)
    return team
