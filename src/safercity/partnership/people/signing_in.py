"""How accounts come about: by invitation, never by signing up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class Accounts(DefaultAccountAdapter):
    """Nobody signs up: an administrator invites."""

    def is_open_for_signup(self, request) -> bool:
        """Closed, always."""
        return False
