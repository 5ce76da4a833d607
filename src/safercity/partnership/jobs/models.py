"""The outbox."""

from __future__ import annotations

from django.db import models

from safercity.partnership.common.ids import new_id


class Job(models.Model):
    """One piece of work. Written with the act that asks for it; run later, one at a time."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    once = models.CharField(max_length=120, null=True, unique=True)  # asked for twice, run once
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.CharField(max_length=200, default="", blank=True)
    error = models.TextField(default="", blank=True)
    asked_by = models.UUIDField(null=True)

    class Meta:
        db_table = "jobs_job"
        indexes = [models.Index(fields=["state", "due_at", "id"], name="jobs_job_next")]
