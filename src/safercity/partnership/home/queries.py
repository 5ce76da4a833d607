"""What changed since the viewer was last here, as far as the viewer may know it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from safercity.partnership.audit.queries import find_acts
from safercity.partnership.common.panels import Row
from safercity.partnership.common.subjects import FINDERS, find_subjects
from safercity.partnership.common.together import Answer, Question, ask_together, asked_together
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.notes.queries import ask_unread
from safercity.partnership.people.queries import Agency

__all__ = ["gather", "list_changes"]

LOOKED_AT = 200  # acts: the newest; older changes are not news any more
TOLD = 12


def gather(viewer: Viewer, since: datetime | None) -> None:
    """Ask what every room asks for My work in one statement, and the titles in another."""
    ask_together(viewer)
    unread = [(each.more, each.of) for each in ask_unread(viewer) if each.of]
    find_subjects(viewer, [*unread, *_find_newest(viewer, since)])


@asked_together
def ask_acts(viewer: Viewer) -> Question:
    """The newest acts of others on what has a page."""
    names = Agency.objects.filter(pk=OuterRef("agency")).values("name")
    acts = find_acts(kind__in=list(FINDERS)).exclude(by=viewer.id)[:LOOKED_AT]
    rows = find_acts(pk__in=acts.values("pk")).annotate(agency_name=Subquery(names))
    return Question(
        rows, key="id", of="object_id", title="verb", more="kind", detail="agency_name", at="at"
    )


def list_changes(viewer: Viewer, since: datetime | None) -> list[Row]:
    """The newest act of others on each object since then, newest first. Agencies, no people."""
    newest = _find_newest(viewer, since)
    subjects = find_subjects(viewer, newest)
    seen = [(act, subjects[pair]) for pair, act in newest.items() if pair in subjects]
    return [
        Row(
            subject.title,
            subject.address,
            detail=": ".join(filter(None, [act.detail, _(act.title)])),
        )
        for act, subject in seen[:TOLD]
    ]


def _find_newest(viewer: Viewer, since: datetime | None) -> dict[tuple[str, UUID], Answer]:
    """The newest act on each object; none for who was never here before."""
    newest: dict[tuple[str, UUID], Answer] = {}
    for act in sorted(ask_acts(viewer), key=lambda act: act.key, reverse=True):
        if since and act.of and act.at >= since:
            newest.setdefault((act.more, act.of), act)
    return newest
