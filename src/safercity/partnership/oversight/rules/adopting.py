"""The route of an adoption: whose decision comes next, who records it, and what it must be."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from safercity.partnership.common.in_words import join_words, write_date
from safercity.partnership.common.rules import NotAllowed, NotYet, require_role, rule
from safercity.partnership.common.viewers import SYSTEM, Role, Viewer
from safercity.partnership.governance import queries as governance
from safercity.partnership.governance.actions import NewDecision
from safercity.partnership.governance.queries import Body, Decision, find_board
from safercity.partnership.governance.rules import list_lacking, record_decision, speak_for
from safercity.partnership.oversight.models import Adopted, Adoption, AdoptionStep

ONWARD: dict[Adopted, Adopted] = {
    Adopted.ASKED: Adopted.CONSIDERED,
    Adopted.CONSIDERED: Adopted.AGREED,
    Adopted.AGREED: Adopted.ADOPTED,
}
ASKERS = (Role.MANAGER, Role.CHAIR, Role.BOARD_MEMBER, Role.LINK_OFFICER)
AGREED_ON = ("terms", "accountable")  # what the accountable body agrees to: then it stands


@rule
def ask_adoption(viewer: Viewer, agency: UUID | None = None) -> None:
    """Managers, chairs, Board members and link officers may ask, for an agency of theirs.

    Managers and chairs may record that another agency asked. Without an agency: whoever may for
    some agency, so that the page opens.
    """
    if viewer is SYSTEM:
        return
    require_role(viewer, *ASKERS, to=_("ask for a priority to be adopted"))
    if agency and agency not in viewer.agencies and not keep_adoptions.allowed(viewer):
        raise NotAllowed(
            _("You may ask for your own agency only."),
            advice=_("The community safety manager or a chair records what another agency asks."),
        )


@rule
def keep_adoptions(viewer: Viewer) -> None:
    """The manager keeps the terms; chairs may too."""
    if viewer is not SYSTEM:
        require_role(viewer, Role.MANAGER, Role.CHAIR, to=_("change an adoption"))


@rule
def change_terms(viewer: Viewer, adoption: Adoption, *, changes: dict[str, Any]) -> None:
    """Who keeps adoptions, until it is over. Errors: NotAllowed; NotYet for what was agreed."""
    keep_adoptions(viewer)
    _refuse_over(adoption)
    changed = {name for name, value in changes.items() if getattr(adoption, name) != value}
    if changed.intersection(list_agreed(adoption)):
        raise NotYet(
            _("%s has agreed to these terms.") % adoption.accountable,
            advice=_("To change them, decline this adoption and ask for a new one."),
        )


@rule
def go_on(viewer: Viewer, adoption: Adoption) -> None:
    """Who speaks for the body that is asked takes the next step, once all is there.

    Errors: NotAllowed; NotYet where it is over, the body has ended or something lacks.
    """
    board = require_board()
    speak_for(viewer, find_asked(adoption, board), to=board)
    _refuse_over(adoption)
    if lacks := list_missing(adoption, board, to=ONWARD[Adopted(adoption.state)]):
        raise NotYet(
            _("Before the next step these are missing: %s.") % ", ".join(lacks),
            advice=_("Put them into the terms first."),
        )


@rule
def decline_adoption(viewer: Viewer, adoption: Adoption) -> None:
    """Who speaks for the Board; and for the accountable body, while that is asked.

    Errors: NotAllowed, NotYet.
    """
    board = require_board()
    if not list_declining(viewer, adoption):
        record_decision(viewer, board)
    _refuse_over(adoption)


@rule
def withdraw_adoption(viewer: Viewer, adoption: Adoption) -> None:
    """Who holds the post that asked, and who may ask for the agency that asked. Errors: NotYet."""
    asked = any(
        post.id == adoption.post_id or (post.agency == adoption.asked_by_id and post.role in ASKERS)
        for post in viewer.posts
    )
    if viewer is not SYSTEM and not asked:
        raise NotAllowed(
            _("Only %s, who asked, may withdraw it.") % adoption.asked_by,
            advice=_("The Board may decline it."),
        )
    _refuse_over(adoption)


@rule
def decide_here(viewer: Viewer, body: Body) -> None:
    """Who writes a decision into the log along with the step: who may record one of the Board;
    of another body only its chair or vice-chair.

    Errors: NotAllowed; NotYet for a body that has ended.
    """
    record_decision(viewer, body)
    if viewer is not SYSTEM and not body.is_board and not is_chair_of(viewer, body):
        raise NotAllowed(
            _("Only its chair or vice-chair records a decision of %s along with a step.") % body,
            advice=_("Choose one of its log."),
        )


def is_chair_of(viewer: Viewer, body: Body) -> bool:
    """Whether the viewer holds the post of the body's chair or vice-chair."""
    return bool(viewer.post_ids & {body.chair_id, body.vice_chair_id})


