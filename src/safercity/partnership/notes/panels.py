"""What waits for the viewer, on My work."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.notes import queries

SHOWN = 5


def list_panels(viewer: Viewer) -> list[Panel]:
    """Unread notifications, the newest first."""
    unread = list(queries.list_notifications(viewer).filter(read_at=None)[:SHOWN])
    rows = [
        Row(
            told.subject.title,
            reverse("notes:open", kwargs={"key": told.notification.pk}),
            detail=told.notification.what,
        )
        for told in queries.tell_notifications(viewer, unread)
    ]
    return [Panel(_("Notifications"), tuple(rows), 405, more=reverse("notes:notifications"))]
