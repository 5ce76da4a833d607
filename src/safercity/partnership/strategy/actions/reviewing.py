"""The annual review: the published plan against the newest evidence, and what comes of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from safercity.documents.strategy import StrategyFaulty, write_strategy
from safercity.documents.strategy.changing import change_part
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.actions.agreeing import (
    NewProposal,
    apply_agreed,
    check_proposal,
)
from safercity.partnership.strategy.actions.versions import draft_from, keep_items
from safercity.partnership.strategy.models import Item, Proposal, Review, StrategyVersion
from safercity.partnership.strategy.queries.versions import read_content


@transaction.atomic
def begin_review(
    version: StrategyVersion, *, edition: str, day: date, findings: list[NewProposal], by: Viewer
) -> Review:
    """Set the published version against an edition; each finding waits for a proposal's text.

    Errors: NotAllowed, NotYet where a review is open already or nothing is published.
    """
    rules.begin_review(by, version.step)
    if Review.objects.filter(state=Review.State.OPEN).exists():
        raise NotYet(_("A review is open already."), advice=_("End it before the next."))
    review = Review.objects.create(of=version, edition=edition, begun_on=day)
    Proposal.objects.bulk_create(Proposal(review=review, **vars(each)) for each in findings)
    record_act("review begun", review, by=by, details={"edition": edition[:12]})
    return review


@transaction.atomic
def propose_change(
    review: Review, new: NewProposal, *, by: Viewer, key: UUID | None = None
) -> Proposal:
    """Add a proposal to an open review. Errors: NotAllowed, NotYet, UnknownName for its part."""
    rules.propose_change(by, review.state)
    key = key or new_id()
    if made := review.proposals.filter(pk=key).first():
        return made
    strategy = read_content(review.of)
    change_part(strategy, new.part, changes={})  # the part must exist
    check_proposal(new, strategy, is_agreed=True)
    proposal = Proposal.objects.create(id=key, review=review, **vars(new))
    record_act("change proposed", review, by=by, details={"part": new.part})
    return proposal


@transaction.atomic
def answer_proposal(
    proposal: Proposal, answer: str, *, changes: dict[str, str], opened: int, by: Viewer
) -> None:
    """Record what was agreed, with the words as agreed. Errors: NotAllowed, NotYet, Stale."""
    rules.answer_proposal(by, proposal.review.state)
    answer = Proposal.Answer(answer)
    told = {name: changes.get(name, getattr(proposal, name)) for name in ("title", "text")}
    agreed = NewProposal(proposal.part, field=proposal.field, kind=proposal.kind, **told)
    is_agreed = answer == Proposal.Answer.AGREED
    check_proposal(agreed, read_content(proposal.review.of), is_agreed=is_agreed)
    save_changes(proposal, {"answer": answer.value, **changes}, version=opened)
    details = {"part": proposal.part, "answer": answer}
    record_act("proposal answered", proposal, by=by, details=details)


@transaction.atomic
def end_review(review: Review, *, opened: int, by: Viewer) -> StrategyVersion:
    """Make the next version, a draft, of what was agreed. Errors: NotAllowed, NotYet, Stale."""
    rules.answer_proposal(by, review.state)
    if review.proposals.filter(answer=Proposal.Answer.OPEN).exists():
        raise NotYet(_("Some proposals have no answer yet."), advice=_("Agree or refuse each."))
    draft = draft_from(review.of, by=by)
    agreed = review.proposals.filter(answer=Proposal.Answer.AGREED)
    taken = set(Item.objects.values_list("code", flat=True))
    try:
        strategy = apply_agreed(read_content(draft), agreed, taken=taken)
    except StrategyFaulty as error:
        told = " ".join(f"{fault.what}." for fault in error.faults)
        raise NotYet(
            _("What was agreed cannot be done together: {told}").format(told=told),
            advice=_("Answer one otherwise."),
        ) from error
    save_changes(draft, {"content": write_strategy(strategy)}, version=draft.version)
    keep_items(strategy)
    save_changes(review, {"state": Review.State.ENDED.value, "made": draft}, version=opened)
    record_act("review ended", review, by=by, details={"version": draft.number})
    return draft
