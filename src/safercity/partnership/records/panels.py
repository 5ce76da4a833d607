"""What records put on My work: extracts that my agency owes, late or within two weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.records import queries, rules
from safercity.partnership.records.presenters import SourceLine, present_source

SOON = timedelta(days=14)


def list_panels(viewer: Viewer) -> list[Panel]:
    """One panel for who sends extracts; none where there are no records, or nothing is due."""
    if not rules.send_extracts.allowed(viewer):
        return []
    try:
        lines = sorted(_list_due(viewer), key=lambda line: (line.due, line.title))
    except NotVisible:
        return []
    rows = tuple(_present(line) for line in lines)
    title, every = _("Extracts due from my agency"), reverse("records:sources")
    return [Panel(title, rows, order=320, more=every)] if rows else []


def _list_due(viewer: Viewer) -> Iterator[SourceLine]:
    workspace, today = queries.open_records(), timezone.localdate()
    for source, sent in queries.list_sources(viewer, workspace):
        if source.is_own:
            line = present_source(source, sent, workspace=workspace, today=today)
            if line.due and line.due <= today + SOON:
                yield line


def _present(line: SourceLine) -> Row:
    told = [_("Records to %s") % line.data_to]
    if line.held:
        told.append(ngettext("%d row waits", "%d rows wait", line.held) % line.held)
    return Row(
        line.title,
        reverse("records:source", kwargs={"name": line.id}),
        detail="; ".join(told),
        due=line.due,
        is_late=line.is_late,
        button=_("Send"),
        press=reverse("records:send", kwargs={"name": line.id}),
    )
