"""Saying what an agency's word means here, and having its files read again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from safercity.evidence.extracts.mappings import MeaningChanged, WordChange, change_meaning
from safercity.evidence.workspace import Workspace
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.records import rules
from safercity.partnership.records.queries import LOAD_AGAIN, MAPPED, find_files_with
from safercity.partnership.sharing.queries import VisibleSource


@dataclass(frozen=True)
class Meaning:
    """The category that a word means; `before`: what it meant when the person looked."""

    word: str
    category: str
    before: str = ""


@transaction.atomic
def map_word(workspace: Workspace, source: VisibleSource, *, meaning: Meaning, by: Viewer) -> None:
    """Say what an agency's word means here; files that are still kept are loaded again.

    Errors: NotAllowed, UnknownName; NotYet where someone else said what it means meanwhile.
    """
    rules.load_source(by, source, made_up=workspace.settings.partnership.made_up)
    name, key = source.shape.id, str(new_id())
    files = find_files_with(workspace, source, word=meaning.word)
    job = enqueue(LOAD_AGAIN, {"source": name}, by=by)
    details = {"source": name, "category": meaning.category, "mending": key}
    record_act(MAPPED, job, by=by, details=details)
    change = WordChange(meaning.word, meaning.category, meaning.before, key=key, files=files)
    try:
        change_meaning(workspace, name, change=change)
    except MeaningChanged as error:
        raise NotYet(error.sentence, advice=error.advice) from error
