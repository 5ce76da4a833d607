"""Making and changing agencies, posts and accounts."""

from safercity.partnership.people.actions.accounts import (
    NewInvitation,
    accept_by_provider,
    accept_invitation,
    add_person,
    invite,
    issue_token,
    resend_invitation,
    withdraw_invitation,
)
from safercity.partnership.people.actions.agencies import (
    NewAgency,
    NewPost,
    add_agency,
    add_post,
    change_agency,
    change_post,
    end_agency,
    end_post,
    make_post,
)
from safercity.partnership.people.actions.entering import (
    ask_for_reset,
    record_change,
    record_failed_sign_in,
    record_lock,
    record_sign_in,
)
from safercity.partnership.people.actions.holdings import (
    close_account,
    end_all_sessions,
    forget_account,
    leave_partnership,
    leave_post,
    take_post,
)
from safercity.partnership.people.actions.providers import (
    ProviderSettings,
    remove_second_factor,
    set_provider,
)

__all__ = [
    "NewAgency",
    "NewInvitation",
    "NewPost",
    "ProviderSettings",
    "accept_by_provider",
    "accept_invitation",
    "add_agency",
    "add_person",
    "add_post",
    "ask_for_reset",
    "change_agency",
    "change_post",
    "close_account",
    "end_agency",
    "end_all_sessions",
    "end_post",
    "forget_account",
    "invite",
    "issue_token",
    "leave_partnership",
    "leave_post",
    "make_post",
    "record_change",
    "record_failed_sign_in",
    "record_lock",
    "record_sign_in",
    "remove_second_factor",
    "resend_invitation",
    "set_provider",
    "take_post",
    "withdraw_invitation",
]
