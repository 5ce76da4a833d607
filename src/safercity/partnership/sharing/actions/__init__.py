"""Writes: agreements, approvals, requests, deletion on time."""

from safercity.partnership.sharing.actions.agreements import (
    NewAgreement,
    NewDataSet,
    approve_agreement,
    change_agreement,
    draft_agreement,
    move_agreement,
    set_data_set,
    set_party,
)
from safercity.partnership.sharing.actions.ending import end_agreement, leave_agreement
from safercity.partnership.sharing.actions.requests import NewRequest, ask_access, decide_access
from safercity.partnership.sharing.actions.retention import delete_on_time

__all__ = [
    "NewAgreement",
    "NewDataSet",
    "NewRequest",
    "approve_agreement",
    "ask_access",
    "change_agreement",
    "decide_access",
    "delete_on_time",
    "draft_agreement",
    "end_agreement",
    "leave_agreement",
    "move_agreement",
    "set_data_set",
    "set_party",
]