@rule
def check_decision(
    viewer: Viewer,
    adoption: Adoption,
    *,
    decision: Decision | NewDecision | None,
    bodies: Collection[Body],
) -> None:
    """A step is taken by a decision of the body itself, about this priority, in its order.

    A decision takes one step of one adoption only: no body's word stands for another's, or for
    itself twice.
    Errors: NotYet; NotAllowed for who does not speak for the body that decided.
    """
    if decision is None or decision.body not in bodies:
        raise NotYet(
            _("The decision of %s is missing.") % " / ".join(map(str, bodies)),
            advice=_("Choose one of its log, or record it here."),
        )
    speak_for(viewer, decision.body, to=require_board())
    if decision.subject not in (None, adoption.subject):
        raise NotYet(
            _("That decision is about %s.") % decision.subject,
            advice=_("Choose the one about this priority."),
        )
    before = adoption.steps.order_by("id").last()
    if before and decision.day < before.day:
        told = {"step": before.get_state_display(), "day": write_date(before.day)}
        raise NotYet(
            _("It was decided before the last step, “%(step)s” on %(day)s.") % told,
            advice=_("Choose a decision of that day or later."),
        )
    if isinstance(decision, Decision):
        _refuse_spent(decision)
    else:
        decide_here(viewer, decision.body)


@rule
def know_who_stops(viewer: Viewer, adoption: Adoption, *, known: Collection[Body]) -> None:
    """Who adopts says for each third body that it is known to stop answering. Errors: NotYet."""
    unsaid = [each for each in list_stopping(adoption) if each not in known]
    if unsaid:
        raise NotYet(
            _("%s stops answering for this once it is adopted.")
            % join_words(list(map(str, unsaid))),
            advice=_("Say that this is known."),
            field="stopping",
        )


def require_board() -> Body:
    """The partnership's own Board. Errors: NotYet where none is marked."""
    board = find_board()
    if board is None:
        raise NotYet(
            _("No body is marked as the partnership's own Board."),
            advice=_("Mark it on the page of that body."),
        )
    return board


def list_agreed(adoption: Adoption) -> list[str]:
    """The fields that stand. What was agreed before terms were asked for may have none yet."""
    agreed = AGREED_ON if adoption.state == Adopted.AGREED else ()
    return [name for name in agreed if getattr(adoption, name)]


def find_asked(adoption: Adoption, board: Body) -> Body:
    """The body that is asked now: the Board, until the terms are there that the other agrees to."""
    if adoption.state != Adopted.CONSIDERED or adoption.accountable is None:
        return board
    return adoption.accountable if adoption.terms.strip() else board


def list_stopping(adoption: Adoption) -> list[Body]:
    """The bodies that answer for it now and no more once it is adopted; none decides on it."""
    if adoption.accountable is None or not adoption.is_under_way:
        return []
    return governance.list_stopping(adoption.subject, adoption.accountable)


def list_declining(viewer: Viewer, adoption: Adoption) -> list[Body]:
    """The bodies that may decline now and for which the viewer speaks."""
    board = require_board()
    bodies = dict.fromkeys((board, find_asked(adoption, board)))
    return [body for body in bodies if speak_for.allowed(viewer, body, to=board)]


def list_missing(adoption: Adoption, board: Body, *, to: Adopted = Adopted.ADOPTED) -> list[str]:
    """What an adoption still lacks before the step `to`, in words."""
    lacks: list[str] = []
    if to == Adopted.CONSIDERED:
        return lacks
    if not adoption.terms.strip():
        lacks.append(_("terms"))
    if adoption.accountable is None:
        lacks.append(_("an accountable body"))
    if to == Adopted.AGREED:
        return lacks
    if adoption.link_officer is None:
        lacks.append(_("a link officer"))
    elif adoption.accountable is not None:
        bodies = (adoption.accountable, board)
        lacks += [
            _("a seat of the link officer on %s") % body
            for body in list_lacking(adoption.link_officer, bodies)
        ]
    return lacks


def _refuse_over(adoption: Adoption) -> None:
    if not adoption.is_under_way:
        raise NotYet(_("This adoption has ended."), advice=_("Ask for a new one."))


def _refuse_spent(decision: Decision) -> None:
    """Errors: NotYet for a decision that was replaced, or has taken a step of any adoption."""
    if getattr(decision, "replaced_by", None):
        raise NotYet(
            _("That decision was replaced by a later one."), advice=_("Choose the later one.")
        )
    if used := AdoptionStep.objects.filter(decision=decision).first():
        raise NotYet(
            _("That decision has taken a step already: of the adoption of %s.") % used.adoption,
            advice=_("Each step has a decision of its own."),
        )
