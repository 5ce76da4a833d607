"""What changed since the viewer was last here, as far as the viewer may know it."""

from __future__ import annotations

from datetime import datetime

from safercity.partnership.audit.queries import find_acts
from safercity.partnership.common.panels import Row
from safercity.partnership.common.subjects import FINDERS, find_subjects
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.queries import name_agencies

__all__ = ["list_changes"]

LOOKED_AT = 200  # acts: the newest; older changes are not news any more
TOLD = 12


def list_changes(viewer: Viewer, since: datetime) -> list[Row]:
    """The newest act of others on each object since then, newest first. Agencies, no people."""
    acts = find_acts(kind__in=list(FINDERS)).exclude(by=viewer.id)[:LOOKED_AT]
    newest = {}
    for act in acts:
        if act.at >= since:
            newest.setdefault((act.kind, act.object_id), act)
    subjects = find_subjects(viewer, newest)
    agencies = name_agencies({act.agency for act in newest.values() if act.agency})
    seen = [(act, subjects[key]) for key, act in newest.items() if key in subjects]
    return [
        Row(
            subject.title,
            subject.address,
            detail=": ".join(filter(None, [agencies.get(act.agency, ""), act.verb])),
        )
        for act, subject in seen[:TOLD]
    ]
