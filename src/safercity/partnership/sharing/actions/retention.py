"""Deletion on time: what an agreement no longer allows goes, and the proof of it stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from safercity.evidence.assess.deleting import delete_expired
from safercity.evidence.runs import Run
from safercity.evidence.store.retention import (
    Deleted,
    Expiry,
    describe_expired,
    is_gone,
    sweep_deleted,
)
from safercity.evidence.types import month_label, month_number
from safercity.evidence.workspace import Workspace, open_workspace
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

    Planned, deleted, proven: what is planned is in the database before anything goes, so that a
    run that dies at any moment leaves a plan, and the next run finishes it and proves it.
    Errors: WorkspaceBusy: the next run of the job does it.
    """
    workspace = open_workspace(folder)
    proofs: list[Deletion] = []
    for agreement in Agreement.objects.exclude(agreed_texts=None).order_by("reference"):
        newest = agreement.agreed_texts.first()
        if newest is None:
            continue
        months = newest.content["retention_months"]
        expiry = Expiry(agreement.reference, find_cutoff(day, months=months))
        _plan(agreement, describe_expired(workspace, expiry))
        _plan(agreement, delete_expired(workspace, expiry, day=day, run=run))  # what really went
        proofs += _prove_planned(workspace, agreement)
    return proofs


@transaction.atomic
def _plan(agreement: Agreement, parts: Iterable[Deleted]) -> None:
    for part in parts:
        told = asdict(part)
        key = {name: told.pop(name) for name in ("source", "received")}
        Deletion.objects.update_or_create(
            reference=agreement.reference,
            at=None,
            **key,
            defaults=told,
            create_defaults={**told, "planned_at": timezone.now()},
        )


def _prove_planned(workspace: Workspace, agreement: Agreement) -> list[Deletion]:
    planned = list(Deletion.objects.filter(reference=agreement.reference, at=None))
    if planned:
        sweep_deleted(workspace)  # a run that died may have left files that nothing names
    gone = [
        one
        for one in planned
        if is_gone(workspace, (one.source, one.received), agreement=one.reference)
    ]
    # The rest is kept for longer since it was planned: the agreement was changed in between.
    planned_no_more = {one.pk for one in planned} - {one.pk for one in gone}
    Deletion.objects.filter(pk__in=planned_no_more).delete()
    return [_prove(agreement, one) for one in gone]


@transaction.atomic
def _prove(agreement: Agreement, proof: Deletion) -> Deletion:
    proof.at = timezone.now()
    proof.save(update_fields=["at"])
    told = {name: getattr(proof, name) for name in Deleted.__dataclass_fields__}
    record_act("records deleted on time", agreement, by=SYSTEM, details=told)
    return proof
