"""Taking an extract, loading it, loading it again, and letting it go."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from safercity.evidence.errors import SaferCityError, WorkspaceBusy
from safercity.evidence.extracts.header import Unread
from safercity.evidence.runs import Run
from safercity.evidence.store.load import LoadedFile, LoadRequest, load_extracts
from safercity.evidence.workspace import Workspace
from safercity.evidence.workspace.durable import publish
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.jobs.queries import Job, get_job
from safercity.partnership.records import rules
from safercity.partnership.records.actions.absent import end_absences
from safercity.partnership.records.actions.checking import check_upload, cut_name
from safercity.partnership.records.queries import (
    LOADED,
    NOT_LOADED,
    SENT,
    SENT_AGAIN,
    Upload,
    is_told,
    list_lines,
    read_upload,
    upload_folder,
)
from safercity.partnership.sharing.queries import VisibleSource, find_covering

KEPT = timedelta(days=14)  # for mending and loading again
KEPT_UNTAKEN = timedelta(days=2)  # no request is under way for as long
COMING = "coming."  # how a folder is called while its file comes in: no key begins so


@dataclass(frozen=True)
class NewUpload:
    """A file as it came: its name, its bytes in pieces, and the day the agency made it."""

    name: str
    chunks: Iterable[bytes]
    vintage: date | None = None
    key: UUID = field(default_factory=new_id)


def take_upload(
    workspace: Workspace, source: VisibleSource, *, new: NewUpload, by: Viewer
) -> Upload:
    """Write the file into the workspace, look at it, and ask for its load. Sent twice, taken once.

    Errors: NotAllowed, NotYet; UploadRefused, and then nothing of the file is left.
    """
    rules.load_source(by, source, made_up=workspace.settings.partnership.made_up)
    name = cut_name(new.name)
    vintage = new.vintage.isoformat() if new.vintage else ""
    upload = Upload(new.key, source.shape.id, name, vintage, by.account)
    earlier = read_upload(workspace, new.key)
    if earlier:
        return earlier
    place = upload_folder(workspace, new.key).parent
    place.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix=COMING, dir=place, ignore_cleanup_errors=True) as coming:
        folder = Path(coming) / "whole"
        folder.mkdir()
        with (folder / name).open("wb") as file:
            for chunk in new.chunks:
                file.write(chunk)
        check_upload(folder / name, name=name)
        try:
            return _keep(workspace, upload, folder=folder, by=by)
        except _Taken:  # the same form, sent a second time, was done first
            return read_upload(workspace, new.key) or upload


class _Taken(Exception):
    """Another request put an upload of this key in its place."""


def _keep(workspace: Workspace, upload: Upload, *, folder: Path, by: Viewer) -> Upload:
    """Move a whole folder to its place as its load is asked for; where one fails, both are undone.

    Errors: _Taken.
    """
    place = upload_folder(workspace, upload.key)
    moved = False
    try:
        with transaction.atomic():
            asked = _ask(upload, folder=folder, by=by)
            if place.exists() and read_upload(workspace, upload.key) is None:
                shutil.rmtree(place)  # what an earlier version left, of which nothing is known
            try:
                folder.rename(place)
            except OSError as error:
                if read_upload(workspace, upload.key) is None:
                    raise
                raise _Taken from error
            moved = True
        return asked
    except BaseException:
        if moved:
            shutil.rmtree(place, ignore_errors=True)
        raise


@transaction.atomic
def ask_load(workspace: Workspace, upload: Upload, *, by: Viewer) -> Upload:
    """Put the load of a file that is here into the outbox again."""
    folder = upload_folder(workspace, upload.key)
    asked = _ask(upload, folder=folder, by=by)
    (folder / "outcome.json").unlink(missing_ok=True)
    return asked


def _ask(upload: Upload, *, folder: Path, by: Viewer) -> Upload:
    """A job, its act, and the upload's own description in `folder`, which changes as a whole."""
    job = enqueue("records.load_upload", {"key": str(upload.key)}, by=by)
    details = {"source": upload.source, "upload": upload.key}
    record_act(SENT_AGAIN if upload.job else SENT, job, by=by, details=details)
    about = {
        "source": upload.source,
        "name": upload.name,
        "vintage": upload.vintage,
        "by": str(upload.by),
        "job": str(job.pk),
    }
    _write_whole(folder / "about.json", about)
    return Upload(**{**vars(upload), "job": job.pk, "outcome": {}})


