"""The worker: one process, one job at a time, beside the web server."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import close_old_connections
from django.utils import timezone

from safercity.partnership.jobs.actions import enqueue_regular, recover, run_next

REST_SECONDS = 1.0


def work(*, stop: Callable[[], bool] = lambda: False) -> None:
    """Run jobs until `stop` answers True."""
    recover()
    while not stop():
        close_old_connections()
        enqueue_regular(timezone.now())
        if not run_next():
            time.sleep(REST_SECONDS)
