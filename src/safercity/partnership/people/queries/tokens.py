"""Tokens: which there are, and who asks by one."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import HeldPost, Role, Viewer
from safercity.partnership.people.models import Token
from safercity.partnership.people.queries.accounts import digest_token


def list_tokens(*, agency: UUID | None = None) -> models.QuerySet[Token]:
    """Tokens with their agency, the newest first; withdrawn and ended ones too."""
    rows = Token.objects.select_related("agency")
    return rows.filter(agency=agency) if agency else rows


def get_token(key: UUID) -> Token:
    """One token. Errors: NotVisible."""
    found = list_tokens().filter(pk=key).first()
    if found is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    return found


def find_token(secret: str) -> Token | None:
    """The token of this secret, while it and its agency are in use."""
    rows = list_tokens().filter(digest=digest_token(secret), withdrawn_at=None)
    return rows.filter(expires_on__gte=timezone.localdate(), agency__ended_on=None).first()


def get_token_viewer(token: Token) -> Viewer:
    """Who asks by a token: an officer of its agency, under the token's own name."""
    agency = token.agency
    post = HeldPost(
        token.pk,
        token.name,
        Role.OFFICER,
        agency.pk,
        agency.name,
        tuple(agency.layers),
        agency.is_guest,
    )
    return Viewer(token.pk, token.name, (post,))
