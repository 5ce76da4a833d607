"""Correcting single values of a held row, and having its file read again."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from safercity.evidence.store import corrections
from safercity.evidence.store.corrections import Correction, CorrectionRefused
from safercity.evidence.workspace import Workspace
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.records import rules
from safercity.partnership.records.queries import (
    CORRECTED,
    LOAD_AGAIN,
    describe_correction,
    get_correction,
    get_held,
    list_kept_digests,
)
from safercity.partnership.sharing.queries import VisibleSource


@transaction.atomic
def correct_row(
    workspace: Workspace,
    source: VisibleSource,
    *,
    correction: Correction,
    state: str,
    by: Viewer,
) -> None:
    """Keep what the values should be, and ask that the file be read again with them.

    `state`: `describe_correction` when the person looked. The audit says which fields, never what
    they say. Errors: NotAllowed, NotVisible; NotYet for a row that cannot be corrected here, or
    that someone else corrected meanwhile.
    """
    rules.load_source(by, source, made_up=workspace.settings.partnership.made_up)
    name, digest, row = correction.source, correction.digest, correction.row
    held = get_held(workspace, name, digest=digest, row=row)
    kept = list_kept_digests(workspace, name)
    rules.correct_row(by, source, held=held, is_kept=held.digest in kept)
    rules.see_fields(by, source, names=correction.values)
    before = get_correction(workspace, name, digest=digest, row=row)
    now = describe_correction(workspace, source, digest=digest, row=row)
    rules.change_what_stands(now, opened=state)
    job = enqueue(LOAD_AGAIN, {"source": name}, by=by)
    fields, key = "+".join(sorted(correction.values)), str(new_id())
    details = {"source": name, "fields": fields, "mending": key}
    record_act(CORRECTED, job, by=by, details=details)
    try:
        corrections.correct_row(
            workspace, replace(correction, before=before, key=key)
        )  # last: what it refuses was not asked for
    except CorrectionRefused as error:
        raise NotYet(error.sentence, advice=error.advice) from error
