"""Writing bodies, seats, terms, lines, responsibilities, link officers and decisions."""

from safercity.partnership.governance.actions.bodies import (
    NewBody,
    add_body,
    change_body,
    set_terms,
)
from safercity.partnership.governance.actions.deciding import (
    NewDecision,
    follow_decision,
    name_decision,
    record_decision,
)
from safercity.partnership.governance.actions.hanging import (
    NewLine,
    NewLink,
    NewResponsibility,
    NewSeat,
    add_line,
    add_link,
    add_seat,
    add_subject,
    end_row,
    share_subject,
)
from safercity.partnership.governance.actions.importing import Imported, import_bodies

__all__ = [
    "Imported",
    "NewBody",
    "NewDecision",
    "NewLine",
    "NewLink",
    "NewResponsibility",
    "NewSeat",
    "add_body",
    "add_line",
    "add_link",
    "add_seat",
    "add_subject",
    "change_body",
    "end_row",
    "follow_decision",
    "import_bodies",
    "name_decision",
    "record_decision",
    "set_terms",
    "share_subject",
]
