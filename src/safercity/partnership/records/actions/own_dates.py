"""Saying in which form one file alone has its dates, and having it read again."""

from __future__ import annotations

from django.db import transaction

from safercity.evidence.store import corrections
from safercity.evidence.store.corrections import Correction, CorrectionRefused
from safercity.evidence.store.own_dates import WHOLE_FILE, add_own_form
from safercity.evidence.workspace import Workspace
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.records import rules
from safercity.partnership.records.queries import (
    DATES_MAPPED,
    LOAD_AGAIN,
    Upload,
    get_correction,
    list_lines,
    read_dates,
)
from safercity.partnership.sharing.queries import VisibleSource


@transaction.atomic
def say_own_form(
    workspace: Workspace, source: VisibleSource, *, upload: Upload, form: str, by: Viewer
) -> None:
    """Say in which form a file has its dates; the source's other files are read as before.

    Errors: NotAllowed, NotVisible; NotYet for a form that reads none of its dates, or where someone
    was first.
    """
    rules.load_source(by, source, made_up=workspace.settings.partnership.made_up)
    rules.map_dates(by, source)
    readings, _unsure = read_dates(workspace, source, upload=upload)
    rules.choose_form(form, readings)
    name, key = source.shape.id, str(new_id())
    job = enqueue(LOAD_AGAIN, {"source": name}, by=by)
    details = {"source": name, "upload": upload.key, "form": form, "mending": key}
    record_act(DATES_MAPPED, job, by=by, details=details)
    loaded = {line.digest for line in list_lines(workspace, name)}
    try:
        for digest in sorted(upload.digests & loaded):
            stand = get_correction(workspace, name, digest=digest, row=WHOLE_FILE)
            told = add_own_form(form, stand)
            corrections.say_of_file(
                workspace, Correction(name, digest, WHOLE_FILE, told, before=stand, key=key)
            )
    except CorrectionRefused as error:
        raise NotYet(error.sentence, advice=error.advice) from error
