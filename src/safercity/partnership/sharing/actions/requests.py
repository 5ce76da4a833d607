"""Asking to join an agreement, and the answers of those whose records it covers."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.sharing import rules
from safercity.partnership.sharing.actions.agreements import count_change, keep_text
from safercity.partnership.sharing.actions.asking import ask_approvals
from safercity.partnership.sharing.models import (
    AccessAnswer,
    AccessRequest,
    Agreement,
    Party,
    State,
)
from safercity.partnership.sharing.queries.agreements import get_agreement, list_undecided
from safercity.partnership.sharing.queries.speaking import pick_post

SETTLED: dict[str, str] = {
    AccessRequest.State.GRANTED: gettext_noop("The request to join is granted"),
    AccessRequest.State.REFUSED: gettext_noop("The request to join is refused"),
}


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
    request = AccessRequest.objects.create(
        id=new.key,
        agreement=agreement,
        agency_id=new.agency,
        post_id=pick_post(by, new.agency).id,
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
    """Grant or refuse for one's agencies. Once all granted, the agency is a party; one refusal
    settles it.

    Errors: NotAllowed, NotYet, Stale.
    """
    rules.decide_access(by, request)
    answering, now = rules.list_answering(by, request), timezone.now()
    state = AccessRequest.State.ASKED if is_granted else AccessRequest.State.REFUSED
    if is_granted and answering == list_undecided(request):
        state = AccessRequest.State.GRANTED
    of_version = request.agreement.version
    save_changes(request, {"state": state, "decided_at": now}, version=version)
    for agency in sorted(answering):
        AccessAnswer.objects.create(
            request=request,
            agency_id=agency,
            post_id=pick_post(by, agency).id,
            of_version=of_version,
            is_granted=is_granted,
            words=answer,
            at=now,
        )
    if state == AccessRequest.State.GRANTED:
        _let_in(request, by=by)
    if state != AccessRequest.State.ASKED:
        _tell_who_asked(request, state, by=by)
    told = AccessRequest.State.GRANTED if is_granted else AccessRequest.State.REFUSED
    verb = "access answered" if state == AccessRequest.State.ASKED else "access decided"
    details = {"agency": request.agency_id, "answer": told}
    record_act(verb, request.agreement, by=by, details=details)
    return request


def _tell_who_asked(request: AccessRequest, state: str, *, by: Viewer) -> None:
    """The holders of the post that asked hear what became of it, by the app that tells people."""
    told = {
        "posts": [str(request.post_id)],
        "what": SETTLED[state],
        "kind": Agreement._meta.label_lower,
        "key": str(request.agreement_id),
        "once": f"{request.pk}:{state}",
    }
    enqueue("notes.tell_posts", told, by=by)


def _let_in(request: AccessRequest, *, by: Viewer) -> None:
    """Add the party, which counts a version. What is agreed holds with it at once: all agreed to
    that. A text that is being written is approved and agreed with it first.
    """
    agreement = request.agreement
    count_change(agreement, version=agreement.version)
    Party.objects.get_or_create(
        agreement=agreement, agency_id=request.agency_id, defaults={"role": request.role}
    )
    if agreement.state == State.AGREED:
        keep_text(agreement)
    ask_approvals(get_agreement(agreement.pk), by=by)
