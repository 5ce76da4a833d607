"""Who may define measures, send and decide returns, and which state follows which."""

from __future__ import annotations

from django.utils.translation import gettext as _

from safercity.partnership.common.rules import (
    NotAllowed,
    NotVisible,
    NotYet,
    hold_a_post,
    require_role,
    rule,
    see_beyond_own,
)
from safercity.partnership.common.viewers import WORKING_ROLES, Role, Viewer
from safercity.partnership.performance.models import Measure, Return, State

__all__ = [
    "STEPS",
    "change_return",
    "decide_returns",
    "follows",
    "keep_measures",
    "move_return",
    "see_measure",
    "see_outcomes",
    "see_return",
    "see_returns",
    "see_small",
    "see_unanswered",
    "send_return",
    "send_returns",
]

DECIDERS = (Role.MANAGER, Role.CHAIR)
SMALL = 5  # counts of people from 1 to 4 are told to who answers for them, and to nobody else

# Who takes a step: the owner's agency, or a manager or chair of another agency.
OWNER, OTHER_AGENCY = "owner's agency", "manager or chair of another agency"
STEPS: dict[State, dict[State, str]] = {
    State.DRAFT: {State.SUBMITTED: OWNER},
    State.SUBMITTED: {
        State.APPROVED: OTHER_AGENCY,
        State.RETURNED: OTHER_AGENCY,
        State.DRAFT: OWNER,
    },
    State.RETURNED: {State.SUBMITTED: OWNER},
    State.APPROVED: {},
}

see_outcomes = see_beyond_own
see_returns = hold_a_post


@rule
def see_measure(viewer: Viewer, measure: Measure) -> None:
    """Members see every measure; a guest those that the own agency answers for."""
    see_returns(viewer)
    owner = measure.owner.agency_id if measure.owner else None
    if viewer.is_guest and owner not in viewer.agencies:
        raise NotVisible(_("There is no such measure."))


@rule
def oversee(viewer: Viewer) -> None:
    """Who answers for all outcomes: managers, the chair and the members of the Board."""
    see_outcomes(viewer)
    require_role(viewer, Role.MANAGER, Role.CHAIR, Role.BOARD_MEMBER, to=_("oversee the outcomes"))


@rule
def keep_measures(viewer: Viewer) -> None:
    """The manager keeps definition sheets, targets and owners."""
    require_role(viewer, Role.MANAGER, to=_("change what is measured"))


@rule
def send_returns(viewer: Viewer) -> None:
    """Everyone whose post does the partnership's work, for measures of their own agency."""
    require_role(viewer, *WORKING_ROLES, to=_("send returns"))


@rule
def decide_returns(viewer: Viewer) -> None:
    """Managers and chairs, though never on a return of their own agency."""
    require_role(viewer, *DECIDERS, to=_("approve returns"))


@rule
def send_return(viewer: Viewer, measure: Measure) -> None:
    """The agency of the measure's owner."""
    send_returns(viewer)
    if not measure.is_returned:
        raise NotYet(
            _("This measure's figures come from the evidence, so nobody returns them."),
            advice=_("Change its definition sheet first, if a partner is to send it."),
        )
    if measure.owner is None:
        raise NotYet(
            _("This measure has no owner yet."), advice=_("Ask the manager to name a post.")
        )
    if not any(
        post.agency == measure.owner.agency_id and post.role in WORKING_ROLES
        for post in viewer.posts
    ):
        raise NotAllowed(
            _("Only the owner's agency sends this return."),
            advice=_("Ask: {owner}.").format(owner=measure.owner),
        )


@rule
def see_unanswered(viewer: Viewer) -> None:
    """Who answers returns or analyses sees every agency's before they are approved."""
    require_role(viewer, *DECIDERS, Role.ANALYST, to=_("see what is not approved yet"))


@rule
def see_return(viewer: Viewer, row: Return) -> None:
    """An approved figure is every member's; before, its agency's, and theirs who answer or
    analyse.
    """
    see_measure(viewer, row.measure)
    if row.is_locked or see_unanswered.allowed(viewer):
        return
    if row.measure.owner is None or row.measure.owner.agency_id not in viewer.agencies:
        raise NotVisible(_("There is no such return."))


@rule
def change_return(viewer: Viewer, row: Return) -> None:
    """The owner's agency, before it is submitted or once it was sent back."""
    send_return(viewer, row.measure)
    if row.is_locked:
        raise NotYet(
            _("This return is approved and its period is locked."),
            advice=_("Send a revision: it becomes a new vintage, and this one is kept."),
        )
    if row.state == State.SUBMITTED:
        raise NotYet(
            _("This return waits for approval and stays as it was sent."),
            advice=_("Take it back first, or wait for the answer."),
        )


@rule
def move_return(viewer: Viewer, row: Return, *, to: State) -> None:
    """Who may take this step, and whether it follows from the state it is in."""
    who = STEPS[State(row.state)].get(State(to))
    if who is None:
        raise NotYet(
            _("“{label}” does not follow from “{state}”.").format(
                label=State(to).label, state=row.get_state_display()
            ),
            advice=_("An approved return is locked: send a revision instead.")
            if row.is_locked
            else _("Open the page again: it shows what may follow now."),
        )
    if who == OWNER:
        send_return(viewer, row.measure)
    else:
        _decide(viewer, row)


def _decide(viewer: Viewer, row: Return) -> None:
    decide_returns(viewer)
    if viewer.id is not None and viewer.id == row.submitted_by:
        raise NotAllowed(_("You sent this return; someone else has to approve it."))
    if row.measure.owner and row.measure.owner.agency_id in viewer.agencies:
        raise NotAllowed(
            _("This is your own agency's return; another agency has to approve it."),
            advice=_("Ask a manager or chair of another agency."),
        )


def follows(viewer: Viewer, row: Return) -> list[State]:
    """The states that this viewer may set now, in the order of the table."""
    return [to for to in STEPS[State(row.state)] if move_return.allowed(viewer, row, to=to)]


@rule
def see_small(viewer: Viewer, measure: Measure) -> None:
    """Who sees counts of few people: its agency, managers and analysts."""
    if viewer.has_role(Role.MANAGER, Role.ANALYST):
        return
    if measure.owner and measure.owner.agency_id in viewer.agencies:
        return
    raise NotAllowed(_("Counts from 1 to 4 are hidden here."), advice=_("Ask the owner's agency."))
