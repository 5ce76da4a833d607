"""Reading the strategy: for its own pages and for the rooms above it."""

from safercity.partnership.strategy.queries.items import (
    OutcomeItem,
    find_item,
    list_items,
    list_outcomes,
    list_undertaken,
    name_priority,
    name_undertaken,
)
from safercity.partnership.strategy.queries.offers import (
    Offer,
    find_misfit,
    list_offers,
    list_own_offers,
)
from safercity.partnership.strategy.queries.priorities import find_titles
from safercity.partnership.strategy.queries.reviews import (
    ask_open_proposals,
    get_review,
    list_proposals,
    list_reviews,
    tell_proposal,
    tell_proposals,
)
from safercity.partnership.strategy.queries.standing import (
    WHOLE,
    find_once,
    mark_going,
    mark_standing,
)
from safercity.partnership.strategy.queries.versions import (
    compare_versions,
    find_duty_days,
    find_former,
    get_current,
    get_route,
    get_version,
    list_deciders,
    list_steps,
    list_versions,
    name_holder,
    plan_publishing,
    read_content,
)

__all__ = [
    "WHOLE",
    "Offer",
    "OutcomeItem",
    "ask_open_proposals",
    "compare_versions",
    "find_duty_days",
    "find_former",
    "find_item",
    "find_misfit",
    "find_once",
    "find_titles",
    "get_current",
    "get_review",
    "get_route",
    "get_version",
    "list_deciders",
    "list_items",
    "list_offers",
    "list_outcomes",
    "list_own_offers",
    "list_proposals",
    "list_reviews",
    "list_steps",
    "list_undertaken",
    "list_versions",
    "mark_going",
    "mark_standing",
    "name_holder",
    "name_priority",
    "name_undertaken",
    "plan_publishing",
    "read_content",
    "tell_proposal",
    "tell_proposals",
]
