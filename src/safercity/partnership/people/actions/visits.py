"""When a person was here: so that pages can say what changed since."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.models import User

VISIT_KEPT = timedelta(minutes=5)  # a page that is opened again and again writes no more often


def note_visit(by: Viewer, *, before: datetime | None) -> datetime | None:
    """Write down that the viewer is here now; they were here at `before`, which is given back.

    No act: what is done is audited, where someone looks is a look.
    """
    now = timezone.now()
    if before is None or now - before > VISIT_KEPT:
        User.objects.filter(pk=by.account).update(seen_at=now)
    return before
