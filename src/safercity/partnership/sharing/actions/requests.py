"""Asking to join an agreement, and the answer of a second agency."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.sharing import rules
from safercity.partnership.sharing.actions.agreements import write_text
from safercity.partnership.sharing.models import (
    AccessRequest,
    AgreedText,
    Agreement,
    Party,
    State,
)


@dataclass(frozen=True)
class NewRequest:
    """Who asks for what: the agency (one of the viewer's), its role, and the purpose."""

    agency: UUID
    role: str
    purpose: str
    key: UUID = field(default_factory=new_id)


@transaction.atomic
def ask_access(agreement: Agreement, new: NewRequest, *, by: Viewer) -> AccessRequest:
    """Ask to join for one's agency; the same key twice asks once. Errors: NotAllowed, NotYet."""
    earlier = AccessRequest.objects.filter(pk=new.key).first()
    if earlier:
        return earlier
    rules.ask_access(by, agreement, agency=new.agency)
    post = next(post for post in by.posts if post.agency == new.agency)
    request = AccessRequest.objects.create(
        id=new.key,
        agreement=agreement,
        agency_id=new.agency,
        post_id=post.id,
        role=new.role,
        purpose=new.purpose,
        asked_at=timezone.now(),
    )
    record_act("access asked for", agreement, by=by, details={"agency": new.agency})
    return request


@transaction.atomic
def decide_access(
    request: AccessRequest, *, is_granted: bool, answer: str, version: int, by: Viewer
) -> AccessRequest:
    """Grant or refuse. Granted, the agency is a party at once where the agreement is in force.

    Errors: NotAllowed, NotYet, Stale.
    """
    rules.decide_access(by, request)
    giving = next(post for post in by.posts if post.agency != request.agency_id)
    state = AccessRequest.State.GRANTED if is_granted else AccessRequest.State.REFUSED
    decision = {
        "state": state,
        "answer": answer,
        "decided_at": timezone.now(),
        "decided_by_id": giving.id,
    }
    save_changes(request, decision, version=version)
    if is_granted:
        _let_in(request)
    details = {"agency": request.agency_id, "answer": state}
    record_act("access decided", request.agreement, by=by, details=details)
    return request


def _let_in(request: AccessRequest) -> None:
    """Add the party to what is written, and to what holds: a text in force is agreed anew."""
    agreement = request.agreement
    Party.objects.get_or_create(
        agreement=agreement, agency_id=request.agency_id, defaults={"role": request.role}
    )
    newest = agreement.agreed_texts.first()
    if newest is None or agreement.state not in (State.AGREED, State.IN_REVIEW):
        return
    party = next(
        one for one in write_text(agreement)["parties"] if one["agency"] == str(request.agency_id)
    )
    AgreedText.objects.create(
        agreement=agreement,
        number=newest.number + 1,
        at=timezone.now(),
        content={**newest.content, "parties": [*newest.content["parties"], party]},
    )
