"""Writing bodies, seats, terms, lines, responsibilities, link officers and decisions."""

from safercity.partnership.governance.actions.bodies import (
    NewBody,
    add_body,
    change_body,
    name_body,
    set_terms,
)
from safercity.partnership.governance.actions.deciding import (
    RECORDED,
    NewDecision,
    follow_decision,
    hold_decision,
    name_decision,
    record_decision,
)
from safercity.partnership.governance.actions.handing import hand_over
from safercity.partnership.governance.actions.hanging import (
    NewLine,
    NewLink,
    NewResponsibility,
    NewSeat,
    add_line,
    add_link,
    add_responsibility,
    add_seat,
    add_subject,
    drop_asked_subject,
    end_subject,
    raise_subject,
    share_jointly,
    share_subject,
)
from safercity.partnership.governance.actions.lasting import end_row

__all__ = [
    "RECORDED",
    "NewBody",
    "NewDecision",
    "NewLine",
    "NewLink",
    "NewResponsibility",
    "NewSeat",
    "add_body",
    "add_line",
    "add_link",
    "add_responsibility",
    "add_seat",
    "add_subject",
    "change_body",
    "drop_asked_subject",
    "end_row",
    "end_subject",
    "follow_decision",
    "hand_over",
    "hold_decision",
    "name_body",
    "name_decision",
    "raise_subject",
    "record_decision",
    "set_terms",
    "share_jointly",
    "share_subject",
]
