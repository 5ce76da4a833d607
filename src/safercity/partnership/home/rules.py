"""Who may open My work and search."""

from safercity.partnership.common.rules import hold_a_post

__all__ = ["open_my_work", "search"]

open_my_work = hold_a_post
search = hold_a_post
