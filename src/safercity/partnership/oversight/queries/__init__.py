"""What is assured, adopted, reviewed, due and proven."""

from safercity.partnership.oversight.queries.adoptions import (
    get_adoption,
    list_adoptions,
    list_fitting,
    list_steps,
)
from safercity.partnership.oversight.queries.assurance import (
    PRIORITY,
    MissingAssurance,
    Standing,
    get_assurance,
    list_assurance,
    list_chases,
    list_missing_assurance,
    list_standing,
    read_quarter,
)
from safercity.partnership.oversight.queries.calendar import (
    DutyDue,
    find_due,
    find_jurisdiction,
    get_jurisdiction,
    list_duties,
    list_year,
)
from safercity.partnership.oversight.queries.reviews import get_review, list_ending, list_reviews

__all__ = [
    "PRIORITY",
    "DutyDue",
    "MissingAssurance",
    "Standing",
    "find_due",
    "find_jurisdiction",
    "get_adoption",
    "get_assurance",
    "get_jurisdiction",
    "get_review",
    "list_adoptions",
    "list_assurance",
    "list_chases",
    "list_duties",
    "list_ending",
    "list_fitting",
    "list_missing_assurance",
    "list_reviews",
    "list_standing",
    "list_steps",
    "list_year",
    "read_quarter",
]
