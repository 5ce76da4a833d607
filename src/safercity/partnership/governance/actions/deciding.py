"""What bodies decided, and the commitments that follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act
from safercity.partnership.commitments.actions import NewCommitment, make_commitment
from safercity.partnership.commitments.queries import Commitment
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.in_words import write_date
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance import rules
from safercity.partnership.governance.models import Body, Decision, Subject

DECISION = "governance.decision"
RECORDED = "decision recorded"  # the act of who writes one into the log


@dataclass(frozen=True)
class NewDecision:
    """What a body decided.

    `replaces`: the earlier decision that it puts aside. `follows`: its actions.
    """

    body: Body
    day: date
    what: str
    reason: str
    options: str = ""
    subject: Subject | None = None
    replaces: Decision | None = None
    follows: tuple[NewCommitment, ...] = ()


@transaction.atomic
def record_decision(new: NewDecision, *, by: Viewer, key: UUID | None = None) -> Decision:
    """Write a decision into the log. Errors: NotAllowed; NotYet for a day to come."""
    rules.record_decision(by, new.body)
    key = key or new_id()
    if made := Decision.objects.filter(pk=key).first():
        return made
    if new.day > timezone.localdate():
        raise NotYet(
            _("%s has not come yet.") % write_date(new.day),
            advice=_("Give the day of the meeting."),
        )
    if new.replaces and Decision.objects.filter(replaces=new.replaces).exists():
        raise NotYet(
            _("That decision has been replaced already."),
            advice=_("Replace the later one instead."),
        )
    fields = {name: value for name, value in vars(new).items() if name != "follows"}
    decision = Decision.objects.create(id=key, **fields)
    record_act(RECORDED, decision, by=by, details={"body": new.body, "day": new.day})
    for action in new.follows:
        follow_decision(decision, action, by=by)
    return decision


def hold_decision(decision: Decision) -> None:
    """Let nobody else build on it until the transaction ends: whoever comes second sees it used."""
    Decision.objects.select_for_update().get(pk=decision.pk)


@transaction.atomic
def follow_decision(decision: Decision, new: NewCommitment, *, by: Viewer) -> Commitment:
    """Make a commitment that follows from a decision. Errors: those of `make_commitment`."""
    rules.record_decision(by, decision.body)
    priority = decision.subject.code if decision.subject else ""
    asked = replace(new, subject=name_decision(decision), priority=new.priority or priority)
    return make_commitment(asked, by=by)


def name_decision(decision: Decision) -> tuple[str, UUID]:
    """The kind and id under which commitments and comments belong to a decision."""
    return DECISION, decision.pk
