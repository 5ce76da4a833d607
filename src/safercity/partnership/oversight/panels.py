"""On My work: what needs the Board, for chairs; which assurance is due, for link officers."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.viewers import Role, Viewer
from safercity.partnership.governance.queries import list_linked_subjects
from safercity.partnership.oversight.content import load_assuring
from safercity.partnership.oversight.queries import list_missing_assurance
from safercity.partnership.oversight.queries.waiting import list_told


def list_panels(viewer: Viewer) -> list[Panel]:
    """Nothing is asked of the database for those who are neither chair nor link officer."""
    panels = []
    if viewer.has_role(Role.CHAIR):
        panels.append(_decide())
    if viewer.has_role(Role.LINK_OFFICER):
        panels.append(_assure(viewer))
    return panels


def _decide() -> Panel:
    told = list_told(today=timezone.localdate())
    rows = [
        Row(
            _("Adopt %s jointly?") % title,
            reverse("oversight:adoption", kwargs={"key": key}),
            _("Asked by %s") % agency,
            button=_("Decide"),
        )
        for key, title, agency in told.adoptions
    ]
    rows += [
        Row(
            _("Review: %s") % title,
            reverse("oversight:review", kwargs={"key": key}),
            due=due,
            is_late=True,
        )
        for key, title, due in told.reviews
    ]
    return Panel(_("For the Board"), tuple(rows), 120, more=reverse("oversight:pack"))


def _assure(viewer: Viewer) -> Panel:
    today = timezone.localdate()
    mine = {subject.pk for subject in list_linked_subjects(viewer.post_ids)}
    ahead = load_assuring(find_own_content()).cycle.due_within_days
    rows = tuple(
        Row(
            _("Assurance of %(subject)s, %(quarter)s")
            % {"subject": missing.subject, "quarter": missing.quarter},
            reverse(
                "oversight:give",
                kwargs={"key": missing.subject.pk, "quarter": missing.quarter.slug},
            ),
            due=missing.due,
            is_late=missing.due < today,
            button=_("Give"),
        )
        for missing in list_missing_assurance(today=today, ahead_days=ahead)
        if missing.subject.pk in mine
    )
    return Panel(_("Assurance due"), rows, 205, more=reverse("oversight:assurance"))
