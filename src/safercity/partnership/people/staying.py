"""Who a session belongs to, at every request after the first."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from safercity.partnership.people.queries import User, fetch_user


class Accounts(AuthenticationBackend):
    """As allauth signs people in; their posts are read in the same statement as their account."""

    def get_user(self, user_id: Any) -> User | None:
        """The account, while it is open, with `viewer`."""
        user = fetch_user(user_id)
        return user if user and self.user_can_authenticate(user) else None
