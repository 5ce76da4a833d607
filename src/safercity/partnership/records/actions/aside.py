"""Setting a held line aside: it waits for nobody any more."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from safercity.evidence.store import corrections
from safercity.evidence.store.aside import ASIDE
from safercity.evidence.store.corrections import Correction, CorrectionRefused
from safercity.evidence.workspace import Workspace
from safercity.partnership.audit.actions import REWORDED, record_act
from safercity.partnership.common.free_text import refuse_names
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.records import rules
from safercity.partnership.records.queries import (
    LOAD_AGAIN,
    SET_ASIDE,
    describe_correction,
    get_correction,
    get_held,
)
from safercity.partnership.sharing.queries import VisibleSource


@dataclass(frozen=True)
class SettingAside:
    """The line, why, and `describe_correction` when the person looked."""

    digest: str
    row: int
    state: str
    why: str


@transaction.atomic
def set_aside(
    workspace: Workspace, source: VisibleSource, *, setting: SettingAside, by: Viewer
) -> None:
    """Let a line that is no record, or that came whole elsewhere, wait for nobody any more.

    It is counted as known. The audit says that it was done, the list of what was corrected why.
    Errors: NotAllowed, NotVisible, NamesAPerson; NotYet for a row that can be mended.
    """
    rules.load_source(by, source, made_up=workspace.settings.partnership.made_up)
    name, digest, row = source.shape.id, setting.digest, setting.row
    rules.set_row_aside(by, held=get_held(workspace, name, digest=digest, row=row))
    refuse_names(setting.why)
    now = describe_correction(workspace, source, digest=digest, row=row)
    rules.change_what_stands(now, opened=setting.state)
    before, key = get_correction(workspace, name, digest=digest, row=row), str(new_id())
    rules.set_aside_once(before)
    job = enqueue(LOAD_AGAIN, {"source": name}, by=by)
    record_act(SET_ASIDE, job, by=by, details={"source": name, "mending": key, "why": REWORDED})
    told = Correction(name, digest, row, {ASIDE: "yes"}, before=before, key=key, why=setting.why)
    try:
        corrections.correct_row(workspace, told)  # last: what it refuses was not asked for
    except CorrectionRefused as error:
        raise NotYet(error.sentence, advice=error.advice) from error
