"""Rules come in pairs made from one function: calling it raises, `.allowed(...)` answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from safercity.evidence.errors import SaferCityError
from safercity.partnership.common.viewers import Role, Viewer


class Refused(SaferCityError):
    """What was asked for is not done; the page says why."""

    exit_code = 90
    advice: Any = ""  # of a kind of refusal: words that wait for the reader's language


class NotAllowed(Refused):
    """This person may not. The page names who may."""


class NotVisible(Refused):
    """This person may not know that it exists: the answer is "not found"."""


class NotYet(Refused):
    """The person may, but something has to happen first."""


class Rule:
    """Who may, and when. A page asks the same rule as the action, so a button never lies."""

    def __init__(self, check: Callable[..., None]):
        self.check = check
        update_wrapper(self, check)

    def __call__(self, viewer: Viewer, /, *args: Any, **kwargs: Any) -> None:
        self.check(viewer, *args, **kwargs)

    def allowed(self, viewer: Viewer, /, *args: Any, **kwargs: Any) -> bool:
        """Whether the rule lets it through."""
        try:
            self.check(viewer, *args, **kwargs)
        except Refused:
            return False
        return True


def rule(check: Callable[..., None]) -> Rule:
    """Make a pair of a function that raises Refused."""
    return Rule(check)


def require_role(viewer: Viewer, *roles: Role, to: str) -> None:
    """Refuse who holds none of the roles. `to` says what for: "change the strategy"."""
    if not viewer.has_role(*roles):
        from safercity.partnership.common.viewers import ROLE_TITLES

        named = ", ".join(str(ROLE_TITLES[role]).lower() for role in roles)
        raise NotAllowed(
            _("Your posts do not let you {to}.").format(to=to),
            advice=_("Ask: {named}.").format(named=named),
        )


@rule
def be_signed_in(viewer: Viewer) -> None:
    """Anyone with an account that is in use, with or without a post."""
    if viewer.id is None:
        raise NotAllowed(_("Sign in first."))


@rule
def hold_a_post(viewer: Viewer) -> None:
    """Anyone who holds a post today: what most pages of the partnership ask."""
    if not viewer.posts:
        raise NotAllowed(
            _("You hold no post in this partnership today."),
            advice=_("Ask an administrator which post you should hold."),
        )


@rule
def see_beyond_own(viewer: Viewer) -> None:
    """Members. Guests (small charities) see what is their own agency's, and nothing else."""
    hold_a_post(viewer)
    if viewer.is_guest:
        raise NotAllowed(
            _("Guests see what concerns their own agency."),
            advice=_("Ask the community safety manager for what you need to see."),
        )


@rule
def see_of_agency(viewer: Viewer, agency: UUID) -> None:
    """Members see what any agency does; a guest's answer to another agency's is "not found"."""
    hold_a_post(viewer)
    if viewer.is_guest and agency not in viewer.agencies:
        raise NotVisible(_("There is nothing at this address that you may see."))
