"""Making commitments, saying how they go, verifying and closing them."""

from safercity.partnership.commitments.actions.making import (
    NewCommitment,
    follow_priority,
    keep_priority_title,
    make_commitment,
    set_priority_lead,
    update_commitment,
)
from safercity.partnership.commitments.actions.progress import (
    Progress,
    Step,
    add_update,
    change_state,
    close,
    report_progress,
    verify,
)

__all__ = [
    "NewCommitment",
    "Progress",
    "Step",
    "add_update",
    "change_state",
    "close",
    "follow_priority",
    "keep_priority_title",
    "make_commitment",
    "report_progress",
    "set_priority_lead",
    "update_commitment",
    "verify",
]
