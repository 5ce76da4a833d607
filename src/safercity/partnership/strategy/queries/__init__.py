"""Reading the strategy: for its own pages and for the rooms above it."""

from safercity.partnership.strategy.queries.items import (
    OutcomeItem,
    find_item,
    list_items,
    list_outcomes,
    name_items,
)
from safercity.partnership.strategy.queries.reviews import (
    ask_open_proposals,
    get_review,
    list_proposals,
    list_reviews,
)
from safercity.partnership.strategy.queries.versions import (
    compare_versions,
    get_current,
    get_route,
    get_version,
    list_steps,
    list_versions,
    read_content,
)

__all__ = [
    "OutcomeItem",
    "ask_open_proposals",
    "compare_versions",
    "find_item",
    "get_current",
    "get_review",
    "get_route",
    "get_version",
    "list_items",
    "list_outcomes",
    "list_proposals",
    "list_reviews",
    "list_steps",
    "list_versions",
    "name_items",
    "read_content",
]
