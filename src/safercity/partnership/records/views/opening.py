"""What every page of a source begins with."""

from __future__ import annotations

from typing import cast

from safercity.evidence.workspace import Workspace
from safercity.partnership.records import queries, rules
from safercity.partnership.sharing.queries import VisibleSource, mark_records


def open_source(request, name: str) -> tuple[Workspace, VisibleSource]:
    """The workspace, and a source that this viewer may see, whose marking the page carries.

    Errors: NotVisible.
    """
    workspace = queries.open_records()
    source = queries.get_source(request.viewer, workspace, name=name)
    rules.see_source(request.viewer, source)
    shown = cast(VisibleSource, source)  # None went no further than the rule
    request.marked = mark_records(request.viewer, [shown], made_up=is_made_up(workspace))
    return workspace, shown


def is_made_up(workspace: Workspace) -> bool:
    """Whether every record of this workspace is invented."""
    return workspace.settings.partnership.made_up
