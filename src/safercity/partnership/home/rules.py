"""Who may open My work and search."""

from safercity.partnership.common.rules import hold_a_post, rule
from safercity.partnership.common.viewers import Viewer

__all__ = ["choose_language", "open_my_work", "search", "see_brand"]

open_my_work = hold_a_post
search = hold_a_post


@rule
def choose_language(viewer: Viewer) -> None:
    """Anyone, before signing in too."""


@rule
def see_brand(viewer: Viewer) -> None:
    """Anyone: the sign-in page has the partnership's logo and colour too."""
