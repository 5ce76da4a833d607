"""Deletion on time: what an agreement no longer allows goes, and the proof of it stays."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from safercity.evidence.assess.deleting import delete_expired
from safercity.evidence.runs import Run
from safercity.evidence.store.retention import Deleted, Expiry
from safercity.evidence.types import month_label, month_number
from safercity.evidence.workspace import open_workspace
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.sharing.models import Agreement, Deletion


def find_cutoff(day: date, *, months: int) -> str:
    """Records received before this month ("2025-03") were kept for so many months on a day.

    Counted from the first day of the month received: facts lie by month, and a file that is kept
    until its last record is due would keep the others too long.
    """
    return month_label(month_number(f"{day:%Y-%m}") - months + 1)


def delete_on_time(folder: Path, *, day: date, run: Run) -> list[Deletion]:
    """Delete under every agreement that was ever agreed, also an ended one. The proofs.

    Errors: WorkspaceBusy: the next run of the job does it.
    """
    workspace = open_workspace(folder)
    proofs: list[Deletion] = []
    for agreement in Agreement.objects.exclude(agreed_texts=None).order_by("reference"):
        months = agreement.agreed_texts.first().content["retention_months"]
        expiry = Expiry(agreement.reference, find_cutoff(day, months=months))
        gone = delete_expired(workspace, expiry, day=day, run=run)
        proofs += [_prove(agreement, one) for one in gone]
    return proofs


@transaction.atomic
def _prove(agreement: Agreement, gone: Deleted) -> Deletion:
    proof = Deletion.objects.create(
        reference=agreement.reference, at=timezone.now(), **asdict(gone)
    )
    record_act("records deleted on time", agreement, by=SYSTEM, details=asdict(gone))
    return proof
