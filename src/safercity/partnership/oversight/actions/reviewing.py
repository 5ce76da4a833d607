"""Reviews: what they look at, what was decided, what changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
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
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.queries import Decision
from safercity.partnership.oversight import rules
from safercity.partnership.oversight.models import Review, Reviewed

REVIEW = "oversight.review"


@transaction.atomic
def add_review(
    title: str, *, scope: str = "", code: str | None = None, by: Viewer, key: UUID | None = None
) -> Review:
    """Enter a review that was promised. Errors: NotAllowed."""
    rules.keep_reviews(by)
    key = key or new_id()
    if made := Review.objects.filter(pk=key).first():
        return made
    review = Review.objects.create(id=key, title=title, scope=scope, code=code)
    record_act("review added", review, by=by)
    return review


@transaction.atomic
def drop_review(review: Review, *, by: Viewer) -> None:
    """The strategy promises it no more, and nobody began it. Errors: NotAllowed, NotYet."""
    rules.keep_reviews(by)
    _move(review, Reviewed.DROPPED, by=by)


@transaction.atomic
def promise_review(review: Review, changes: dict[str, Any], *, by: Viewer) -> None:
    """Write what a strategy says anew of a review, or promise it again. Errors: NotAllowed."""
    rules.keep_reviews(by)
    if changed := save_changes(review, changes, version=review.version):
        record_act("review changed", review, by=by, details=changed)


@transaction.atomic
def change_review(review: Review, changes: dict[str, Any], *, version: int, by: Viewer) -> None:
    """Change what is written of it, its lead or day.

    Errors: NotAllowed, Stale; NotYet for what the decision was taken on.
    """
    rules.lead_review(by, review)
    if "lead" in changes and changes["lead"] != review.lead:
        rules.keep_reviews(by)
    if review.decision_id and any(
        changes.get(name, getattr(review, name)) != getattr(review, name)
        for name in rules.DECIDED_ON
    ):
        raise NotYet(
            _("This review is decided on what was written."), advice=_("Add a comment instead.")
        )
    if changed := save_changes(review, changes, version=version):
        record_act("review changed", review, by=by, details=changed)


@transaction.atomic
def begin_review(review: Review, *, day: date | None = None, by: Viewer) -> None:
    """Begin it, today or on an earlier day.

    Errors: NotAllowed; NotYet without a scope, a lead and a due day, or for a day to come.
    """
    rules.lead_review(by, review)
    lacks = [
        str(word)
        for word, value in (
            (_("scope"), review.scope),
            (_("lead"), review.lead),
            (_("due day"), review.due),
        )
        if not value
    ]
    if lacks:
        raise NotYet(
            _("Before it begins these are missing: %s.") % ", ".join(lacks),
            advice=_("Change the review first."),
        )
    today = timezone.localdate()
    if day and day > today:
        raise NotYet(
            _("%s has not come yet.") % write_date(day),
            advice=_("Give the day on which it began."),
            field="day",
        )
    _move(review, Reviewed.UNDER_WAY, begun_on=day or today, by=by)


@transaction.atomic
def decide_review(review: Review, decision: Decision, *, by: Viewer) -> None:
    """Name the decision that ends it. Errors: NotAllowed, NotYet."""
    rules.decide_review(by, review, decision=decision)
    _move(review, Reviewed.DECIDED, decision=decision, by=by)


@transaction.atomic
def close_review(review: Review, *, by: Viewer) -> None:
    """Close it; its changes go on as actions. Errors: NotAllowed, NotYet."""
    rules.lead_review(by, review)
    _move(review, Reviewed.CLOSED, by=by)


@transaction.atomic
def follow_review(review: Review, new: NewCommitment, *, by: Viewer) -> Commitment:
    """Make a change that the review decided into a commitment. Errors: NotAllowed, NotYet."""
    rules.lead_review(by, review)
    if review.decision_id is None:
        raise NotYet(
            _("Nothing is decided yet."), advice=_("Name the decision, then add what changes.")
        )
    return make_commitment(replace(new, subject=name_review(review)), by=by)


def name_review(review: Review) -> tuple[str, UUID]:
    """The kind and id under which commitments and comments belong to a review."""
    return REVIEW, review.pk


def _move(review: Review, to: Reviewed, *, by: Viewer, **fields: Any) -> None:
    if to not in rules.REVIEWING[Reviewed(review.state)]:
        raise NotYet(
            _("From “%s” this step does not follow.") % review.get_state_display(),
            advice=_("Open the page again: someone may have taken a step."),
        )
    changed = save_changes(review, {"state": to, **fields}, version=review.version)
    record_act("review step", review, by=by, details=changed)
