"""Who may change agencies, posts and accounts."""

from __future__ import annotations

from safercity.partnership.common.rules import hold_a_post, require_role, rule
from safercity.partnership.common.viewers import Role, Viewer

__all__ = ["change_people", "see_people"]

see_people = hold_a_post


@rule
def change_people(viewer: Viewer) -> None:
    """Administrators keep agencies, posts and accounts."""
    require_role(viewer, Role.ADMINISTRATOR, to="change agencies, posts and accounts")
