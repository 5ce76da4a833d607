"""Taking back what was mapped or corrected; files that are still kept are loaded again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from safercity.evidence.errors import SaferCityError
from safercity.evidence.extracts.mappings import MappingChange, MeaningChanged, change_meanings
from safercity.evidence.store import corrections
from safercity.evidence.store.aside import ASIDE
from safercity.evidence.store.corrections import CorrectionRefused, TakenBack
from safercity.evidence.store.own_dates import OWN_DATES
from safercity.evidence.workspace import Workspace
from safercity.partnership.audit.actions import REWORDED, record_act
from safercity.partnership.common.free_text import refuse_names
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.jobs.queries import Job
from safercity.partnership.records import rules
from safercity.partnership.records.queries import (
    CORRECTION_BACK,
    LOAD_AGAIN,
    MAPPING_BACK,
    Mended,
    describe_state,
    get_correction,
)
from safercity.partnership.sharing.queries import VisibleSource


@dataclass(frozen=True)
class TakingBack:
    """What is taken back. `state`: `describe_state` when the person looked; `why` may be empty."""

    mended: Mended
    state: str
    why: str = ""


@transaction.atomic
def take_back(
    workspace: Workspace, source: VisibleSource, *, taking: TakingBack, by: Viewer
) -> None:
    """Let a word or a heading mean nothing of our own any more, or a row say what its file says.

    Errors: NotAllowed, NotYet where someone changed it meanwhile; NamesAPerson, WorkspaceBusy.
    """
    rules.load_source(by, source, made_up=workspace.settings.partnership.made_up)
    refuse_names(taking.why)
    rules.change_what_stands(
        describe_state(workspace, source, mended=taking.mended), opened=taking.state
    )
    name, key = source.shape.id, str(new_id())
    reads = taking.mended.kind != "absent"  # what was read stays as it is
    job = enqueue(LOAD_AGAIN, {"source": name}, by=by) if reads else Job
    told = {"source": name, "mending": key} | ({"why": REWORDED} if taking.why else {})
    act = _take_mapping if taking.mended.word else _take_correction
    verb, details, change = act(workspace, source, taking=taking, key=key)
    record_act(verb, job, by=by, details=told | details)
    try:
        change()  # last: what it refuses was not asked for
    except (MeaningChanged, CorrectionRefused) as error:
        raise _as_not_yet(error) from error


def _take_mapping(workspace: Workspace, source: VisibleSource, *, taking: TakingBack, key: str):
    mended = taking.mended
    change = MappingChange(
        mended.word,
        "",
        before=taking.state,
        key=key,
        files=tuple(mended.files),
        why=taking.why,
        kind=mended.kind,
    )
    details = {
        "word": {"category": taking.state},
        "heading": {"fields": taking.state},
        "absent": {"fields": taking.state},
        "date": {"form": mended.word},
    }
    return (
        MAPPING_BACK,
        details[mended.kind],
        lambda: change_meanings(workspace, source.shape.id, changes=[change]),
    )


def _take_correction(workspace: Workspace, source: VisibleSource, *, taking: TakingBack, key: str):
    mended = taking.mended
    stand = get_correction(workspace, source.shape.id, digest=mended.digest, row=mended.row)
    names = frozenset(stand) & mended.after.keys()  # those that may be seen
    taken = TakenBack(
        source.shape.id, mended.digest, mended.row, names, stand, key=key, why=taking.why
    )
    fields = "+".join(sorted(names - {ASIDE, OWN_DATES}))
    details = {"fields": fields} if fields else {}
    if OWN_DATES in names:
        details["form"] = stand[OWN_DATES].replace(" ", "+")
    verb = MAPPING_BACK if OWN_DATES in names else CORRECTION_BACK
    return verb, details, lambda: corrections.take_back(workspace, taken)


def _as_not_yet(error: SaferCityError) -> NotYet:
    return NotYet(error.sentence, advice=error.advice)
