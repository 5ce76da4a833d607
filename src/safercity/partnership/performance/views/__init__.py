"""Query, presenter, template; form, action, redirect."""

from safercity.partnership.performance.views.measures import (
    adopt,
    change,
    choose_source,
    make,
    show_measure,
)
from safercity.partnership.performance.views.outcomes import show_outcomes
from safercity.partnership.performance.views.query import show_query
from safercity.partnership.performance.views.returns import (
    bring_in,
    move,
    send,
    show_return,
    show_returns,
)

__all__ = [
    "adopt",
    "bring_in",
    "change",
    "choose_source",
    "make",
    "move",
    "send",
    "show_measure",
    "show_outcomes",
    "show_query",
    "show_return",
    "show_returns",
]
