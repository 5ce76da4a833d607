"""Links that open something once. They are written when they are sent or printed, and not kept."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from safercity.partnership.people.actions import issue_token
from safercity.partnership.people.models import Invitation, User


def write_invitation_link(invitation: Invitation) -> str:
    """A new link for an invitation; whatever was sent before ends."""
    return _write_address(reverse("people:accept", kwargs={"token": issue_token(invitation)}))


def write_reset_link(user: User) -> str:
    """A link to set a new password, good until it is used or its time is over."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, _, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return _write_address(path)


def write_factor_link() -> str:
    """Where one signs in to set up a second factor. It opens nothing by itself."""
    return _write_address(f"{reverse('account_login')}?next={reverse('mfa_index')}")


def _write_address(path: str) -> str:
    return settings.SAFERCITY.home + path
