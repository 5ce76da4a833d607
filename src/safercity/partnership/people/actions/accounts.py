"""Accounts: made by invitation; what happens at the door is written down."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotVisible, NotYet, Refused
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.people import rules
from safercity.partnership.people.actions.holdings import take_post
from safercity.partnership.people.letters import are_sent
from safercity.partnership.people.models import Invitation, Post, User
from safercity.partnership.people.queries import (
    digest_token,
    find_account,
    find_invitation,
    has_open_account,
)

LINK_DAYS = 7


@dataclass(frozen=True)
class NewInvitation:
    """Who is invited to which post. `name` is a proposal: the person writes their own."""

    post: Post
    email: str
    name: str = ""
    key: UUID | None = None


@transaction.atomic
def add_person(email: str, name: str, *, hashed: str | None = None, by: Viewer) -> User:
    """Make an account; without a password it is entered by invitation or single sign-on.

    `hashed`: the password as Django's make_password gives it.

    Errors: NotAllowed; Refused for what is no address.
    """
    rules.keep_people(by)
    return _make_account(email, name, hashed=hashed or make_password(None), by=by)


def _read_address(text: str) -> str:
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(
            _("{address!r} is no e-mail address.").format(address=address),
            advice=_("Write it as name@example.org."),
        ) from error
    return address


def _make_account(email: str, name: str, *, hashed: str, by: Viewer) -> User:
    user = User(email=_read_address(email), name=name.strip(), password=hashed)
    user.save()
    record_act("account made", user, by=by)
    return user


@transaction.atomic
def invite(new: NewInvitation, *, by: Viewer) -> Invitation:
    """Invite an address to a post; the letter goes out by the outbox.

    Asked twice for one post and address, it is one invitation. Errors: NotAllowed; Refused for
    what is no address; NotYet where it has an account in use. A closed one is opened again when
    it is accepted.
    """
    rules.keep_people(by)
    rules.use_post(by, new.post)
    email = _read_address(new.email)
    if has_open_account(email):
        raise NotYet(
            _("{email} has an account already.").format(email=email),
            advice=_("Put that person in the post on the post's own page."),
        )
    invitation, made = Invitation.objects.get_or_create(
        post=new.post,
        email=email,
        state=Invitation.State.OPEN,
        defaults={"id": new.key or new_id(), "name": new.name},
    )
    if made:
        record_act("invited", new.post, by=by, details={"invitation": invitation.pk})
        _send(invitation, by=by)
    return invitation


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: Viewer) -> None:
    """Send a new link; the old one ends with it. Errors: NotAllowed, NotYet."""
    rules.keep_people(by)
    rules.use_post(by, invitation.post)
    record_act("invited again", invitation.post, by=by, details={"invitation": invitation.pk})
    _send(invitation, by=by)


def _send(invitation: Invitation, *, by: Viewer) -> None:
    # The command line, and without a mail server the page, shows the link itself: a letter's
    # would end it.
    if by is not SYSTEM and are_sent():
        enqueue("people.send_invitation", {"invitation": str(invitation.pk)}, by=by)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Viewer) -> None:
    """Take an invitation back: its link ends now. Errors: NotAllowed."""
    rules.keep_people(by)
    Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.OPEN).update(
        state=Invitation.State.WITHDRAWN, digest=""
    )
    record_act("invitation withdrawn", invitation.post, by=by)


def issue_token(invitation: Invitation) -> str:
    """A new token for the link, good for a week; whatever was issued before ends.

    Only its digest is kept, so the letter is written in the moment in which it is sent.
    """
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.OPEN).update(
        digest=digest_token(token), expires_at=timezone.now() + timedelta(days=LINK_DAYS)
    )
    return token


@transaction.atomic
def accept_invitation(token: str, *, name: str, password: str) -> User:
    """Make the account of who has the link, in the post; the link ends. Errors: NotVisible."""
    return _accept(find_invitation(token), name=name, password=password)


@transaction.atomic
def accept_by_provider(invitation: Invitation, *, name: str) -> User:
    """The same for who was named by the agency's own sign-in: no password is kept."""
    return _accept(invitation, name=name, password=None)


def _open_again(user: User, *, name: str, password: str | None) -> None:
    user.is_active, user.leaves_on, user.name = True, None, name.strip()
    if password is not None:
        user.set_password(password)
    user.save(update_fields=["is_active", "leaves_on", "name", "password"])
    record_act("account opened again", user, by=SYSTEM)


def _accept(invitation: Invitation, *, name: str, password: str | None) -> User:
    """Every open invitation of the address is taken with it. Only one of two at once succeeds."""
    if has_open_account(invitation.email):
        raise NotVisible(_("There is an account of this address by now."))
    mine = Invitation.objects.filter(email__iexact=invitation.email, state=Invitation.State.OPEN)
    posts = [row.post for row in mine.select_related("post__agency") if not row.post.ended_on]
    if not mine.update(state=Invitation.State.ACCEPTED, digest=""):
        raise NotVisible(_("This link was used already."))
    user = find_account(invitation.email)
    if user is None:
        hashed = make_password(password)  # of None: what no password is
        user = _make_account(invitation.email, name, hashed=hashed, by=SYSTEM)
    else:
        _open_again(user, name=name, password=password)
    for post in posts:
        take_post(user, post, by=SYSTEM)
    record_act("invitation accepted", user, by=Viewer(user.pk, user.name))
    return user
