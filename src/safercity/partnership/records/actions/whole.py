"""Saying of a thin month that it is whole, and taking that back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from safercity.evidence.workspace import Workspace
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.queries import Job
from safercity.partnership.records import rules
from safercity.partnership.records.queries import (
    SAID_WHOLE,
    WHOLE_BACK,
    Thin,
    list_thin_of,
)
from safercity.partnership.sharing.queries import VisibleSource


@transaction.atomic
def say_whole(
    workspace: Workspace, source: VisibleSource, *, month: str, rows: int, by: Viewer
) -> None:
    """Someone looked at a thin month and found that it is whole; the warning goes, until its rows
    change. The audit's act is all that is kept of it.

    `rows`: those of the month when the person looked. Errors: NotAllowed; NotYet where the month
    has others by now, or is not thin any more.
    """
    thin = _find_thin(workspace, source, month=month, rows=rows, by=by)
    if thin and thin.said is None:
        _record(SAID_WHOLE, source, month=month, rows=rows, by=by)


@transaction.atomic
def take_back_whole(
    workspace: Workspace, source: VisibleSource, *, month: str, rows: int, by: Viewer
) -> None:
    """Let a month be warned of again that someone found whole. Errors: as of `say_whole`."""
    thin = _find_thin(workspace, source, month=month, rows=rows, by=by)
    if thin and thin.said is not None:
        _record(WHOLE_BACK, source, month=month, rows=rows, by=by)


def _find_thin(
    workspace: Workspace, source: VisibleSource, *, month: str, rows: int, by: Viewer
) -> Thin | None:
    rules.load_source(by, source, made_up=workspace.settings.partnership.made_up)
    found = list_thin_of(workspace, source, today=timezone.localdate())
    thin = next((one for one in found if one.month.label == month), None)
    rules.change_what_stands(str(thin and thin.month.rows), opened=str(rows))
    return thin


def _record(verb: str, source: VisibleSource, *, month: str, rows: int, by: Viewer) -> None:
    details = {"source": source.shape.id, "month": month, "rows": rows}
    record_act(verb, Job, by=by, details=details)
