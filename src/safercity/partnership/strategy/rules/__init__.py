"""Who may change, move and review the strategy, and when."""

from safercity.partnership.strategy.rules.route import Duty, Route, RouteStep, read_route
from safercity.partnership.strategy.rules.who import (
    PUBLIC,
    answer_proposal,
    begin_review,
    bring_in_named,
    change_draft,
    date_step,
    do_without,
    import_strategy,
    keep_plan,
    move_version,
    name_who_decides,
    propose_change,
    see_drafts,
    see_strategy,
    see_version,
)

__all__ = [
    "PUBLIC",
    "Duty",
    "Route",
    "RouteStep",
    "answer_proposal",
    "begin_review",
    "bring_in_named",
    "change_draft",
    "date_step",
    "do_without",
    "import_strategy",
    "keep_plan",
    "move_version",
    "name_who_decides",
    "propose_change",
    "read_route",
    "see_drafts",
    "see_strategy",
    "see_version",
]
