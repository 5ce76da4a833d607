"""Loads and editions asked for in the browser, and letting go of what was sent long ago."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.evidence.errors import SaferCityError, WorkspaceBusy
from safercity.evidence.runs import Progress, Run
from safercity.evidence.store.settling import settle_aside
from safercity.partnership.common.in_words import write_month
from safercity.partnership.common.jobs import NotAgain, job
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
    outcome = actions.load_upload(workspace, upload, run=Run(progress=_tell_steps(tell)))
    tell(f"{outcome.get('rows', 0)} rows")


@job(queries.LOAD_AGAIN)
def load_again(*, tell, source: str) -> None:
    """Load every file of a source that is still kept: a word was mapped, or a row corrected.

    Lines that were set aside are told by the ledger also where their file is here no more."""
    workspace = queries.open_records()
    for upload in queries.list_uploads(workspace, source):
        tell(f"Loading {upload.name}")
        actions.load_upload(workspace, upload, run=Run(progress=_tell_steps(tell)))
    settle_aside(workspace, source, run=Run())


@job(queries.MAKE_EDITION)
def make_edition(*, tell) -> None:
    """Make a new edition and tell how far it is. Run twice, the second finds it made."""
    workspace = queries.open_records()
    try:
        made = actions.make_edition(workspace, run=Run(progress=_tell_steps(tell)))
    except WorkspaceBusy:
        raise  # the job comes back
    except SaferCityError as error:
        raise NotAgain(f"{error.sentence} {error.advice or ''}".strip()) from error
    tell(_("Records to %s.") % write_month(made.manifest["as_of"]))


@job("records.forget_uploads", every_minutes=24 * 60)
def forget_uploads(*, tell) -> None:
    """Remove files that came in the browser two weeks ago: their records are in the store."""
    try:
        workspace = queries.open_records()
    except NotVisible:
        return
    tell(f"{actions.forget_uploads(workspace, day=timezone.localdate())} files removed")


def _tell_steps(tell: Callable[[str], None]) -> Progress:
    """Progress that is told at most every half second.

    Files are prepared side by side, and each thread would open a connection of its own to the
    database: what they say is left out.
    """
    said, own = 0.0, threading.get_ident()

    def progress(step: str, *counted: int) -> None:
        nonlocal said
        if threading.get_ident() == own and time.monotonic() - said > EVERY_SECONDS:
            said = time.monotonic()
            done, total = counted
            tell(f"{step} ({done} of {total})" if total else step)

    return progress
