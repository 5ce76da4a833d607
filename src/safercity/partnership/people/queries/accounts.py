"""Accounts, invitations, and agencies' own sign-in."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.common.rules import NotVisible
from safercity.partnership.people.models import Invitation, Provider, User


def list_accounts(*, words: str = "", with_closed: bool = False) -> models.QuerySet[User]:
    """Accounts by name; with words, those whose name or address has them."""
    users = User.objects.order_by("name", "email")
    if not with_closed:
        users = users.filter(is_active=True)
    if words:
        users = users.filter(Q(name__icontains=words) | Q(email__icontains=words))
    return users


def get_account(key: UUID) -> User:
    """One account. Errors: NotVisible."""
    return _get(User.objects.all(), key)


def find_account(email: str) -> User | None:
    """The account of an address, however it is written."""
    return User.objects.filter(email__iexact=email.strip()).first()


def has_open_account(email: str) -> bool:
    """Whether someone signs in with this address today."""
    user = find_account(email)
    return user is not None and user.is_active


def list_invitations(*, agency: UUID | None = None) -> models.QuerySet[Invitation]:
    """Open invitations with their post, the newest first."""
    rows = Invitation.objects.filter(state=Invitation.State.OPEN).select_related("post__agency")
    return rows.filter(post__agency=agency) if agency else rows


def get_invitation(key: UUID) -> Invitation:
    """One open invitation. Errors: NotVisible."""
    return _get(list_invitations(), key)


def find_invitation(token: str) -> Invitation:
    """The open invitation of a link's token. Errors: NotVisible, for an old one too."""
    found = list_invitations().filter(digest=digest_token(token), expires_at__gt=timezone.now())
    invitation = found.first() if token else None
    if invitation is None or invitation.post.ended_on:
        raise NotVisible(
            _("This link is not valid: it was used, it is too old, or a newer was sent.")
        )
    return invitation


def digest_token(token: str) -> str:
    """What is kept of a token. It has 256 bits of chance, so a plain SHA-256 cannot be turned."""
    return hashlib.sha256(token.encode()).hexdigest()


def list_providers() -> models.QuerySet[Provider]:
    """Agencies' own sign-in, by agency's name; of agencies that are in the partnership."""
    rows = Provider.objects.select_related("agency").filter(is_on=True, agency__ended_on=None)
    return rows.order_by("agency__name")


def get_provider(agency: UUID) -> Provider | None:
    """The provider of an agency, in use or not; None where it has none."""
    return Provider.objects.filter(agency=agency).first()


def _get(rows: models.QuerySet, key: UUID):
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    return found
