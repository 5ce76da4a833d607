"""Reading measures, returns and what they tell: for our own pages and for the rooms above."""

from safercity.partnership.performance.queries.measures import (
    SUBJECT,
    address_of,
    find_by_words,
    get_measure,
    list_measures,
)
from safercity.partnership.performance.queries.readings import (
    Known,
    Point,
    Reading,
    Target,
    Verdict,
    read_measures,
    read_one,
)
from safercity.partnership.performance.queries.returns import (
    Due,
    count_chases,
    find_approved,
    find_open,
    get_return,
    latest_period,
    list_due,
    list_figures,
    list_missing,
    list_to_decide,
    list_vintages,
    list_waiting,
)

__all__ = [
    "SUBJECT",
    "Due",
    "Known",
    "Point",
    "Reading",
    "Target",
    "Verdict",
    "address_of",
    "count_chases",
    "find_approved",
    "find_by_words",
    "find_open",
    "get_measure",
    "get_return",
    "latest_period",
    "list_due",
    "list_figures",
    "list_measures",
    "list_missing",
    "list_to_decide",
    "list_vintages",
    "list_waiting",
    "read_measures",
    "read_one",
]
