"""What waits for the viewer, on My work."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.subjects import find_subjects
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.notes import queries


def list_panels(viewer: Viewer) -> list[Panel]:
    """Unread notifications, the newest first."""
    unread = sorted(queries.ask_unread(viewer), key=lambda one: one.key, reverse=True)
    subjects = find_subjects(viewer, [(one.more, one.of) for one in unread])
    rows = [
        Row(
            subjects[pair].title,
            reverse("notes:open", kwargs={"key": one.key}),
            detail=_(one.title),
        )
        for one in unread
        if (pair := (one.more, one.of)) in subjects
    ]
    return [Panel(_("Notifications"), tuple(rows), 405, more=reverse("notes:notifications"))]
