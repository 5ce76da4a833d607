"""Letters about accounts, closing accounts on the day, and forgetting sessions that are over."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.common.jobs import Work, job
from safercity.partnership.people.actions import close_account, delete_expired_sessions
from safercity.partnership.people.actions.accounts import LINK_DAYS
from safercity.partnership.people.letters import send_letter
from safercity.partnership.people.links import write_invitation_link, write_reset_link
from safercity.partnership.people.models import Invitation, User


@job("people.send_invitation")
def send_invitation(*, invitation: str, tell: Work) -> None:
    """Write to who is invited. Run twice, the second letter's link is the one that holds."""
    row = Invitation.objects.filter(pk=invitation, state=Invitation.State.OPEN).first()
    if row is not None:
        link = write_invitation_link(row)
        send_letter(row.email, "invitation", post=row.post, link=link, days=LINK_DAYS)


@job("people.send_reset")
def send_reset(*, user: str, tell: Work) -> None:
    """Write to who asked for a new password; the link is made now and kept nowhere."""
    row = User.objects.filter(pk=user, is_active=True).first()
    if row is not None:
        send_letter(row.email, "reset", link=write_reset_link(row))


@job("people.tell")
def tell_change(*, user: str, what: str, tell: Work) -> None:
    """Write to someone that their password or second factor was changed."""
    row = User.objects.filter(pk=user, is_active=True).first()
    if row is not None:
        send_letter(row.email, "changed", what=_(what))


@job("people.close_accounts", every_minutes=15)
def close_accounts(*, tell: Work) -> None:
    """Close the accounts of who leaves today or left."""
    due = User.objects.filter(is_active=True, leaves_on__lte=timezone.localdate())
    for user in due:
        close_account(user)


@job("people.forget_sessions", every_minutes=1440)
def forget_sessions(*, tell: Work) -> None:
    """Delete sessions that are over, and from where (internet address, browser) they were begun."""
    tell(f"{delete_expired_sessions(timezone.now())} sign-ins forgotten")
