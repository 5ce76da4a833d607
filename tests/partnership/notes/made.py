"""Comments and files for tests."""

from __future__ import annotations

from safercity.partnership.common.subjects import Subject, find_subject
from safercity.partnership.notes import actions
from safercity.partnership.notes.queries import list_notes

KIND = "commitments.commitment"


def subject_of(people, row, who: str = "officer") -> Subject:
    return find_subject(people.viewer(who), KIND, key=row.pk)


def comment(people, row, text: str, *, who: str = "officer"):
    """One comment, as list_notes gives it."""
    actions.add_note(subject_of(people, row, who), text, by=people.viewer(who))
    return list_notes(KIND, row.pk)[-1]