def load_upload(workspace: Workspace, upload: Upload, *, run: Run) -> dict[str, Any]:
    """Load the file, and keep what became of it beside it: rows, or the error with its advice."""
    folder = upload_folder(workspace, upload.key)
    covering = find_covering(upload.source)
    request = LoadRequest(
        upload.source,
        (folder / upload.name,),
        received=timezone.localdate(),
        vintage=date.fromisoformat(upload.vintage) if upload.vintage else None,
        agreement=covering.reference if covering else "",
    )
    before = {line.digest for line in list_lines(workspace, upload.source)}
    try:
        files = load_extracts(workspace, request, run=run)
        outcome = _describe(files)
        new = [one.unread for one in files if not one.error and one.digest not in before]
        end_absences(workspace, upload.source, unread=new, name=upload.name)
    except WorkspaceBusy:
        raise  # the job comes back
    except SaferCityError as error:
        outcome = {"errors": [_tell_error(error)]}
    _record_outcome(workspace, upload, outcome=outcome)
    _write_whole(folder / "outcome.json", outcome)
    return outcome


def _write_whole(path: Path, told: dict[str, Any]) -> None:
    """Change a file as a whole: pages read it at any moment."""
    written = path.with_suffix(".part")
    written.write_text(json.dumps(told), "utf-8")
    publish(written, path)


@transaction.atomic
def _record_outcome(workspace: Workspace, upload: Upload, *, outcome: dict[str, Any]) -> None:
    """Write what became of the file: the worker did it, for whoever asked. Once, however often its
    job is tried.
    """
    of_file = [
        line
        for line in list_lines(workspace, upload.source)
        if line.digest in outcome.get("digests", ())
    ]
    details: dict[str, Any] = {"source": upload.source, "upload": upload.key}
    if of_file:
        details["rows"] = sum(line.rows for line in of_file)
        details["held"] = sum(line.verdicts["held"] for line in of_file)
    if len(of_file) == 1:
        details["digest"] = of_file[0].digest  # leads to its name in the ledger
    refused = len(outcome.get("errors", ()))
    if of_file and refused:
        details["refused"] = refused  # members of an archive
    verb = LOADED if of_file else NOT_LOADED
    if not is_told(upload, verb, details=details):
        job = get_job(upload.job) if upload.job else None
        record_act(verb, job or Job, by=SYSTEM, details=details)


def _describe(files) -> dict[str, Any]:
    return {
        "rows": sum(file.rows for file in files),
        "digests": [file.digest for file in files if file.digest],
        "known": [file.name for file in files if file.already],
        "errors": [_tell_error(file.error) for file in files if file.error],
        "unread": [asdict(unread) for file in files if (unread := _find_unread(file))],
    }


def _find_unread(file: LoadedFile) -> Unread | None:
    """What the headings leave open, of a file that was read or that lacks a column."""
    unread = file.error.facts.get("unread") if file.error else file.unread
    return unread if isinstance(unread, Unread) and unread.missing and unread.headings else None


def _tell_error(error: SaferCityError) -> dict[str, str]:
    told = {"sentence": error.sentence, "advice": error.advice or ""}
    other = error.facts.get("looks_like")
    return {**told, "looks_like": str(other)} if other else told


def forget_uploads(workspace: Workspace, *, day: date) -> int:
    """Remove uploads that were there long enough to be mended. Returns how many.

    What came and was never taken, because the site stopped meanwhile, goes after two days.
    """
    gone = 0
    for folder in (workspace.root / "uploads").glob("*/"):
        about = folder / "about.json"
        told, kept = (about, KEPT) if about.is_file() else (folder, KEPT_UNTAKEN)
        try:
            came = date.fromtimestamp(told.stat().st_mtime)
        except FileNotFoundError:
            continue  # it was on its way, and is in its place now
        if day - came >= kept:
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    return gone
