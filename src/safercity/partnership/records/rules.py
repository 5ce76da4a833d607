"""Who may look at a source's records, send an extract of it, and say what its words mean."""

from __future__ import annotations

from safercity.partnership.common.rules import (
    NotAllowed,
    NotVisible,
    NotYet,
    hold_a_post,
    require_role,
    rule,
)
from safercity.partnership.common.viewers import Role, Viewer
from safercity.partnership.sharing.queries import VisibleSource, find_covering

__all__ = ["load_source", "see_records", "see_source"]

SENDERS = (Role.ANALYST, Role.MANAGER, Role.OFFICER)

see_records = hold_a_post


@rule
def see_source(viewer: Viewer, source: VisibleSource | None) -> None:
    """Whoever the door lets through; to others the source is not there."""
    hold_a_post(viewer)
    if source is None:
        raise NotVisible("There is no source of this name that you may see.")


@rule
def load_source(viewer: Viewer, source: VisibleSource, *, made_up: bool) -> None:
    """The agency whose records they are, or an analyst or manager who sees them; a restricted
    source only under an agreement in force. Made-up records need none to load.
    """
    require_role(viewer, *SENDERS, to="send an extract")
    if not source.is_own and not viewer.has_role(Role.ANALYST, Role.MANAGER):
        raise NotAllowed(
            "These are another agency's records.",
            advice="That agency sends them, or the partnership's analyst does.",
        )
    if source.shape.sensitivity == "restricted" and not made_up:
        if find_covering(source.shape.id) is None:
            raise NotYet(
                f"No agreement in force covers {source.shape.id}.",
                advice="Register one first: Sharing agreements.",
            )
