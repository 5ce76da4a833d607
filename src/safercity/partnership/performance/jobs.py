"""Marking what is late, every hour."""

from __future__ import annotations

from django.utils import timezone

from safercity.partnership.common.jobs import job
from safercity.partnership.performance.actions import chase_late


@job("performance.chase", every_minutes=60)
def chase(*, tell) -> None:
    """Ask the owners of late returns."""
    tell(f"{chase_late(timezone.localdate())} late returns asked for")
