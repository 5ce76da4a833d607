"""Who assures, adopts, reviews and proves; which step of an adoption follows which."""

from __future__ import annotations

from django.utils.translation import gettext as _

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
    Body,
    Decision,
    Subject,
    SubjectKind,
    find_board,
    list_accountable,
    list_links,
)
from safercity.partnership.governance.rules import be_link_officer, list_lacking, record_decision
from safercity.partnership.oversight.models import Adopted, Adoption, Review, Reviewed

__all__ = [
    "ADOPTING",
    "REVIEWING",
    "ask_adoption",
    "assure",
    "assure_something",
    "keep_adoptions",
    "keep_reviews",
    "lead_review",
    "list_missing",
    "prove_duty",
    "see_oversight",
    "take_step",
]

ADOPTING: dict[Adopted, frozenset[Adopted]] = {
    Adopted.ASKED: frozenset({Adopted.CONSIDERED, Adopted.DECLINED}),
    Adopted.CONSIDERED: frozenset({Adopted.AGREED, Adopted.DECLINED}),
    Adopted.AGREED: frozenset({Adopted.ADOPTED, Adopted.DECLINED}),
    Adopted.ADOPTED: frozenset(),
    Adopted.DECLINED: frozenset(),
}
REVIEWING: dict[Reviewed, frozenset[Reviewed]] = {
    Reviewed.PROMISED: frozenset({Reviewed.UNDER_WAY, Reviewed.DROPPED}),
    Reviewed.UNDER_WAY: frozenset({Reviewed.DECIDED}),
    Reviewed.DECIDED: frozenset({Reviewed.CLOSED}),
    Reviewed.CLOSED: frozenset(),
    Reviewed.DROPPED: frozenset(),
}

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
def ask_adoption(viewer: Viewer) -> None:
    """Managers, chairs, Board members and link officers may ask."""
    roles = (Role.MANAGER, Role.CHAIR, Role.BOARD_MEMBER, Role.LINK_OFFICER)
    if viewer is not SYSTEM:
        require_role(viewer, *roles, to=_("ask for a priority to be adopted"))


@rule
def keep_adoptions(viewer: Viewer) -> None:
    """The manager keeps the terms; chairs may too."""
    if viewer is not SYSTEM:
        require_role(viewer, Role.MANAGER, Role.CHAIR, to=_("change an adoption"))


@rule
def take_step(
    viewer: Viewer, adoption: Adoption, *, to: Adopted, decision: Decision | None = None
) -> None:
    """Whoever may decide for the Board takes the steps, in their order, when all is there.

    Errors: NotAllowed; NotYet where the step does not follow, or something lacks.
    """
    board = find_board()
    if board is None:
        raise NotYet(
            _("No body is marked as the partnership's own Board."),
            advice=_("Mark it on the page of that body."),
        )
    record_decision(viewer, board)
    if to not in ADOPTING[Adopted(adoption.state)]:
        raise NotYet(
            _("From “%(state)s” this step does not follow.")
            % {"state": adoption.get_state_display()},
            advice=_("Open the page again: someone may have taken a step."),
        )
    if to == Adopted.CONSIDERED and (decision is None or decision.body_id != board.pk):
        raise NotYet(
            _("The Board's own decision is missing."),
            advice=_("Record it in the log, then choose it here."),
        )
    if to == Adopted.AGREED and adoption.accountable is None:
        raise NotYet(
            _("No accountable body is named with which this could be agreed."),
            advice=_("Put it into the terms first."),
        )
    if to == Adopted.ADOPTED and (lacks := list_missing(adoption, board)):
        raise NotYet(
            _("Before adoption these are missing: %s.") % ", ".join(lacks),
            advice=_("Put them into the terms first."),
        )


def list_missing(adoption: Adoption, board: Body) -> list[str]:
    """What an adoption still lacks, in words."""
    lacks = []
    if not adoption.terms.strip():
        lacks.append(_("terms"))
    if adoption.accountable is None:
        lacks.append(_("an accountable body"))
    if adoption.link_officer is None:
        lacks.append(_("a link officer"))
    elif adoption.accountable is not None:
        bodies = (adoption.accountable, board)
        lacks += [
            _("a seat of the link officer on %s") % body
            for body in list_lacking(adoption.link_officer, bodies)
        ]
    return lacks


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
def prove_duty(viewer: Viewer) -> None:
    """The manager and the analyst say what was done; so may a chair."""
    roles = (Role.MANAGER, Role.ANALYST, Role.CHAIR)
    if viewer is not SYSTEM:
        require_role(viewer, *roles, to=_("say that a duty was done"))
