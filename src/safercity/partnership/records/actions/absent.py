"""Columns that were said to be in no file of a source, once a file has them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from safercity.evidence.extracts.header import Unread
from safercity.evidence.extracts.mappings import MappingChange, change_meanings
from safercity.evidence.workspace import Workspace
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.jobs.queries import Job
from safercity.partnership.records.queries import MAPPING_BACK, read_absent


@transaction.atomic
def end_absences(workspace: Workspace, source: str, *, unread: Sequence[Unread], name: str) -> None:
    """Ask again for columns that have come: of each, what was said is taken back.

    `unread`: what the headings leave open of each new table in the file called `name`.
    """
    absent = read_absent(workspace, source)
    came = sorted(one for one in absent if any(one not in each.missing for each in unread))
    if not came:
        return
    key = str(new_id())
    details = {"source": source, "mending": key, "fields": "+".join(came)}
    record_act(MAPPING_BACK, Job, by=SYSTEM, details=details)
    changes = [MappingChange(one, "", key=key, files=(name,), kind="absent") for one in came]
    change_meanings(workspace, source, changes=changes)
