"""What pages of agreements show, and send as files."""

from safercity.partnership.sharing.presenters.agreement import (
    present_agreement,
    present_request,
    row_of,
    tell_answer,
    tell_approval,
)
from safercity.partnership.sharing.presenters.downloads import collect_lists
from safercity.partnership.sharing.presenters.ending import present_ending

__all__ = [
    "collect_lists",
    "present_agreement",
    "present_ending",
    "present_request",
    "row_of",
    "tell_answer",
    "tell_approval",
]
