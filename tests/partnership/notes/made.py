"""Comments and files for tests, on any object."""

from __future__ import annotations

from safercity.partnership.common.subjects import Subject, find_subject
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.notes import actions
from tests.partnership.access import governance, oversight
from tests.partnership.commitments.made import make
from tests.partnership.performance.made import make_measure

KIND = "commitments.commitment"


def make_decision(people):
    from safercity.partnership.governance.queries import get_decision

    return get_decision(governance.decision(people)["key"])


def make_priority(people):
    return oversight.make_linked(people)[2]


def make_review(people):
    from safercity.partnership.oversight.actions import add_review

    return add_review("Night economy", by=SYSTEM)


COMMENTED = {  # what shows comments on its page, and how one is made
    KIND: make,
    "governance.decision": make_decision,
    "oversight.priority": make_priority,
    "oversight.review": make_review,
    "performance.measure": make_measure,
}

ROOMS = {"governance.subject": "oversight.priority"}  # whose page a row of another room has


def subject_of(people, row, who: str = "officer") -> Subject:
    label = row._meta.label_lower
    return find_subject(people.viewer(who), ROOMS.get(label, label), key=row.pk)


def comment(people, row, text: str, *, who: str = "officer"):
    """One comment."""
    return actions.add_note(subject_of(people, row, who), text, by=people.viewer(who))
