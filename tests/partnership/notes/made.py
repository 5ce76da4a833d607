"""Comments and files for tests, on any object."""

from __future__ import annotations

from types import SimpleNamespace

from safercity.partnership.common.subjects import LISTED, Subject, find_subject
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.notes import actions
from tests.partnership.access import governance, oversight, sharing
from tests.partnership.commitments.made import make
from tests.partnership.performance.made import make_measure

KIND = "commitments.commitment"
PLACE = "places.place"


def make_decision(people):
    from safercity.partnership.governance.queries import get_decision

    return get_decision(governance.decision(people)["key"])


def make_priority(people):
    return oversight.make_linked(people)[2]


def make_review(people):
    from safercity.partnership.oversight.actions import add_review

    return add_review("Night economy", by=SYSTEM)


def make_body(people):
    return governance.make_body(people)


def make_adoption(people):
    from safercity.partnership.oversight.queries import get_adoption

    return get_adoption(oversight.adoption(people)["key"])


def make_agreement(people):
    from safercity.partnership.sharing.queries import get_agreement

    return get_agreement(sharing.draft(people)["key"])


def find_place(people):
    """The first place of the edition that the settings name: it is in no table."""
    found = LISTED[PLACE](people.viewer("officer"))[0]
    return SimpleNamespace(pk=found.key, _meta=SimpleNamespace(label_lower=PLACE))


COMMENTED = {  # what shows comments on its page, and how one is made
    KIND: make,
    "governance.body": make_body,
    "governance.decision": make_decision,
    "oversight.adoption": make_adoption,
    "oversight.priority": make_priority,
    "oversight.review": make_review,
    "performance.measure": make_measure,
    PLACE: find_place,
    "sharing.agreement": make_agreement,
}

ROOMS = {"governance.subject": "oversight.priority"}  # whose page a row of another room has


def subject_of(people, row, who: str = "officer") -> Subject:
    label = row._meta.label_lower
    return find_subject(people.viewer(who), ROOMS.get(label, label), key=row.pk)


def comment(people, row, text: str, *, who: str = "officer"):
    """One comment."""
    return actions.add_note(subject_of(people, row, who), text, by=people.viewer(who))
