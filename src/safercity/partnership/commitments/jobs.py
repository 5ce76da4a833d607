"""Reminding and escalating, every hour: each step happens once, however often the job runs."""

from __future__ import annotations

from django.utils import timezone

from safercity.partnership.commitments.chasing import escalate_late, read_days, remind_owners
from safercity.partnership.commitments.settling import escalate_unsettled, remind_settlers
from safercity.partnership.common.content import read_settings
from safercity.partnership.common.jobs import job


@job("commitments.chase", every_minutes=60)
def chase(*, tell) -> None:
    """Remind owners of what is due, and others of what waits for them to settle it; bring to who
    answers for it what is late, or was done long ago and is not settled.
    """
    days, today = read_days(read_settings("commitments.yaml")), timezone.localdate()
    reminded = remind_owners(today, days) + remind_settlers(today, days)
    risen = escalate_late(today, days) + escalate_unsettled(today, days)
    tell(f"{reminded} reminded, {risen} escalated")
