"""Regular work: deletion on time, every hour."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from safercity.evidence.runs import Run
from safercity.partnership.common.jobs import job
from safercity.partnership.sharing.actions.retention import delete_on_time


@job("sharing.delete_on_time", every_minutes=60)
def delete_expired_records(*, tell) -> None:
    """Delete what every agreement's retention no longer allows. Nothing to do is soon done."""
    folder = settings.SAFERCITY.workspace
    if not (folder / "workspace.json").is_file():  # an edition's folder holds no record
        return
    proofs = delete_on_time(folder, day=timezone.localdate(), run=Run())
    tell(f"{sum(proof.rows for proof in proofs)} rows deleted")
