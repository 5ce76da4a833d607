"""Ending an agreement for everyone, and leaving it for one's own agency."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.queries import get_agency
from safercity.partnership.sharing import rules
from safercity.partnership.sharing.actions.agreements import count_change
from safercity.partnership.sharing.models import (
    AgreedText,
    Agreement,
    DataSet,
    Ending,
    Party,
    State,
)
from safercity.partnership.sharing.queries.agreements import get_agreement
from safercity.partnership.sharing.queries.falling import leave_out, list_sent_alone
from safercity.partnership.sharing.queries.speaking import pick_post


@transaction.atomic
def end_agreement(agreement: Agreement, *, reason: str, version: int, by: Viewer) -> Agreement:
    """End it for every party; there is no way back. Errors: NotAllowed, NotYet, Stale."""
    rules.end_agreement(by, agreement)
    changed = save_changes(agreement, {"state": State.ENDED}, version=version)
    _keep_reason(agreement, agreement.lead_id, reason=reason, by=by)
    record_act("agreement ended", agreement, by=by, details=changed)
    return get_agreement(agreement.pk)


@transaction.atomic
def leave_agreement(
    agreement: Agreement, agency: UUID, *, reason: str, version: int, by: Viewer
) -> None:
    """Take one's own agency out, with the records that it alone sends. What holds is cut at once,
    and so is a text that is being written. Errors: NotAllowed, NotVisible, NotYet, Stale.
    """
    rules.leave_agreement(by, agreement, agency=agency)
    parties = [one.agency for one in agreement.parties.all()]
    gone = list_sent_alone([*parties, get_agency(agency)], agency)
    count_change(agreement, version=version)
    Party.objects.filter(agreement=agreement, agency=agency).delete()
    DataSet.objects.filter(agreement=agreement, source__in=gone).delete()
    held = AgreedText.objects.filter(agreement=agreement)[0]
    AgreedText.objects.create(
        agreement=agreement,
        number=held.number + 1,
        at=timezone.now(),
        content=leave_out(held.content, agency),
    )
    _keep_reason(agreement, agency, reason=reason, by=by)
    record_act("agreement left", agreement, by=by, details={"agency": agency})


def _keep_reason(agreement: Agreement, agency: UUID, *, reason: str, by: Viewer) -> None:
    Ending.objects.create(
        agreement=agreement,
        agency_id=None if agency == agreement.lead_id else agency,
        post_id=pick_post(by, agency).id,
        reason=reason,
        at=timezone.now(),
    )
