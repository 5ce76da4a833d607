"""Saying what an agency's word means here, and having its files read again."""

from __future__ import annotations

from django.db import transaction

from safercity.evidence.extracts.mappings import WordChange, change_meaning
from safercity.evidence.workspace import Workspace
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.records import rules
from safercity.partnership.records.queries import LOAD_AGAIN, MAPPED, find_files_with
from safercity.partnership.sharing.queries import VisibleSource


@transaction.atomic
def map_word(
    workspace: Workspace, source: VisibleSource, *, word: str, category: str, by: Viewer
) -> None:
    """Say what an agency's word means here; files that are still kept are loaded again.

    Errors: NotAllowed, NotYet, UnknownName.
    """
    rules.load_source(by, source, made_up=workspace.settings.partnership.made_up)
    name, key = source.shape.id, str(new_id())
    files = find_files_with(workspace, source, word=word)
    job = enqueue(LOAD_AGAIN, {"source": name}, by=by)
    record_act(MAPPED, job, by=by, details={"source": name, "category": category, "mending": key})
    change_meaning(workspace, name, change=WordChange(word, category, key=key, files=files))
