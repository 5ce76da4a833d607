"""On My work: what needs the Board, for chairs; which assurance is due, for link officers."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.viewers import Role, Viewer
from safercity.partnership.oversight import rules
from safercity.partnership.oversight.queries.assurance import due_day, find_asked_quarter
from safercity.partnership.oversight.queries.waiting import (
    ask_adoptions,
    ask_late_reviews,
    ask_own_assurance,
)


def list_panels(viewer: Viewer) -> list[Panel]:
    """For chairs what waits for the Board; for members the assurance that their posts owe."""
    panels = []
    if viewer.has_role(Role.CHAIR):
        panels.append(_decide(viewer))
    if rules.see_oversight.allowed(viewer):
        panels.append(_assure(viewer))
    return panels


def _decide(viewer: Viewer) -> Panel:
    rows = [
        Row(
            _("Adopt %s jointly?") % one.title,
            reverse("oversight:adoption", kwargs={"key": one.key}),
            _("Asked by %s") % one.more,
            button=_("Decide"),
        )
        for one in ask_adoptions(viewer)
    ]
    rows += [
        Row(
            _("Review: %s") % one.title,
            reverse("oversight:review", kwargs={"key": one.key}),
            due=one.day,
            is_late=True,
        )
        for one in ask_late_reviews(viewer)
    ]
    return Panel(_("For the Board"), tuple(rows), 120, more=reverse("oversight:pack"))


def _assure(viewer: Viewer) -> Panel:
    today = timezone.localdate()
    quarter = find_asked_quarter(today)
    if quarter is None:
        return Panel(_("Assurance due"), (), 205, more=reverse("oversight:assurance"))
    rows = tuple(
        Row(
            _("Assurance of %(subject)s, %(quarter)s")
            % {"subject": missing.title, "quarter": quarter},
            reverse("oversight:give", kwargs={"key": missing.key, "quarter": quarter.slug}),
            due=due_day(quarter),
            is_late=due_day(quarter) < today,
            button=_("Give"),
        )
        for missing in ask_own_assurance(viewer)
    )
    return Panel(_("Assurance due"), rows, 205, more=reverse("oversight:assurance"))
