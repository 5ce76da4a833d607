"""Who asks, as a plain value: every rule and every action takes one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """What a post is for. Stored by its slug; rules name it, nothing else does."""

    ANALYST = "analyst"
    MANAGER = "manager"
    OFFICER = "officer"
    CHAIR = "chair"
    BOARD_MEMBER = "board_member"
    LINK_OFFICER = "link_officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_TITLES = {
    Role.ANALYST: _("Partnership analyst"),
    Role.MANAGER: _("Community safety manager"),
    Role.OFFICER: _("Partner officer"),
    Role.CHAIR: _("Chair"),
    Role.BOARD_MEMBER: _("Board member"),
    Role.LINK_OFFICER: _("Link officer"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.AUDITOR: _("Auditor"),
}


# Who carries the partnership's work. Administrators and auditors keep the system, not the work.
WORKING_ROLES = (
    Role.OFFICER,
    Role.MANAGER,
    Role.ANALYST,
    Role.CHAIR,
    Role.BOARD_MEMBER,
    Role.LINK_OFFICER,
)


@dataclass(frozen=True)
class HeldPost:
    """A post that the viewer holds today."""

    id: UUID
    title: str
    role: Role
    agency: UUID
    agency_name: str
    layers: tuple[str, ...] = ()
    is_guest: bool = False


@dataclass(frozen=True)
class Viewer:
    """A person who is signed in, with the posts held today; or the system itself (`id` None).

    `layers` of a post: the evidence's agencies (content/agencies.yaml) its agency answers for.
    """

    id: UUID | None
    name: str
    posts: tuple[HeldPost, ...] = ()

    @property
    def account(self) -> UUID:
        """Whose name something is written under. Errors: LookupError for whoever has none."""
        if self.id is None:
            raise LookupError("Neither the system nor a stranger has an account.")
        return self.id

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(post.role for post in self.posts)

    @property
    def agencies(self) -> frozenset[UUID]:
        return frozenset(post.agency for post in self.posts)

    @property
    def layers(self) -> frozenset[str]:
        return frozenset(layer for post in self.posts for layer in post.layers)

    @property
    def post_ids(self) -> frozenset[UUID]:
        return frozenset(post.id for post in self.posts)

    @property
    def is_guest(self) -> bool:
        """Whether every post is in a guest agency: such a person sees their own things only."""
        return bool(self.posts) and all(post.is_guest for post in self.posts)

    def has_role(self, *roles: Role) -> bool:
        """Whether one of the posts is for any of these roles."""
        return bool(self.roles.intersection(roles))


SYSTEM = Viewer(None, "safercity")
NO_ONE = Viewer(None, "")
"""A stranger: without account, posts or rights."""
