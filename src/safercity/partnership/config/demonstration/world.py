"""What the demonstration's parts hand to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.queries import Agency, Post, User, get_viewer


@dataclass
class World:
    """Who there is, by the slugs and account names of content/demonstration/people.yaml.

    `made` is for what a later part needs of an earlier one: {"strategy": version, …}.
    """

    agencies: dict[str, Agency] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)

    def viewer(self, account: str) -> Viewer:
        """Who acts, as the site would see them."""
        return get_viewer(self.users[account])
