"""Saying what an agency's words, headings and dates mean here, and having its files read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from safercity.evidence.errors import UnknownName
from safercity.evidence.extracts.mappings import MappingChange, MeaningChanged, change_meanings
from safercity.evidence.workspace import Workspace
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.jobs.queries import Job
from safercity.partnership.records import rules
from safercity.partnership.records.queries import (
    ABSENT,
    DATES_MAPPED,
    HEADINGS_MAPPED,
    LOAD_AGAIN,
    MAPPED,
    Upload,
    find_files_with,
    find_unread,
    read_absent,
    read_dates,
)
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

    Errors: NotAllowed; NotYet where someone else said what it means meanwhile.
    """
    rules.load_source(by, source, made_up=workspace.settings.partnership.made_up)
    files = find_files_with(workspace, source, word=meaning.word)
    change = MappingChange(meaning.word, meaning.category, meaning.before, files=files)
    details = {"category": meaning.category}
    _map(workspace, source, changes=[change], act=(MAPPED, details), by=by)


@transaction.atomic
def map_headings(
    workspace: Workspace,
    source: VisibleSource,
    *,
    upload: Upload,
    headings: Mapping[str, str],
    by: Viewer,
) -> None:
    """Say which column a heading of a file is: `headings` is column -> heading, "" for a column
    that no file of the source has, which then is not asked for until it comes.

    Files that are still kept are loaded again where a heading was chosen. Errors: NotAllowed;
    NotYet for a heading that the file has not, or that is a column's already.
    """
    made_up = workspace.settings.partnership.made_up
    rules.load_source(by, source, made_up=made_up)
    rules.map_headings(by, source, sender=upload.by)
    rules.choose_headings(headings, find_unread(source, upload))
    absent = read_absent(workspace, source.shape.id)
    changes = [
        MappingChange(heading, column, "", files=(upload.name,), kind="heading")
        if heading
        else MappingChange(column, column, "", files=(upload.name,), kind="absent")
        for column, heading in headings.items()
    ]
    changes += [
        MappingChange(column, "", column, kind="absent")  # it has come, under this heading
        for column, heading in headings.items()
        if heading and column in absent
    ]
    verb = HEADINGS_MAPPED if any(headings.values()) else ABSENT
    details = {"fields": "+".join(sorted(headings))}
    _map(workspace, source, changes=changes, act=(verb, details), by=by)


@transaction.atomic
def map_dates(
    workspace: Workspace, source: VisibleSource, *, upload: Upload, form: str, by: Viewer
) -> None:
    """Say in which form a file has its dates; files that are still kept are loaded again.

    Errors: NotAllowed, NotVisible; NotYet for a form that reads none of its dates.
    """
    rules.load_source(by, source, made_up=workspace.settings.partnership.made_up)
    rules.map_dates(by, source)
    readings, _unsure = read_dates(workspace, source, upload=upload)
    rules.choose_form(form, readings)
    column = source.shape.when.column or "" if source.shape.when else ""
    change = MappingChange(form, column, "", files=(upload.name,), kind="date")
    details = {"form": form}
    _map(workspace, source, changes=[change], act=(DATES_MAPPED, details), by=by)


def _map(
    workspace: Workspace,
    source: VisibleSource,
    *,
    changes: Sequence[MappingChange],
    act: tuple[str, Mapping[str, str]],
    by: Viewer,
) -> None:
    """One act for all changes; the mapping last: what it refuses was not asked for.

    What the pages offered is refused only where someone else was first, and whose heading it is
    then is not told: the column may be one that may not be seen.
    """
    name, key = source.shape.id, str(new_id())
    verb, details = act
    # That a column is in no file changes nothing that was read.
    job = Job if verb == ABSENT else enqueue(LOAD_AGAIN, {"source": name}, by=by)
    record_act(verb, job, by=by, details={"source": name, **details, "mending": key})
    try:
        change_meanings(workspace, name, changes=[replace(one, key=key) for one in changes])
    except (MeaningChanged, UnknownName) as error:
        raise NotYet(
            _("Someone else changed this since you opened it."),
            advice=_("Open it again: it shows what they wrote. Nothing was overwritten."),
        ) from error
