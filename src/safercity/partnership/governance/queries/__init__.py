"""Bodies and how they hang together on a day."""

from safercity.partnership.governance.marks import (
    Mark,
    MarkKind,
    find_marks,
)
from safercity.partnership.governance.models import (
    Body,
    Decision,
    Link,
    Share,
    Subject,
    SubjectKind,
)
from safercity.partnership.governance.queries.day import (
    get_structure,
)
from safercity.partnership.governance.queries.rows import (
    find_board,
    find_body,
    find_decisions,
    find_subject,
    get_body,
    get_decision,
    get_subject,
    list_accountable,
    list_bodies,
    list_decisions,
    list_every_subject,
    list_hanging_lines,
    list_hanging_links,
    list_joint,
    list_linked_subjects,
    list_links,
    list_responsibilities,
    list_seats,
    list_subjects,
    list_terms,
)
from safercity.partnership.governance.structure import (
    Structure,
    SubjectSeen,
)

__all__ = [
    "Body",
    "Decision",
    "Link",
    "Mark",
    "MarkKind",
    "Share",
    "Structure",
    "Subject",
    "SubjectKind",
    "SubjectSeen",
    "find_board",
    "find_body",
    "find_decisions",
    "find_marks",
    "find_subject",
    "get_body",
    "get_decision",
    "get_structure",
    "get_subject",
    "list_accountable",
    "list_bodies",
    "list_decisions",
    "list_every_subject",
    "list_hanging_lines",
    "list_hanging_links",
    "list_joint",
    "list_linked_subjects",
    "list_links",
    "list_responsibilities",
    "list_seats",
    "list_subjects",
    "list_terms",
]
