"""How a job is doing."""

from __future__ import annotations

from uuid import UUID

from safercity.partnership.jobs.models import Job

__all__ = ["Job", "count_failed", "find_newest", "get_job"]


def get_job(key: UUID) -> Job | None:
    """One job. Who may hear of it is for the room to say that asked for it."""
    return Job.objects.filter(pk=key).first()


def find_newest(name: str, **arguments: str) -> Job | None:
    """The job of this name that was asked for last, among those with these arguments."""
    wanted = {f"arguments__{key}": value for key, value in arguments.items()}
    return Job.objects.filter(name=name, **wanted).order_by("-id").first()


def count_failed() -> int:
    """Jobs that gave up."""
    return Job.objects.filter(state=Job.State.FAILED).count()
