"""What bodies decided, and the commitments that follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance import rules
from safercity.partnership.governance.models import Body, Decision, Subject


@dataclass(frozen=True)
class NewDecision:
    """What a body decided. `replaces`: the earlier decision that it puts aside."""

    body: Body
    day: date
    what: str
    reason: str
    options: str = ""
    subject: Subject | None = None
    replaces: Decision | None = None


@transaction.atomic
def record_decision(new: NewDecision, *, by: Viewer, key: UUID | None = None) -> Decision:
    """Write a decision into the log. Errors: NotAllowed; NotYet for a day to come."""
    rules.record_decision(by, new.body)
    key = key or new_id()
    if made := Decision.objects.filter(pk=key).first():
        return made
    if new.day > timezone.localdate():
        raise NotYet(_("%s has not come yet.") % new.day, advice=_("Give the day of the meeting."))
    if new.replaces and Decision.objects.filter(replaces=new.replaces).exists():
        raise NotYet(
            _("That decision has been replaced already."),
            advice=_("Replace the later one instead."),
        )
    decision = Decision.objects.create(id=key, **vars(new))
    record_act("decision recorded", decision, by=by, details={"body": new.body, "day": new.day})
    return decision
