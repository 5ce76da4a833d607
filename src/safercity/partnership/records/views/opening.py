"""What every page of a source begins with."""

from __future__ import annotations

from functools import partial
from typing import cast
from uuid import UUID

from safercity.evidence.workspace import Workspace
from safercity.partnership.common.in_words import write_month
from safercity.partnership.records import presenters, queries, rules
from safercity.partnership.records.queries import MendingEntry, Upload
from safercity.partnership.sharing.queries import VisibleSource, mark_records


def open_source(request, name: str) -> tuple[Workspace, VisibleSource]:
    """The workspace, and a source that this viewer may see, whose marking the page carries,
    and its own dates the files.

    Errors: NotVisible.
    """
    workspace = queries.open_records()
    source = queries.get_source(request.viewer, workspace, name=name)
    rules.see_source(request.viewer, source)
    shown = cast(VisibleSource, source)  # None went no further than the rule
    request.marked = mark_records(request.viewer, [shown], made_up=is_made_up(workspace))
    request.find_data_to = partial(_tell_data_to, workspace, name)
    request.looked_at = queries.name_thing(name)
    return workspace, shown


def _tell_data_to(workspace: Workspace, name: str) -> str:
    """How far the source's own records run, whatever the edition holds; "" before the first."""
    sent = queries.get_sent(workspace, name)
    return write_month(sent.months[-1]) if sent and sent.months else ""


def open_upload(request, key: UUID) -> tuple[Workspace, VisibleSource, Upload]:
    """The workspace, and an upload that the viewer may see, with its source. Errors: NotVisible."""
    workspace = queries.open_records()
    upload = queries.get_upload(workspace, key)
    source = upload and queries.get_source(request.viewer, workspace, name=upload.source)
    by, made_up = upload.by if upload else None, is_made_up(workspace)
    rules.see_upload(request.viewer, source, by=by, made_up=made_up)
    shown, found = cast(VisibleSource, source), cast(Upload, upload)  # the rule let both through
    request.marked = mark_records(request.viewer, [shown], made_up=made_up)
    request.looked_at = queries.name_thing(found.source)
    return workspace, shown, found


def tell_history(
    workspace: Workspace, source: VisibleSource, *, history: list[MendingEntry]
) -> list[MendingEntry]:
    """A history that says what was mapped, of what this viewer may see."""
    mapped = queries.list_mapped(workspace, source)
    return presenters.tell_mappings(history, mapped, source=source, content=workspace.content)


def is_made_up(workspace: Workspace) -> bool:
    """Whether every record of this workspace is invented."""
    return workspace.settings.partnership.made_up
