"""Asking for assurance, every day."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from safercity.partnership.common.jobs import job, say_nothing
from safercity.partnership.oversight import actions


@job("oversight.chase", every_minutes=24 * 60)
def chase(tell: Any = say_nothing) -> None:
    """Ask link officers whose assurance is due or late; at last the Board."""
    tell(f"{actions.chase(today=timezone.localdate())} asked")
