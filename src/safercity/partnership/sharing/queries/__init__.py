"""Reads: the door to editions and records, and the register of agreements."""

from safercity.partnership.sharing.queries.agreements import (
    get_agreement,
    get_request,
    list_agreements,
    list_agreements_for,
    list_approvals,
    list_deletions,
    list_due_reviews,
    list_endings,
    list_givers,
    list_open_requests,
    list_requests,
    list_texts,
    list_unapproved_for,
    list_undecided,
)
from safercity.partnership.sharing.queries.content import read_list
from safercity.partnership.sharing.queries.door import WAYS_KEPT, VisibleEdition, visible
from safercity.partnership.sharing.queries.falling import list_falling
from safercity.partnership.sharing.queries.marking import LOWEST, Marked, add_up_marks
from safercity.partnership.sharing.queries.records import (
    VisibleSource,
    mark_records,
    visible_sources,
)
from safercity.partnership.sharing.queries.resting import Basis, shows_sentence, tell_basis
from safercity.partnership.sharing.queries.small_counts import (
    hide_small,
    is_small,
    read_small,
    write_small,
)
from safercity.partnership.sharing.queries.speaking import list_spoken_for
from safercity.partnership.sharing.queries.terms import (
    find_covering,
    find_terms,
    list_covering,
    list_in_force,
)

__all__ = [
    "LOWEST",
    "WAYS_KEPT",
    "Basis",
    "Marked",
    "VisibleEdition",
    "VisibleSource",
    "add_up_marks",
    "find_covering",
    "find_terms",
    "get_agreement",
    "get_request",
    "hide_small",
    "is_small",
    "list_agreements",
    "list_agreements_for",
    "list_approvals",
    "list_covering",
    "list_deletions",
    "list_due_reviews",
    "list_endings",
    "list_falling",
    "list_givers",
    "list_in_force",
    "list_open_requests",
    "list_requests",
    "list_spoken_for",
    "list_texts",
    "list_unapproved_for",
    "list_undecided",
    "mark_records",
    "read_list",
    "read_small",
    "shows_sentence",
    "tell_basis",
    "visible",
    "visible_sources",
    "write_small",
]
