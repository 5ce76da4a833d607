"""What changed since the viewer was last here, as far as the viewer may know it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef, Subquery

from safercity.partnership.audit.queries import find_acts
from safercity.partnership.common.panels import Row
from safercity.partnership.common.subjects import FINDERS, find_subjects
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.queries import Agency

__all__ = ["list_changes"]

LOOKED_AT = 200  # acts: the newest; older changes are not news any more
TOLD = 12


def list_changes(viewer: Viewer, since: datetime) -> list[Row]:
    """The newest act of others on each object since then, newest first. Agencies, no people."""
    names = Agency.objects.filter(pk=OuterRef("agency")).values("name")
    acts = find_acts(kind__in=list(FINDERS)).exclude(by=viewer.id)
    newest = {}
    for act in acts.annotate(agency_name=Subquery(names))[:LOOKED_AT]:
        if act.at >= since:
            newest.setdefault((act.kind, act.object_id), act)
    subjects = find_subjects(viewer, newest)
    seen = [(act, subjects[key]) for key, act in newest.items() if key in subjects]
    return [
        Row(
            subject.title,
            subject.address,
            detail=": ".join(filter(None, [act.agency_name, act.verb])),
        )
        for act, subject in seen[:TOLD]
    ]
