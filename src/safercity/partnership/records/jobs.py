"""Loads asked for in the browser, and letting go of what was sent long ago."""

from __future__ import annotations

import time
from uuid import UUID

from django.utils import timezone

from safercity.evidence.runs import Run
from safercity.partnership.common.jobs import job
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.records import actions, queries

EVERY_SECONDS = 0.5  # a row of the database for each step would be slower than the load


@job("records.load_upload")
def load_upload(*, tell, key: str) -> None:
    """Load one upload and tell how far it is. Run twice, the second finds its rows known."""
    workspace = queries.open_records()
    upload = queries.read_upload(workspace, UUID(key))
    if upload is None:
        return
    said = 0.0

    def progress(step: str, *counted: int) -> None:
        nonlocal said
        if time.monotonic() - said > EVERY_SECONDS:
            said = time.monotonic()
            done, total = counted
            tell(f"{step} ({done} of {total})" if total else step)

    outcome = actions.load_upload(workspace, upload, run=Run(progress=progress))
    tell(f"{outcome.get('rows', 0)} rows")


@job("records.load_again")
def load_again(*, tell, source: str) -> None:
    """Load every file of a source that is still kept, after a word of it was mapped."""
    workspace = queries.open_records()
    for upload in queries.list_uploads(workspace, source):
        actions.load_upload(workspace, upload, run=Run())
        tell(upload.name)


@job("records.forget_uploads", every_minutes=24 * 60)
def forget_uploads(*, tell) -> None:
    """Remove files that came in the browser two weeks ago: their records are in the store."""
    try:
        workspace = queries.open_records()
    except NotVisible:
        return
    tell(f"{actions.forget_uploads(workspace, day=timezone.localdate())} files removed")
