"""How many files of lists one person takes in a minute: people take some, programs take all.

Counted in the memory of each process of the site: it costs a page nothing, and so many processes
allow so many times as much.
"""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from safercity.partnership.common.rules import Refused
from safercity.partnership.common.viewers import Viewer


class TooManyFiles(Refused):
    """A person took more files of lists in one minute than they may. Its fact `seconds`: until
    the minute is over.
    """


_lock = threading.Lock()
_counted: dict[tuple[UUID | None, datetime], int] = {}


def count_file(viewer: Viewer) -> None:
    """Count a file that is taken. Errors: TooManyFiles, which says when it goes again."""
    now = timezone.now()
    minute = now.replace(second=0, microsecond=0)
    most = settings.SAFERCITY.files_a_minute
    with _lock:
        for old in [key for key in _counted if key[1] != minute]:
            del _counted[old]
        taken = _counted.get((viewer.id, minute), 0) + 1
        _counted[viewer.id, minute] = taken
    if taken > most:
        over = minute + timedelta(minutes=1)
        seconds = ceil((over - now).total_seconds())
        raise TooManyFiles(
            ngettext(
                "You took {n} file in this minute, as many as one person may.",
                "You took {n} files in this minute, as many as one person may.",
                most,
            ).format(n=most),
            advice=ngettext(
                "Try again in {n} second, at {time}. For all records by program there is the"
                " read API.",
                "Try again in {n} seconds, at {time}. For all records by program there is the"
                " read API.",
                seconds,
            ).format(n=seconds, time=date_format(timezone.localtime(over), "H:i")),
            seconds=seconds,
        )
