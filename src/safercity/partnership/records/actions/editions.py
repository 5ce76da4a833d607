"""Asking for a new edition, and making it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from safercity.evidence import assess
from safercity.evidence.runs import Run
from safercity.evidence.workspace import Workspace
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.jobs.queries import Job
from safercity.partnership.records import rules
from safercity.partnership.records.queries import ASKED_EDITION, MAKE_EDITION, get_edition_work


@transaction.atomic
def ask_edition(workspace: Workspace, *, by: Viewer) -> Job:
    """Put a new edition into the outbox; one that is on its way is given back. Errors: NotAllowed.

    Two who ask in the same moment make two jobs: the second finds nothing new to say.
    """
    rules.ask_edition(by)
    work = get_edition_work(workspace)
    if work.job and work.is_under_way:
        return work.job
    job = enqueue(MAKE_EDITION, by=by)
    record_act(ASKED_EDITION, job, by=by)
    return job


def make_edition(workspace: Workspace, *, run: Run) -> assess.Edition:
    """The edition from the records as they stand, with every question that is asked of them.

    Errors: NothingToAssess, GeographyError, WorkspaceBusy, DiskFull.
    """
    made_at = timezone.localtime().replace(tzinfo=None).isoformat("T", "seconds")
    return assess.make_edition(workspace, run=run, made_at=made_at)
