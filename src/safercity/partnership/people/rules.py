"""Who may see and change agencies, posts and accounts."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safercity.partnership.common.rules import (
    NotYet,
    Rule,
    hold_a_post,
    require_role,
    rule,
    see_beyond_own,
    see_of_agency,
)
from safercity.partnership.common.viewers import SYSTEM, Role, Viewer
from safercity.partnership.people.models import Agency, Post, Team, User

__all__ = [
    "be_anyone",
    "change_people",
    "forget_account",
    "give_role",
    "keep_people",
    "make_guest",
    "open_history",
    "see_beyond_own",
    "see_of_agency",
    "see_people",
    "take_team_name",
    "use_agency",
    "use_post",
]

see_people = hold_a_post


@rule
def change_people(viewer: Viewer) -> None:
    """Administrators keep agencies, posts and accounts."""
    require_role(viewer, Role.ADMINISTRATOR, to=_("change agencies, posts and accounts"))


@rule
def keep_people(viewer: Viewer) -> None:
    """The same in an action, which the command line on the machine itself may do too."""
    if viewer is not SYSTEM:
        change_people(viewer)


@rule
def open_history(viewer: Viewer) -> None:
    """What was done to agencies, posts and accounts, and by whom: their keepers and the auditor."""
    require_role(viewer, Role.ADMINISTRATOR, Role.AUDITOR, to=_("read what was done"))


@rule
def use_agency(viewer: Viewer, agency: Agency) -> None:
    """An agency that is still in the partnership."""
    if agency.ended_on:
        raise NotYet(
            _("{agency} left the partnership on {day}.").format(
                agency=agency, day=date_format(agency.ended_on, "j F Y")
            ),
            advice=_("Choose an agency that is in it."),
        )


@rule
def use_post(viewer: Viewer, post: Post) -> None:
    """A post that is in use, of an agency that is in the partnership."""
    use_agency(viewer, post.agency)
    if post.ended_on:
        raise NotYet(
            _("{post} ended on {day}.").format(post=post, day=date_format(post.ended_on, "j F Y")),
            advice=_("Choose a post that is in use."),
        )


@rule
def give_role(viewer: Viewer, agency: Agency, *, role: str) -> None:
    """Guests' posts are officers': who keeps the partnership's work or system is a member."""
    if agency.is_guest and role != Role.OFFICER:
        raise NotYet(
            _("{agency} is a guest: its posts are for officers.").format(agency=agency),
            advice=_("Choose the role of a partner officer, or make the agency a member."),
        )


@rule
def make_guest(viewer: Viewer, agency: Agency) -> None:
    """An agency whose posts are all officers'."""
    others = Post.objects.filter(agency=agency, ended_on=None).exclude(role=Role.OFFICER)
    if post := others.first():
        raise NotYet(
            _("{agency} has a post that no guest has: {post}.").format(agency=agency, post=post),
            advice=_("Give its posts the role of a partner officer, or end them, first."),
        )


@rule
def forget_account(viewer: Viewer, user: User) -> None:
    """An administrator, once the person has left; a forgotten name does not come back."""
    change_people(viewer)
    if user.is_active:
        raise NotYet(
            _("{user} still has an account in use.").format(user=user),
            advice=_("Let the person leave first."),
        )


@rule
def take_team_name(viewer: Viewer, team: Team, *, name: str) -> None:
    """A name that no other team of the agency has, however it is capitalised."""
    found = Team.objects.filter(agency=team.agency_id, name__iexact=name).exclude(pk=team.pk)
    if found.exists():
        raise NotYet(
            _("The agency has a team of this name already."),
            advice=_("Give it another name, or move its posts into that team."),
        )


def _anyone(viewer: Viewer) -> None:
    """Whoever has the link: a page for people without an account."""


be_anyone = Rule(_anyone)
