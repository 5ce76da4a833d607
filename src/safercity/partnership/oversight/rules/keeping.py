"""Who assures, reviews and proves; which step of a review follows which."""

from __future__ import annotations

from django.utils.translation import gettext as _

from safercity.partnership.common.in_words import join_words, write_date
from safercity.partnership.common.rules import (
    NotAllowed,
    NotYet,
    Refused,
    require_role,
    rule,
    see_beyond_own,
)
from safercity.partnership.common.viewers import SYSTEM, Role, Viewer
from safercity.partnership.governance.queries import (
    Decision,
    Subject,
    SubjectKind,
    find_board,
    list_accountable,
    list_deciding,
    list_links,
)
from safercity.partnership.governance.rules import be_link_officer
from safercity.partnership.oversight.models import Review, Reviewed

REVIEWING: dict[Reviewed, frozenset[Reviewed]] = {
    Reviewed.PROMISED: frozenset({Reviewed.UNDER_WAY, Reviewed.DROPPED}),
    Reviewed.UNDER_WAY: frozenset({Reviewed.DECIDED}),
    Reviewed.DECIDED: frozenset({Reviewed.CLOSED}),
    Reviewed.CLOSED: frozenset(),
    Reviewed.DROPPED: frozenset(),
}

DECIDED_ON = ("scope", "as_is", "options")  # of a review: once it is decided they stand

see_oversight = see_beyond_own


@rule
def assure_something(viewer: Viewer) -> None:
    """Whoever is a link officer today, for some priority: opens the page."""
    if not list_links(posts=viewer.post_ids).exists():
        raise NotAllowed(
            _("Assurance is given by link officers."),
            advice=_("The page of all bodies names them."),
        )


@rule
def assure(viewer: Viewer, subject: Subject) -> None:
    """The link officer between a body that answers for the subject and the Board, on both.

    Errors: NotAllowed; NotYet where the post has no seat on one of the two.
    """
    if subject.kind != SubjectKind.SUPPORTING:
        raise NotAllowed(_("Assurance is given for supporting priorities."))
    board, refused = find_board(), []
    for body in list_accountable(subject) if board else ():
        try:
            be_link_officer(viewer, body, to=board)
        except Refused as refusal:
            refused.append(refusal)
        else:
            return
    # Who is the link officer and lacks a seat is told so; everyone else who may.
    raise next(
        (refusal for refusal in refused if isinstance(refusal, NotYet)),
        NotAllowed(
            _("Only a link officer between the Board and the body that answers for %s may do this.")
            % subject,
            advice=_("The page of all bodies names them."),
        ),
    )


@rule
def keep_reviews(viewer: Viewer) -> None:
    """The manager enters reviews and says who leads them."""
    if viewer is not SYSTEM:
        require_role(viewer, Role.MANAGER, to=_("enter a review"))


@rule
def lead_review(viewer: Viewer, review: Review) -> None:
    """Whoever holds the post that leads it, and the manager. Errors: NotYet once it is closed."""
    leads = review.lead_id in viewer.post_ids
    if viewer is not SYSTEM and not leads and not viewer.has_role(Role.MANAGER):
        raise NotAllowed(
            _("Only the lead of this review may do this."),
            advice=_("Ask its lead or the community safety manager."),
        )
    if review.state in (Reviewed.CLOSED, Reviewed.DROPPED):
        told = (
            _("This review is closed.")
            if review.state == Reviewed.CLOSED
            else _("The strategy no longer promises this review.")
        )
        raise NotYet(told, advice=_("Enter a new one."))


@rule
def decide_review(viewer: Viewer, review: Review, *, decision: Decision) -> None:
    """A review ends with a decision of the Board, or of a body on which its lead sits, taken since
    it began; and once it is written what that decides on.

    Errors: NotAllowed, NotYet.
    """
    lead_review(viewer, review)
    if getattr(decision, "replaced_by", None):
        raise NotYet(
            _("That decision was replaced by a later one."), advice=_("Choose the later one.")
        )
    if not list_deciding(review.lead_id).filter(pk=decision.body_id).exists():
        raise NotYet(
            _("That is a decision of %s.") % decision.body,
            advice=_("Choose one of the Board, or of a body on which the lead sits."),
        )
    if review.begun_on and decision.day < review.begun_on:
        raise NotYet(
            _("It was decided before the review began on %s.") % write_date(review.begun_on),
            advice=_("Choose a decision of that day or later."),
        )
    if not (review.as_is and review.options):
        lacking = [
            words
            for words, text in (
                (_("how it is now"), review.as_is),
                (_("the options"), review.options),
            )
            if not text
        ]
        raise NotYet(
            _("Not written yet: {lacking}.").format(lacking=join_words(lacking)),
            advice=_("Write it before the decision."),
        )


@rule
def prove_duty(viewer: Viewer) -> None:
    """The manager and the analyst say what was done; so may a chair."""
    roles = (Role.MANAGER, Role.ANALYST, Role.CHAIR)
    if viewer is not SYSTEM:
        require_role(viewer, *roles, to=_("say that a duty was done"))
