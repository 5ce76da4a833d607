"""Asking for work, and doing it."""

from __future__ import annotations

import logging
import traceback
from datetime import datetime, timedelta
from typing import Any, overload

from django.db import IntegrityError, transaction
from django.utils import timezone

from safercity.partnership.common.jobs import REGULAR, NotAgain, find_work
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.jobs.models import Job

TRIES = 3
WAIT = timedelta(minutes=1)  # doubled at each try
log = logging.getLogger(__name__)


@overload
def enqueue(
    name: str,
    arguments: dict[str, Any] | None = None,
    *,
    by: Viewer = SYSTEM,
    due_at: datetime | None = None,
    once: None = None,
) -> Job: ...


@overload
def enqueue(
    name: str,
    arguments: dict[str, Any] | None = None,
    *,
    by: Viewer = SYSTEM,
    due_at: datetime | None = None,
    once: str | None,
) -> Job | None: ...


def enqueue(
    name: str,
    arguments: dict[str, Any] | None = None,
    *,
    by: Viewer = SYSTEM,
    due_at: datetime | None = None,
    once: str | None = None,
) -> Job | None:
    """Put a job in the outbox, in the caller's transaction. None if `once` was asked before."""
    try:
        with transaction.atomic():
            return Job.objects.create(
                name=name,
                arguments=arguments or {},
                once=once,
                due_at=due_at or timezone.now(),
                asked_by=by.id,
            )
    except IntegrityError:
        return None


def enqueue_regular(now: datetime) -> None:
    """The regular jobs of this moment: at most one an interval, however many workers ask."""
    for regular in REGULAR:
        slot = int(now.timestamp() // 60 // regular.every_minutes)
        once = f"{regular.name}@{slot}"
        if not Job.objects.filter(once=once).exists():
            enqueue(regular.name, once=once)


def run_due() -> int:
    """Run every job that is due, one after the other; how many were run."""
    ran = 0
    while run_next():
        ran += 1
    return ran


def run_next() -> bool:
    """Claim the oldest job that is due and run it. False when there is none."""
    job = _claim()
    if job is None:
        return False
    work = find_work(job.name)
    try:
        if work is None:
            raise LookupError(f"This version knows no job called {job.name}.")
        work(tell=lambda message: _tell(job, message), **job.arguments)
    except Exception as error:  # a job's fault must not end the worker
        _fail(job, error)
    else:
        Job.objects.filter(pk=job.pk).update(
            state=Job.State.DONE, ended_at=timezone.now(), error=""
        )
    return True


def recover() -> int:
    """Jobs that a stopped worker left running wait again. Call it when a worker starts."""
    return Job.objects.filter(state=Job.State.RUNNING).update(state=Job.State.WAITING)


def _claim() -> Job | None:
    now = timezone.now()
    waiting = Job.objects.filter(state=Job.State.WAITING, due_at__lte=now).order_by("due_at", "id")
    for job in waiting[:5]:
        claimed = Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(
            state=Job.State.RUNNING, started_at=now, attempts=job.attempts + 1
        )
        if claimed:
            job.attempts += 1
            return job
    return None


def _tell(job: Job, message: Any) -> None:
    Job.objects.filter(pk=job.pk).update(progress=str(message)[:200])


def _fail(job: Job, error: Exception) -> None:
    log.error("Job %s (%s) failed: %s", job.name, job.pk, type(error).__name__)
    is_final = isinstance(error, NotAgain)
    again = job.attempts < TRIES and not is_final
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.WAITING if again else Job.State.FAILED,
        due_at=timezone.now() + WAIT * 2 ** (job.attempts - 1),
        ended_at=None if again else timezone.now(),
        progress=str(error)[:200] if is_final else "",
        error="".join(traceback.format_exception_only(error)),
    )
