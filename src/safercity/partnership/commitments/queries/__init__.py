"""Reading commitments: only what the viewer may see, in lists, counts and one by one."""

from safercity.partnership.commitments.models import (
    Commitment,
    Confidence,
    Kind,
    PriorityLead,
    State,
)
from safercity.partnership.commitments.queries.files import ACTION_COLUMNS, list_action_rows
from safercity.partnership.commitments.queries.lists import (
    Counts,
    Wanted,
    address_of,
    count_list,
    fetch_rows,
    find_commitments,
    get_commitment,
    get_with_around,
    list_at,
    list_commitments,
    list_for,
    list_for_file,
    list_funding,
    list_ids,
    list_leads,
    list_under,
    list_updates,
    sees_all_under,
)
from safercity.partnership.commitments.queries.places import (
    hides_place,
    mark_places,
    name_place,
    tell_place,
    title_places,
)
from safercity.partnership.commitments.queries.tally import Tally, read_tally
from safercity.partnership.commitments.queries.work import (
    Work,
    ask_brought,
    ask_due,
    ask_settled,
    list_to_settle,
    list_work,
)

__all__ = [
    "ACTION_COLUMNS",
    "Commitment",
    "Confidence",
    "Counts",
    "Kind",
    "PriorityLead",
    "State",
    "Tally",
    "Wanted",
    "Work",
    "address_of",
    "ask_brought",
    "ask_due",
    "ask_settled",
    "count_list",
    "fetch_rows",
    "find_commitments",
    "get_commitment",
    "get_with_around",
    "hides_place",
    "list_action_rows",
    "list_at",
    "list_commitments",
    "list_for",
    "list_for_file",
    "list_funding",
    "list_ids",
    "list_leads",
    "list_to_settle",
    "list_under",
    "list_updates",
    "list_work",
    "mark_places",
    "name_place",
    "read_tally",
    "sees_all_under",
    "tell_place",
    "title_places",
]


MOST = 40  # of one's own on My work, which says how many of them are due within a week
