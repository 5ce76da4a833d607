"""What records put on My work: extracts that my agency owes, late or within two weeks, and thin
months of what it sent.
"""

from __future__ import annotations

from datetime import timedelta
from operator import attrgetter, itemgetter

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.records import queries, rules
from safercity.partnership.records.presenters import SourceLine, present_sources

SOON = timedelta(days=14)


def list_panels(viewer: Viewer) -> list[Panel]:
    """One panel for who sends extracts; none where there are no records, or nothing is due."""
    if not rules.send_extracts.allowed(viewer):
        return []
    try:
        lines = _list_own(viewer)
    except NotVisible:
        return []
    soon = timezone.localdate() + SOON
    due = [(line.due, line.title, line) for line in lines if line.due and line.due <= soon]
    told = [line for *_when, line in sorted(due, key=itemgetter(0, 1))]
    thin = sorted((one for one in lines if one.thin and one not in told), key=attrgetter("title"))
    rows = (*(_present(line) for line in told), *(_present_thin(line) for line in thin))
    title, every = _("Extracts due from my agency"), reverse("records:sources")
    return [Panel(title, rows, order=320, more=every)] if rows else []


def _list_own(viewer: Viewer) -> list[SourceLine]:
    """The lines of my own agency's sources in the calendar."""
    workspace, today = queries.open_records(), timezone.localdate()
    found = [pair for pair in queries.list_sources(viewer, workspace) if pair[0].is_own]
    thin = queries.list_thin(found, today=today)
    return present_sources(found, thin=thin, workspace=workspace, today=today)


def _present(line: SourceLine) -> Row:
    told = [*line.begun] if line.is_begun_only else [_("Records to %s") % line.data_to]
    if line.held:
        told.append(ngettext("%d row waits", "%d rows wait", line.held) % line.held)
    told += _tell_thin(line)
    return Row(
        line.title,
        reverse("records:source", kwargs={"name": line.id}),
        detail="; ".join(told),
        due=line.due,
        is_late=line.is_late,
        button=_("Send"),
        press=reverse("records:send", kwargs={"name": line.id}),
    )


def _present_thin(line: SourceLine) -> Row:
    """What is not due, and has months that may not be whole."""
    address = reverse("records:source", kwargs={"name": line.id}) + "#thin"
    return Row(line.title, address, detail="; ".join(_tell_thin(line)), button=_("Look"))


def _tell_thin(line: SourceLine) -> list[str]:
    """The newest of a source's thin months, and how many others there are."""
    if not line.thin:
        return []
    newest, *others = line.thin
    told = [_("%(month)s is thin: %(why)s") % {"month": newest.words, "why": newest.why}]
    if others:
        more = ngettext("%d more month is thin", "%d more months are thin", len(others))
        told.append(more % len(others))
    return told
